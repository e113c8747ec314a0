#pragma once

#include "app/files/formats.h"

namespace sketchroom {

/// Writes .excalidraw files, as Excalidraw 0.18 and newer read them without mending anything. Kinds that Excalidraw
/// does not have become the nearest that it has, and the notes say so. What the shapes keep in `ext` from a file of
/// Excalidraw's is written back where it still holds. The same board gives the same bytes. An empty drawing is one too.
/// Any thread of a program that has fonts: labels are measured.
Result<WrittenDrawing> writeExcalidraw(const QList<ShapeRef> &shapes, const ExportOptions &options = {});

} // namespace sketchroom
