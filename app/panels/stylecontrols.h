#pragma once

#include "app/panels/knowncolors.h"
#include "app/panels/stylecontrol.h"

namespace sketchroom {

/// What all shapes concerned are: the corners of lines are bends; notes, and fills that are
/// hatched, have colours of their own.
enum class StyleOf : quint8 { Shapes, Hatched, Lines, Notes };

/// The control that the style panel shows for a register; null for one that it offers nothing for.
StyleControl *makeStyleControl(Control control, Register reg, StyleOf what, KnownColors &known);

} // namespace sketchroom
