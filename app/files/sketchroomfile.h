#pragma once

#include "app/files/formats.h"

namespace sketchroom {

// Our own files: {"type":"sketchroom","version":1,"shapes":[…]}, with the shapes as the protocol has them, bottom
// first, one a line. Any thread.

/// Errors: Damaged (what and where), Newer, Cancelled.
Result<Drawing> readSketchroom(const QByteArray &bytes, const LoadMonitor &monitor = {});
/// An empty drawing is one too.
Result<QByteArray> writeSketchroom(const QList<ShapeRef> &shapes, const ExportOptions &options = {});

} // namespace sketchroom
