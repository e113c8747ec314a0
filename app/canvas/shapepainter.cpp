#include "app/canvas/shapepainter.h"

#include "app/canvas/colors.h"

#include <QPainter>

namespace sketchroom {

void paintShape(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options)
{
    const QTransform before = painter.transform();
    painter.setTransform(toScene(shape), true);
    painter.setPen(QPen(toQColor(shape.stroke, options.dark), shape.width));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(geometry.outline);
    painter.setTransform(before);
}

} // namespace sketchroom
