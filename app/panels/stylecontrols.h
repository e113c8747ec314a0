#pragma once

#include "app/panels/stylecontrol.h"

namespace sketchroom {

/// The control that the style panel shows for a register; null for one that it offers nothing for.
/// `linear`: all shapes concerned are lines, whose corners are bends.
StyleControl *makeStyleControl(Control control, Register reg, bool linear);

} // namespace sketchroom
