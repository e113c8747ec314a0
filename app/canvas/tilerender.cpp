#include "app/canvas/tilerender.h"

#include "app/canvas/boardgrid.h"
#include "app/canvas/colors.h"
#include "app/canvas/tilepainter.h"
#include "common/model/document.h"

#include <QPainter>

#include <algorithm>

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

void repairTile(QImage &image, const QRect &area, const TileJob &job, GeometryCache &geometry)
{
    const QPoint origin = tilePixels(job.tile).topLeft();
    QPainter painter(&image);
    painter.setClipRect(area);
    painter.fillRect(area, boardColor(job.look.dark));
    painter.translate(-origin);
    if (job.look.grid)
        paintGrid(painter, area.translated(origin), job.scale, job.look.devicePixelRatio, job.look.dark);

    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(job.scale, job.scale);
    TileCanvas canvas{image, painter, Coverage(area), painter.transform(), job.look.dark};
    QList<ShapeRef> shapes = job.shapes;
    std::sort(shapes.begin(), shapes.end(), PaintsBefore{});
    for (const ShapeRef &shape : std::as_const(shapes))
        paintOnTile(canvas, shape, geometry);
}

QImage emptyTile()
{
    return {tileSize, tileSize, QImage::Format_RGB32};
}

QImage paintTile(const TileJob &job, GeometryCache &geometry)
{
    QImage image = emptyTile();
    repairTile(image, image.rect(), job, geometry);
    return image;
}

} // namespace sketchroom
