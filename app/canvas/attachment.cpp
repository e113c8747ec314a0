#include "app/canvas/attachment.h"

#include "common/model/geometry.h"

namespace sketchroom {

namespace {

bool pull(QPointF &end, const Binding &binding, const FindShape &find)
{
    if (!binding)
        return false;
    const ShapeRef target = find(binding->shape);
    if (!target)
        return false;
    end = anchorPoint(*target, *binding);
    return true;
}

} // namespace

ShapeRef followed(const ShapeRef &arrow, const FindShape &find)
{
    if (!arrow->from && !arrow->to)
        return arrow;
    QList<QPointF> path = scenePoints(*arrow);
    if (path.size() < 2)
        return arrow;
    const bool startMoved = pull(path.first(), arrow->from, find);
    const bool endMoved = pull(path.last(), arrow->to, find);
    if (!startMoved && !endMoved)
        return arrow;

    auto moved = std::make_shared<Shape>(*arrow);
    moved->points.clear();
    moved->points.reserve(path.size() * 2);
    for (const QPointF &point : path)
        moved->points << point.x() << point.y();
    moved->box = boxOfPoints(moved->points, 2);
    return moved;
}

} // namespace sketchroom
