#include "app/editing/newshape.h"

#include "app/editing/stylestate.h"
#include "app/editing/zorder.h"

namespace sketchroom {

Shape newShape(Kind kind, const ShapeId &id, const Document &document, const StyleState &style)
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    shape.z = zAboveAll(document, 1).value(0, document.topZ());
    style.applyTo(shape);
    return shape;
}

QList<Op> creationOf(const QList<Shape> &shapes)
{
    QList<Op> ops;
    ops.reserve(shapes.size());
    for (const Shape &shape : shapes)
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
    return ops;
}

} // namespace sketchroom
