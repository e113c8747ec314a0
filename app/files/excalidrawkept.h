#pragma once

// Private to the Excalidraw reader and writer.

#include "app/files/jsonmembers.h"
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

/// What `ext` has of an element, see extOf().
struct KeptElement
{
    QList<JsonMember> members;
    QList<JsonMember> label; ///< all members of the label that was merged into the shape; empty: none was
};
KeptElement keptElement(const JsonObject &ext);
/// Puts kept members into an element that is to be written: those that it does not say, and those that say the same in
/// another way, which are told by reading the element with them. Where an element is and what others it is tied to is
/// never taken from them.
void putBack(JsonMembers &element, const QList<JsonMember> &kept);
/// The text that a kept member is; empty where there is none, or another value.
QByteArray keptText(const QList<JsonMember> &kept, const char *key);
std::optional<double> keptNumber(const QList<JsonMember> &kept, const char *key);
/// The text that a kept member of a kept member is, such as the element that a binding names.
QByteArray keptText(const QList<JsonMember> &kept, const char *key, const char *inner);

} // namespace sketchroom
