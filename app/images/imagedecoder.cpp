#include "app/images/imagedecoder.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace sketchroom {

namespace {

/// Whether the camera was held so that what is wide in the file is high.
bool isTurned(const QImageReader &reader)
{
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
}

} // namespace

QSize imageSize(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    const QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > imageMaxPixels)
        return {};
    return isTurned(reader) ? size.transposed() : size;
}

QSize sizeOfLevel(QSize full, int level)
{
    return {std::max(1, full.width() >> level), std::max(1, full.height() >> level)};
}

int levelFor(QSize full, QSize pixels)
{
    constexpr int coarsest = 15;
    int level = 0;
    while (level < coarsest) {
        const QSize next = sizeOfLevel(full, level + 1);
        if (next.width() < pixels.width() || next.height() < pixels.height() || next == sizeOfLevel(full, level))
            break;
        ++level;
    }
    return level;
}

QImage decodeImage(const QByteArray &bytes, int level)
{
    const QSize full = imageSize(bytes);
    if (full.isEmpty())
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    // Only JPEG gets a part of the pixels in a part of the time.
    const bool isJpeg = imageTypeOf(bytes) == ImageType::Jpeg;
    if (isJpeg && level > 0) {
        const QSize wanted = sizeOfLevel(full, level);
        reader.setScaledSize(isTurned(reader) ? wanted.transposed() : wanted);
    }
    QImage image = reader.read();
    if (image.isNull())
        return {};
    image = std::move(image).convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                                     : QImage::Format_RGB32);
    for (int i = 0; i < level && !isJpeg; ++i)
        image = halved(image);
    return image;
}

QImage halved(const QImage &image)
{
    return image.scaled(sizeOfLevel(image.size(), 1), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace sketchroom
