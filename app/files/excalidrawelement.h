#pragma once

// Private to the Excalidraw reader and writer.

#include "app/files/jsonfields.h"
#include "common/model/shape.h"

#include <variant>

namespace sketchroom {

/// One element of an Excalidraw file as a shape of ours, with what it says of other elements still in the file's ids.
struct ExcalidrawElement
{
    Shape shape; ///< without id, z, parent, groups, from, to and ext
    QByteArray id;
    QByteArray index;
    QByteArray frame;
    QByteArray container; ///< whose label this text is
    QByteArray from;
    QByteArray to;
    QByteArray file; ///< of an image
    QList<QByteArray> groups;
    QString unwrapped;      ///< a text before it was broken to fit
    QByteArray kept;        ///< JSON members that have no place in `shape`, with commas between and no braces
    QByteArray whole;       ///< of a label: the element itself
    QByteArray label;       ///< of a container: the whole of the label that was merged into it
    QByteArray labelGroup;  ///< of ours: ties it to labels that could not be merged into it
    bool shortened = false; ///< something was longer than a room takes
    bool mended = false;    ///< something was not what the format says
};

/// Says so little that there is nothing to show.
struct Unreadable
{
};
/// Deleted, or no drawing (the legacy selection).
struct NoDrawing
{
};
using ExcalidrawReading = std::variant<ExcalidrawElement, NoDrawing, Unreadable>;

/// Reads an element. A type that this version does not know becomes the shape that fits it best.
ExcalidrawReading readExcalidrawElement(simdjson::dom::element value);

} // namespace sketchroom
