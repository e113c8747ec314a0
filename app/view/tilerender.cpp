#include "app/view/tilerender.h"

#include "app/render/colors.h"
#include "app/render/tilepainter.h"
#include "app/view/boardgrid.h"
#include "common/model/document.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace sketchroom {

QRect tilePixels(QPoint tile)
{
    return {tile * tileSize, QSize(tileSize, tileSize)};
}

QRectF tileScene(const QRect &pixels, double scale)
{
    const QRectF roomy = QRectF(pixels).adjusted(-1, -1, 1, 1);
    return {roomy.topLeft() / scale, roomy.size() / scale};
}

qsizetype TileJob::cost() const
{
    return std::accumulate(parts.begin(), parts.end(), qsizetype(0),
                           [](qsizetype sum, const Part &part) { return sum + part.shapes.size(); });
}

namespace {

void paintPart(QImage &image, const TileJob &job, TileJob::Part part, GeometryCache &geometry)
{
    const QPoint origin = tilePixels(job.tile).topLeft();
    QPainter painter(&image);
    painter.setClipRect(part.area);
    painter.fillRect(part.area, boardColor(job.look.dark));
    painter.translate(-origin);
    if (job.look.grid)
        paintGrid(painter, part.area.translated(origin), job.scale, job.look.devicePixelRatio, job.look.dark);

    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(job.scale, job.scale);
    TileCanvas canvas{image, painter, Coverage(part.area), painter.transform(), job.look.dark};
    std::sort(part.shapes.begin(), part.shapes.end(), PaintsBefore{});
    for (const ShapeRef &shape : std::as_const(part.shapes))
        paintOnTile(canvas, shape, geometry);
}

} // namespace

QImage paintTile(TileJob job, GeometryCache &geometry)
{
    QImage image = job.image.isNull() ? QImage(tileSize, tileSize, QImage::Format_RGB32) : std::move(job.image);
    for (TileJob::Part &part : job.parts)
        paintPart(image, job, std::move(part), geometry);
    return image;
}

} // namespace sketchroom
