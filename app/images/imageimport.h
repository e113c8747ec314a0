#pragma once

#include "common/base/result.h"
#include "common/model/asset.h"

#include <QSize>

class QImage;

namespace sketchroom {

/// An image as boards keep it.
struct BoardImage
{
    AssetId id;
    QByteArray bytes;
    QSize size; ///< how large it wants to be shown, upright: its pixels, or what an SVG says
};

// Makes board images of what people have. Errors, with sentences that call the image by `name`: Invalid (no image),
// Limit (too large). Usable from any thread.

/// PNG, JPEG, GIF and WebP are kept as they are; what else Qt can read, and SVG, becomes PNG.
Result<BoardImage> toBoardImage(const QByteArray &bytes, const QString &name, qint64 mostBytes);
/// Becomes PNG.
Result<BoardImage> toBoardImage(const QImage &image, const QString &name, qint64 mostBytes);

/// Whether bytes are the source of an SVG: its element comes first, after a declaration, comments and a document type.
bool isSvg(QByteArrayView bytes);

/// The suffixes of the files that toBoardImage() takes, without the dot.
QStringList imageSuffixes();

} // namespace sketchroom
