#include "app/render/geometrycache.h"
#include "app/render/render.h"
#include "app/view/tilerender.h"
#include "common/model/attachment.h"
#include "common/model/geometry.h"
#include "common/protocol/codec.h"
#include "tests/fuzz/claim.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <cmath>

using namespace sketchroom;

// Shapes as a peer may send them, on the way that a client takes with them: worked out, painted near and far, hit, and
// followed by arrows.

namespace {

void startGui()
{
    static int argc = 1;
    static char name[] = "painter";
    static char *argv[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static const QGuiApplication app(argc, argv);
}

void claimFinite(const QRectF &rect)
{
    claim(std::isfinite(rect.x()) && std::isfinite(rect.y()) && std::isfinite(rect.width()) &&
              std::isfinite(rect.height()),
          "bounds are finite");
}

void paint(const QList<ShapeRef> &shapes, QPointF center)
{
    GeometryCache cache;
    for (const double scale : {0.05, 1.0, 20.0}) {
        const QPointF tile = center * scale / tileSize;
        if (std::abs(tile.x()) > 1e6 || std::abs(tile.y()) > 1e6)
            continue;
        TileJob job;
        job.scale = scale;
        job.tile = {int(std::floor(tile.x())), int(std::floor(tile.y()))};
        job.parts = {{QRect(0, 0, tileSize, tileSize), shapes}};
        claim(!paintTile(job, cache).isNull(), "a tile is painted");
    }
    QImage image(64, 64, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.translate(-center);
    renderShapes(painter, shapes, {});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    startGui();
    const auto shapes = decodeShapes(QByteArrayView(data, qsizetype(size)));
    if (!shapes || shapes->size() > 50)
        return 0;
    const auto find = [&](const ShapeId &id) {
        for (const ShapeRef &shape : *shapes) {
            if (shape->id == id)
                return shape;
        }
        return ShapeRef();
    };
    for (const ShapeRef &shape : *shapes) {
        const ShapeRef shown = followed(shape, find);
        const QPointF center = centerOf(shown->box);
        claimFinite(geometryBounds(*shown));
        claimFinite(paintBounds(*shown));
        claimFinite(sceneBounds(*shown, *makeGeometry(*shown)));
        (void)hits(*shown, center, 4);
        paint({shown}, center);
    }
    return 0;
}
