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

QImage paintTile(TileJob job, GeometryCache &geometry)
{
    QImage image = job.image.isNull() ? QImage(tileSize, tileSize, QImage::Format_RGB32) : std::move(job.image);
    const QRect &area = job.area;
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
    std::sort(job.shapes.begin(), job.shapes.end(), PaintsBefore{});
    for (const ShapeRef &shape : std::as_const(job.shapes))
        paintOnTile(canvas, shape, geometry);
    painter.end();
    return image;
}

} // namespace sketchroom
