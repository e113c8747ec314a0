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

/// What an SVG says of its size, and a picture of it that is sharp enough to be enlarged a little.
struct DrawnSvg
{
    QSize size;
    QImage image;
};

/// Qt draws nothing of an SVG that does not name its namespace, as one that was copied from a page.
QByteArray withNamespace(const QByteArray &svg)
{
    const qsizetype element = svg.indexOf("<svg");
    const qsizetype end = svg.indexOf('>', element);
    if (element < 0 || end < 0 || svg.sliced(element, end - element).contains("http://www.w3.org/2000/svg"))
        return svg;
    return QByteArray(svg).insert(element + 4, R"( xmlns="http://www.w3.org/2000/svg")");
}

DrawnSvg drawnSvg(const QByteArray &bytes)
{
    constexpr double side = 1'600;
    constexpr double largest = 1e5;
    QSvgRenderer renderer(withNamespace(bytes));
    const QSizeF natural = renderer.defaultSize();
    if (!renderer.isValid() || natural.isEmpty() || std::max(natural.width(), natural.height()) > largest)
        return {};
    const double scale = side / std::max(natural.width(), natural.height());
    QImage image((natural * scale).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    return {natural.toSize().expandedTo({1, 1}), image};
}

/// Behind what may stand before the first element.
QByteArrayView firstElement(QByteArrayView xml)
{
    if (xml.startsWith("\xef\xbb\xbf"))
        xml = xml.sliced(3);
    while (true) {
        xml = xml.trimmed();
        const char *end = xml.startsWith("<?") ? "?>" : xml.startsWith("<!--") ? "-->" : nullptr;
        qsizetype at = 0;
        if (end) {
            at = xml.indexOf(end);
        } else if (xml.startsWith("<!DOCTYPE") || xml.startsWith("<!doctype")) {
            end = ">";
            const qsizetype subset = xml.indexOf('[');
            at = xml.indexOf('>');
            if (subset >= 0 && subset < at)
                at = xml.indexOf('>', xml.indexOf(']'));
        } else {
            return xml;
        }
        if (at < 0)
            return {};
        xml = xml.sliced(at + qsizetype(qstrlen(end)));
    }
}

} // namespace

bool isSvg(QByteArrayView bytes)
{
    const QByteArrayView element = firstElement(bytes);
    return element.startsWith("<svg") && element.size() > 4 && !QChar::isLetterOrNumber(char32_t(uchar(element[4])));
}

Result<BoardImage> toBoardImage(const QByteArray &bytes, const QString &name, qint64 mostBytes)
{
    if (imageTypeOf(bytes))
        return checked(bytes, name, mostBytes);
    DrawnSvg svg;
    if (isSvg(bytes))
        svg = drawnSvg(bytes);
    const QImage image = !svg.image.isNull()          ? svg.image
                         : imageSize(bytes).isEmpty() ? QImage()
                                                      : decodeImage(bytes, 0);
    if (image.isNull())
        return failure(
            ErrorCode::Invalid,
            ImageImportSentences::tr("“%1” is no image that can be shown here. Use PNG, JPEG, GIF, WebP or SVG.")
                .arg(name));
    auto made = toBoardImage(image, name, mostBytes);
    if (made && !svg.size.isEmpty())
        made->size = svg.size;
    return made;
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
