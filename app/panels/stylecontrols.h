#pragma once

#include "app/panels/stylecontrol.h"

namespace sketchroom {

/// What all shapes concerned are: the corners of lines are bends, and notes have colours of their own.
enum class StyleOf : quint8 { Shapes, Lines, Notes };

/// The control that the style panel shows for a register; null for one that it offers nothing for.
StyleControl *makeStyleControl(Control control, Register reg, StyleOf what);

} // namespace sketchroom
