#pragma once

#include "common/model/asset.h"

#include <QImage>

namespace sketchroom {

// Images become pixels here, in levels: level 0 is the image as it is, each further one half as wide and high. All of
// it is usable from any thread.

/// The size that an image is shown in, upright as its camera says; invalid for what is no image, or too large.
QSize imageSize(const QByteArray &bytes);
QSize sizeOfLevel(QSize full, int level);
/// The coarsest level that is no smaller than `pixels`.
int levelFor(QSize full, QSize pixels);
/// The image in this level; null where it cannot be read.
QImage decodeImage(const QByteArray &bytes, int level);
QImage halved(const QImage &image);

} // namespace sketchroom
