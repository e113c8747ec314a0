#pragma once

// Private to the Excalidraw reader.

#include "common/model/shape.h"

#include <simdjson.h>

namespace sketchroom {

// What an element says and a shape has no place for goes into `ext` as it is, so that it can be written back: but no
// more than a message to a host can carry.

/// The members of the element that `shape` does not say, as compact JSON without the braces. What is too large or
/// nested too deep is left out.
QByteArray keptMembers(simdjson::dom::object element, const Shape &shape);
/// The whole element; empty when it is too large or nested too deep.
QByteArray keptWhole(simdjson::dom::element element);
/// The value of `ext` around kept members, and around the label that was merged into the shape, if one was.
JsonObject extOf(const QByteArray &kept, const QByteArray &label);

} // namespace sketchroom
