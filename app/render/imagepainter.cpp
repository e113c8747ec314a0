#include "app/render/imagepainter.h"

#include "app/render/colors.h"
#include "app/render/curves.h"
#include "app/render/imagesource.h"
#include "app/render/textlayout.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct ImagePainterSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ImagePainter)
};

constexpr QRectF whole(0, 0, 1, 1);

/// How many pixels a scene unit has. A file has none, and is looked at on screens of all kinds.
double pixelsPerUnit(const QPainter &painter)
{
    constexpr double inFiles = 2;
    const QTransform to = painter.deviceTransform();
    return painter.paintEngine()->type() == QPaintEngine::Raster ? std::hypot(to.m11(), to.m12()) : inFiles;
}

/// For files, which cut nothing off by themselves: the part alone, without what is outside of the rounded corners.
QImage cutOut(const QImage &image, const QRectF &part, const QPainterPath &area, const QRectF &frame)
{
    QImage cut = image.copy(part.toAlignedRect()).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QImage mask(cut.size(), QImage::Format_ARGB32_Premultiplied);
    mask.fill(Qt::transparent);
    QPainter painter(&mask);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(cut.width() / frame.width(), cut.height() / frame.height());
    painter.translate(-frame.topLeft());
    painter.fillPath(ownCopy(area), Qt::black);
    painter.end();
    painter.begin(&cut);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    painter.drawImage(0, 0, mask);
    painter.end();
    return cut;
}

void paintPixels(QPainter &painter, const Shape &shape, const QImage &image, const QPainterPath &area,
                 const QRectF &frame)
{
    const QRectF share = shownPart(shape);
    const QRectF part(share.x() * image.width(), share.y() * image.height(), share.width() * image.width(),
                      share.height() * image.height());
    const bool wasSmooth = painter.testRenderHint(QPainter::SmoothPixmapTransform);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool isFile = painter.paintEngine()->type() != QPaintEngine::Raster;
    if (shape.corner <= 0 && isFile) {
        // QSvgGenerator would draw the whole image, whatever part it is told.
        painter.drawImage(frame, share == whole ? image : image.copy(part.toAlignedRect()));
    } else if (shape.corner <= 0) {
        painter.drawImage(frame, image, part);
    } else if (!isFile) {
        QBrush brush(image);
        brush.setTransform(QTransform::fromTranslate(-part.x(), -part.y()) *
                           QTransform::fromScale(frame.width() / part.width(), frame.height() / part.height()) *
                           QTransform::fromTranslate(frame.x(), frame.y()));
        painter.fillPath(ownCopy(area), brush);
    } else {
        painter.drawImage(frame, cutOut(image, part, area, frame));
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, wasSmooth);
}

QString sentenceOf(ImageState state)
{
    switch (state) {
    case ImageState::Ready:
    case ImageState::Loading:
        return {};
    case ImageState::Missing:
        return ImagePainterSentences::tr("This image is not here. It comes when whoever inserted it is in the room.");
    case ImageState::Damaged:
        return ImagePainterSentences::tr("This image cannot be shown: it is damaged, or too large.");
    }
    return {};
}

/// As far as it fits and can be read; never mirrored.
void paintSentence(QPainter &painter, const Shape &shape, const QRectF &frame, const QString &sentence,
                   const PaintOptions &options)
{
    constexpr double largest = 16;
    constexpr double smallest = 4;
    const double room = frame.width() * 0.84;
    Font font;
    font.align = Align::Center;
    font.size = std::min(largest, frame.height() / 5);
    TextBlock block = layOutText(sentence, font, room);
    while (block.size.height() > frame.height() * 0.84 && font.size > smallest) {
        font.size *= 0.8;
        block = layOutText(sentence, font, room);
    }
    if (font.size < smallest || block.size.height() > frame.height() || block.size.width() > frame.width())
        return;
    const QTransform before = painter.transform();
    painter.scale(shape.box.w < 0 ? -1 : 1, shape.box.h < 0 ? -1 : 1);
    painter.setPen(toQColor(Color::rgb(0x495057), options.dark));
    paintText(painter, block, {-room / 2, -block.size.height() / 2}, room, options.glyphs);
    painter.setTransform(before);
}

/// A hill and a sun.
void paintEmblem(QPainter &painter, const QRectF &frame, const QColor &color)
{
    const double size = std::min({frame.width(), frame.height(), 160.0}) * 0.5;
    QPainterPath hills(QPointF(-size * 0.5, size * 0.3));
    hills.lineTo(-size * 0.15, -size * 0.12);
    hills.lineTo(size * 0.1, size * 0.14);
    hills.lineTo(size * 0.22, size * 0.02);
    hills.lineTo(size * 0.5, size * 0.3);
    hills.closeSubpath();
    painter.fillPath(hills, color);
    QPainterPath sun;
    sun.addEllipse(QPointF(size * 0.24, -size * 0.22), size * 0.09, size * 0.09);
    painter.fillPath(sun, color);
}

} // namespace

QRectF shownPart(const Shape &shape)
{
    if (!shape.ext.json.contains("\"crop\""))
        return whole;
    const QJsonObject crop =
        QJsonDocument::fromJson(shape.ext.json).object()["excalidraw"_L1].toObject()["crop"_L1].toObject();
    const double width = crop["naturalWidth"_L1].toDouble();
    const double height = crop["naturalHeight"_L1].toDouble();
    if (width <= 0 || height <= 0)
        return whole;
    const QRectF part = QRectF(crop["x"_L1].toDouble() / width, crop["y"_L1].toDouble() / height,
                               crop["width"_L1].toDouble() / width, crop["height"_L1].toDouble() / height) &
                        whole;
    return part.isEmpty() ? whole : part;
}

void paintImage(QPainter &painter, const Shape &shape, const QPainterPath &area, const PaintOptions &options)
{
    const QRectF frame = area.controlPointRect(); // known already, as threads need it to be
    if (frame.isEmpty())
        return;
    ImageView view{ImageState::Loading, {}};
    if (options.images && !shape.asset.isEmpty()) {
        // The whole image, of which only a part may be shown.
        const QSizeF share = shownPart(shape).size();
        const double scale = pixelsPerUnit(painter);
        constexpr double most = 1e6;
        view = options.images->find(shape.asset, QSize(int(std::min(most, frame.width() / share.width() * scale)),
                                                       int(std::min(most, frame.height() / share.height() * scale))));
    }
    if (view.state == ImageState::Ready)
        return paintPixels(painter, shape, view.image, area, frame);
    painter.fillPath(ownCopy(area), toQColor(Color::rgb(0xe9ecef), options.dark));
    if (const QString sentence = sentenceOf(view.state); sentence.isEmpty())
        paintEmblem(painter, frame, toQColor(Color::rgb(0xadb5bd), options.dark));
    else
        paintSentence(painter, shape, frame, sentence, options);
}

} // namespace sketchroom
