#include "app/render/strokes.h"

#include "app/render/curves.h"

#include <algorithm>

namespace sketchroom {

namespace {

constexpr double mostDashes = 20'000;

/// At least the path's length, without the cost of measuring its curves.
double controlLength(const QPainterPath &path)
{
    double sum = 0;
    for (int i = 1; i < path.elementCount(); ++i) {
        if (!path.elementAt(i).isMoveTo())
            sum += length(QPointF(path.elementAt(i)) - QPointF(path.elementAt(i - 1)));
    }
    return sum;
}

} // namespace

QPen solidPen(const QColor &color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QColor outlineColor(const Shape &shape, const QColor &stroke)
{
    return shape.kind == Kind::Note ? QColor(0, 0, 0, 24) : stroke;
}

QPen outlinePen(const Shape &shape, const QColor &color, const QPainterPath &outline)
{
    if (shape.kind == Kind::Note)
        return solidPen(outlineColor(shape, color), 1);
    QPen pen = solidPen(color, shape.width);
    if (info(shape.kind).fillsBox && shape.rough == 0 && shape.corner <= 0)
        pen.setJoinStyle(Qt::MiterJoin);
    // In units of the width; the round caps make each dash longer by one.
    const double width = std::max(shape.width, 0.1);
    // A kind that only newer programs know: seen at a glance to stand for something else.
    const Dash dash = shape.isOfUnknownKind() ? Dash::Dashed : shape.dash;
    if (dash == Dash::Solid || controlLength(outline) > mostDashes * (4 + width))
        return pen;
    if (dash == Dash::Dashed)
        pen.setDashPattern({8 / width + 1, (8 + width) / width + 1});
    else if (dash == Dash::Dotted)
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
