#pragma once

#include "common/base/random.h"
#include "common/model/document.h"

namespace sketchroom::testing {

/// A value that the register takes on this kind, from a seeded source.
Value randomValue(Register reg, Kind kind, Random &random);
Kind randomKind(Random &random);
/// A shape with some registers set and the others at their default; z above what is there is the caller's business.
Shape randomShape(const ShapeId &id, Kind kind, Random &random);
/// An operation of any kind on a shape of `document`, or on a new one. `freshId` names a new shape.
Op randomOp(const Document &document, const ShapeId &freshId, Random &random);

/// A JSON object of so many objects in each other.
QByteArray nested(int levels);

/// Equal, registers and stamps: compared by their canonical bytes.
QByteArray canonical(const Document &document);

} // namespace sketchroom::testing
