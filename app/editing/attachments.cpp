#include "app/editing/attachments.h"

#include "app/editing/transform.h"
#include "common/model/attachment.h"
#include "common/model/geometry.h"

namespace sketchroom {

Binding bindingTo(const ShapeRef &target, QPointF scene)
{
    if (!target)
        return {};
    const QPointF place = placeIn(target->box, scene);
    return Anchor{target->id, place.x(), place.y()};
}

ShapeRef shown(const Document &document, const ShapeRef &shape)
{
    return shape->kind == Kind::Arrow ? followed(shape, [&](const ShapeId &id) { return document.find(id); }) : shape;
}

QList<ShapeRef> shown(const Document &document, QList<ShapeRef> shapes)
{
    for (ShapeRef &shape : shapes)
        shape = shown(document, shape);
    return shapes;
}

QList<RegisterValue> withScenePoints(const QList<QPointF> &points)
{
    PointList scene;
    PointList local;
    for (const QPointF &point : points) {
        scene << point.x() << point.y();
        local << point.x() - points.front().x() << point.y() - points.front().y();
    }
    return {{Register::Points, local}, {Register::Box, boxOfPoints(scene, 2)}};
}

} // namespace sketchroom
