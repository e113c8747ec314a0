#pragma once

#include "app/files/drawing.h"

namespace sketchroom {

/// Reads .excalidraw files, clipboard contents, and .excalidrawlib libraries of both versions, whose items are laid out
/// side by side, each one a group. Deleted elements stay out; what has no kind of ours is drawn as well as can be and
/// kept in `ext`. Errors: Damaged, Cancelled. Any thread.
Result<Drawing> readExcalidraw(const QByteArray &bytes, const LoadMonitor &monitor = {});

} // namespace sketchroom
