#include "app/canvas/shapegeometry.h"

#include "common/model/geometry.h"

namespace sketchroom {

GeometryRef makeGeometry(const Shape &shape, const ShapeGeometry *)
{
    auto geometry = std::make_shared<ShapeGeometry>();
    const QRectF frame(-qAbs(shape.box.w) / 2, -qAbs(shape.box.h) / 2, qAbs(shape.box.w), qAbs(shape.box.h));
    geometry->outline.addRect(frame);
    geometry->bounds = frame;
    return geometry;
}

bool sameGeometry(const Shape &a, const Shape &b)
{
    return a.id == b.id && a.kind == b.kind && a.box.w == b.box.w && a.box.h == b.box.h && a.points == b.points &&
           a.width == b.width && a.hatch == b.hatch && a.rough == b.rough && a.corner == b.corner && a.text == b.text &&
           a.font == b.font && a.ends == b.ends;
}

QTransform toSceneUnmirrored(const Shape &shape)
{
    const QPointF center = centerOf(shape.box);
    QTransform transform = QTransform::fromTranslate(center.x(), center.y());
    if (shape.box.angle != 0)
        transform.rotate(shape.box.angle);
    return transform;
}

QTransform toScene(const Shape &shape)
{
    QTransform transform = toSceneUnmirrored(shape);
    if (shape.box.w < 0 || shape.box.h < 0)
        transform.scale(shape.box.w < 0 ? -1 : 1, shape.box.h < 0 ? -1 : 1);
    return transform;
}

QRectF sceneBounds(const Shape &shape, const ShapeGeometry &geometry)
{
    return toSceneUnmirrored(shape).mapRect(geometry.bounds);
}

} // namespace sketchroom
