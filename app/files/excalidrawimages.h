#pragma once

// Private to the Excalidraw reader.

#include "app/files/jsonfile.h"

#include <QHash>

namespace sketchroom {

/// The images that an Excalidraw file has in its `files`.
struct ExcalidrawImages
{
    QHash<QByteArray, AssetId> assets; ///< by the file's own id; only what boards can show
};

/// Reads them all, and hands each over to the monitor. PNG, JPEG, GIF and WebP stay as they are, byte by byte. Errors:
/// Damaged, Cancelled.
Result<ExcalidrawImages> readExcalidrawImages(JsonFile &file, const LoadMonitor &monitor);

} // namespace sketchroom
