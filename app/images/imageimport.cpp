#include "app/images/imageimport.h"

#include "app/images/imagedecoder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct ImageImportSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ImageImport)
};

constexpr double mebibyte = 1 << 20;

Result<BoardImage> checked(const QByteArray &bytes, const QString &name, qint64 mostBytes)
{
    const QSize size = imageSize(bytes);
    if (size.isEmpty())
        return failure(ErrorCode::Limit,
                       ImageImportSentences::tr("“%1” is damaged, or has more than %2 million pixels.")
                           .arg(name)
                           .arg(imageMaxPixels / 1'000'000));
    if (bytes.size() > mostBytes)
        return failure(
            ErrorCode::Limit,
            ImageImportSentences::tr("“%1” is too large: an image may have %2 MiB at the most. Make it smaller, and "
                                     "insert it again.")
                .arg(name, QString::number(double(mostBytes) / mebibyte, 'g', 3)));
    return BoardImage{assetIdOf(bytes), bytes, size};
}

bool mayBeSvg(const QByteArray &bytes)
{
    constexpr qsizetype start = 1'024;
    return bytes.first(std::min(start, bytes.size())).contains("<svg");
}

/// Sharp enough to be enlarged a little.
QImage drawnSvg(const QByteArray &bytes)
{
    constexpr double side = 1'600;
    QSvgRenderer renderer(bytes);
    const QSizeF natural = renderer.defaultSize();
    if (!renderer.isValid() || natural.isEmpty())
        return {};
    const double scale = side / std::max(natural.width(), natural.height());
    QImage image((natural * scale).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

QImage otherImage(const QByteArray &bytes)
{
    if (mayBeSvg(bytes))
        return drawnSvg(bytes);
    return imageSize(bytes).isEmpty() ? QImage() : decodeImage(bytes, 0);
}

} // namespace

Result<BoardImage> toBoardImage(const QByteArray &bytes, const QString &name, qint64 mostBytes)
{
    if (imageTypeOf(bytes))
        return checked(bytes, name, mostBytes);
    const QImage image = otherImage(bytes);
    if (image.isNull())
        return failure(
            ErrorCode::Invalid,
            ImageImportSentences::tr("“%1” is no image that can be shown here. Use PNG, JPEG, GIF, WebP or SVG.")
                .arg(name));
    return toBoardImage(image, name, mostBytes);
}

Result<BoardImage> toBoardImage(const QImage &image, const QString &name, qint64 mostBytes)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return failure(ErrorCode::Invalid, ImageImportSentences::tr("“%1” is an image without pixels.").arg(name));
    return checked(buffer.data(), name, mostBytes);
}

QStringList imageSuffixes()
{
    QStringList suffixes;
    for (const QByteArray &format : QImageReader::supportedImageFormats())
        suffixes.append(QString::fromLatin1(format));
    suffixes.removeAll(u"pdf"_s);
    return suffixes;
}

} // namespace sketchroom
