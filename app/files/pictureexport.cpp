#include "app/files/pictureexport.h"

#include "app/images/wholeimages.h"
#include "app/render/colors.h"
#include "app/render/render.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace sketchroom {

namespace {

struct PictureExportSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::PictureExport)
};

constexpr int mostPixelsASide = 32'000; // Qt's raster engine counts in 16 bits
constexpr double mostPixels = 256e6;    // a gigabyte
constexpr double dotsPerMeter = 96 / 0.0254;

RenderOptions renderOptions(const ExportOptions &options, Glyphs glyphs, ImageSource &images)
{
    RenderOptions render;
    render.dark = options.dark;
    render.glyphs = glyphs;
    render.board = options.board;
    render.images = &images;
    return render;
}

/// What the picture shows, in scene units, on whole units.
Result<QRect> areaOf(const QList<ShapeRef> &shapes, const ExportOptions &options, const RenderOptions &render)
{
    if (shapes.isEmpty())
        return failure(
            ErrorCode::Invalid,
            PictureExportSentences::tr("There is nothing to export: the drawing is empty. Draw something first."));
    const double padding = qMax(0.0, options.padding);
    const QRectF area = renderedBounds(shapes, render).adjusted(-padding, -padding, padding, padding);
    constexpr double farthest = 1 << 29; // so that no sum of a place and a size passes 32 bits
    const double reach = std::max({-area.left(), -area.top(), area.right(), area.bottom()});
    if (!(reach <= farthest))
        return failure(ErrorCode::Limit, PictureExportSentences::tr(
                                             "The drawing is too far spread for a picture. Select what lies together, "
                                             "and export the selection."));
    return area.toAlignedRect();
}

} // namespace

Result<QByteArray> writePng(const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    WholeImages images(options.images);
    const RenderOptions render = renderOptions(options, Glyphs::Text, images);
    const auto area = areaOf(shapes, options, render);
    if (!area)
        return tl::unexpected(area.error());
    const double width = std::ceil(area->width() * options.scale);
    const double height = std::ceil(area->height() * options.scale);
    if (width > mostPixelsASide || height > mostPixelsASide || width * height > mostPixels)
        return failure(ErrorCode::Limit,
                       PictureExportSentences::tr(
                           "The picture would be %1 × %2 pixels large. Choose a smaller scale, export a part "
                           "of the drawing, or export SVG.")
                           .arg(width, 0, 'f', 0)
                           .arg(height, 0, 'f', 0));

    QImage image(qMax(1, int(width)), qMax(1, int(height)), QImage::Format_ARGB32_Premultiplied);
    image.fill(options.background ? boardColor(options.dark) : QColor(Qt::transparent));
    image.setDotsPerMeterX(int(dotsPerMeter * options.scale));
    image.setDotsPerMeterY(int(dotsPerMeter * options.scale));
    QPainter painter(&image);
    painter.scale(options.scale, options.scale);
    painter.translate(-area->topLeft());
    renderShapes(painter, shapes, render);
    painter.end();

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return failure(ErrorCode::Limit, PictureExportSentences::tr(
                                             "There was not enough memory for the picture. Choose a smaller scale."));
    return buffer.data();
}

Result<QByteArray> writeSvg(const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    WholeImages images(options.images);
    const RenderOptions render = renderOptions(options, Glyphs::Outlines, images);
    const auto area = areaOf(shapes, options, render);
    if (!area)
        return tl::unexpected(area.error());
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(PictureExportSentences::tr("Drawing made with Sketchroom"));
    generator.setResolution(96);
    generator.setSize(area->size());
    generator.setViewBox(QRectF(QPointF(0, 0), area->size()));
    QPainter painter(&generator);
    if (options.background)
        painter.fillRect(QRectF(QPointF(0, 0), area->size()), boardColor(options.dark));
    painter.translate(-area->topLeft());
    renderShapes(painter, shapes, render);
    painter.end();
    return buffer.data();
}

} // namespace sketchroom
