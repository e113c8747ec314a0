#pragma once

#include "common/model/document.h"

#include <functional>

namespace sketchroom {

using FindShape = std::function<ShapeRef(const ShapeId &)>;

/// The arrow with its attached ends where the shapes now are that they are attached to. The very same shape where no
/// end is attached, or none of the shapes is there.
ShapeRef followed(const ShapeRef &arrow, const FindShape &find);

} // namespace sketchroom
