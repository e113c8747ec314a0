#include "app/render/render.h"

#include "app/render/shapepainter.h"
#include "common/model/attachment.h"

#include <QHash>
#include <QPainter>

#include <algorithm>

namespace sketchroom {

namespace {

/// Bottom first, with attached arrows where they belong.
QList<ShapeRef> arranged(const QList<ShapeRef> &shapes, const RenderOptions &options)
{
    QHash<ShapeId, ShapeRef> byId;
    if (!options.board) {
        for (const ShapeRef &shape : shapes)
            byId.insert(shape->id, shape);
    }
    const auto find = [&](const ShapeId &id) { return options.board ? options.board->find(id) : byId.value(id); };
    QList<ShapeRef> result;
    result.reserve(shapes.size());
    for (const ShapeRef &shape : shapes)
        result.append(followed(shape, find));
    std::sort(result.begin(), result.end(), PaintsBefore{});
    return result;
}

} // namespace

void renderShapes(QPainter &painter, const QList<ShapeRef> &shapes, const RenderOptions &options)
{
    PaintOptions paint;
    paint.dark = options.dark;
    paint.glyphs = options.glyphs;
    paint.images = options.images;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const ShapeRef &shape : arranged(shapes, options))
        paintShape(painter, *shape, *makeGeometry(*shape), paint);
    painter.restore();
}

QRectF renderedBounds(const QList<ShapeRef> &shapes, const RenderOptions &options)
{
    QRectF bounds;
    for (const ShapeRef &shape : arranged(shapes, options))
        bounds |= sceneBounds(*shape, *makeGeometry(*shape));
    return bounds;
}

} // namespace sketchroom
