#include "app/canvas/strokes.h"

#include <algorithm>

namespace sketchroom {

QPen solidPen(const QColor &color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QColor outlineColor(const Shape &shape, const QColor &stroke)
{
    return shape.kind == Kind::Note ? QColor(0, 0, 0, 24) : stroke;
}

QPen outlinePen(const Shape &shape, const QColor &color)
{
    if (shape.kind == Kind::Note)
        return solidPen(outlineColor(shape, color), 1);
    QPen pen = solidPen(color, shape.width);
    const bool upright = shape.kind == Kind::Rect || shape.kind == Kind::Frame;
    if (upright && shape.rough == 0 && shape.corner <= 0)
        pen.setJoinStyle(Qt::MiterJoin);
    // In units of the width; the round caps make each dash longer by one.
    const double width = std::max(shape.width, 0.1);
    if (shape.dash == Dash::Dashed)
        pen.setDashPattern({8 / width + 1, (8 + width) / width + 1});
    else if (shape.dash == Dash::Dotted)
        pen.setDashPattern({0.01, (4 + width) / width});
    return pen;
}

QPen hatchPen(const Shape &shape, const QColor &color)
{
    return solidPen(color, std::max(shape.width / 2, 0.5));
}

QPen headPen(const Shape &shape, const QColor &color)
{
    return solidPen(color, std::min(shape.width, 2.0));
}

} // namespace sketchroom
