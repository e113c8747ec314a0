#pragma once

// Private to the Excalidraw writer.

#include "app/files/excalidrawkept.h"

namespace sketchroom {

/// The label of a shape as a text by itself: where and in what lines Excalidraw shows it.
struct ExcalidrawLabel
{
    Shape text;    ///< without id and z
    QString shown; ///< broken into lines
};

/// In a rectangle, ellipse or diamond, or on an arrow. Lines stay as the file had them that the shape comes from, as
/// long as the words are the same and fit. Any thread.
ExcalidrawLabel excalidrawLabel(const Shape &container, const QList<JsonMember> &kept);
/// In a shape that is no container in Excalidraw: where we show it.
ExcalidrawLabel looseLabel(const Shape &container);
/// Whether two texts differ in nothing but where their lines end.
bool haveSameWords(const QString &a, const QString &b);

} // namespace sketchroom
