#pragma once

#include "common/model/document.h"

namespace sketchroom::testing {

/// Shapes of this kind with values from the ends of their registers' ranges, and with points that are few, repeated, or
/// far apart: each oddity alone, and many of them together.
QList<ShapeRef> extremeShapes(Kind kind);

} // namespace sketchroom::testing
