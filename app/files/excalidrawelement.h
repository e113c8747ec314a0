#pragma once

// Private to the Excalidraw reader.

#include "app/files/jsonfields.h"
#include "common/model/shape.h"

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
};

/// Reads an element. Nothing for one that is deleted or is no drawing (the legacy selection). A type that this version
/// does not know becomes the shape that fits it best. Errors: Damaged, with the place.
Result<std::optional<ExcalidrawElement>> readExcalidrawElement(simdjson::dom::element value, const QString &path);

} // namespace sketchroom
