#pragma once

#include "app/files/formats.h"

namespace sketchroom {

// Pictures of shapes, painted by the canvas's own renderer. Any thread.

/// Errors: Invalid (there is nothing to draw), Limit (too many pixels).
Result<QByteArray> writePng(const QList<ShapeRef> &shapes, const ExportOptions &options = {});
/// Texts are written as outlines, so that they look the same where the fonts are missing. Errors: Invalid.
Result<QByteArray> writeSvg(const QList<ShapeRef> &shapes, const ExportOptions &options = {});

} // namespace sketchroom
