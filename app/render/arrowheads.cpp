#include "app/render/arrowheads.h"

namespace sketchroom {

namespace {

/// Places in a head: `back` from the tip along the line, `side` to its right.
struct Frame
{
    QPointF tip;
    QPointF direction;

    QPointF at(double back, double side) const
    {
        return tip - direction * back + QPointF(-direction.y(), direction.x()) * side;
    }
};

void addPolyline(QPainterPath &path, std::initializer_list<QPointF> points)
{
    const QPointF *point = points.begin();
    path.moveTo(*point);
    while (++point != points.end())
        path.lineTo(*point);
}

QPainterPath closed(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    addPolyline(path, points);
    path.closeSubpath();
    return path;
}

QPainterPath triangle(const Frame &frame, double size)
{
    return closed({frame.tip, frame.at(size * 0.8, size * 0.4), frame.at(size * 0.8, -size * 0.4)});
}

QPainterPath diamond(const Frame &frame, double size)
{
    return closed({frame.tip, frame.at(size / 2, size * 0.32), frame.at(size, 0), frame.at(size / 2, -size * 0.32)});
}

QPainterPath circle(const Frame &frame, double nearest, double farthest)
{
    QPainterPath path;
    const double radius = (farthest - nearest) / 2;
    path.addEllipse(frame.at(nearest + radius, 0), radius, radius);
    return path;
}

void addBar(QPainterPath &path, const Frame &frame, double back, double size)
{
    addPolyline(path, {frame.at(back, -size * 0.4), frame.at(back, size * 0.4)});
}

/// The crow's foot: its toes end where the line does.
void addFoot(QPainterPath &path, const Frame &frame, double size)
{
    addPolyline(path, {frame.at(0, -size * 0.4), frame.at(size * 0.6, 0), frame.at(0, size * 0.4)});
}

} // namespace

ArrowHead makeArrowHead(Head head, QPointF tip, QPointF direction, double size)
{
    const Frame frame{tip, direction};
    ArrowHead result;
    switch (head) {
    case Head::None:
        break;
    case Head::Arrow:
        addPolyline(result.lines, {frame.at(size * 0.88, -size * 0.42), tip, frame.at(size * 0.88, size * 0.42)});
        break;
    case Head::Triangle:
        result.solid = triangle(frame, size);
        result.shorten = size * 0.5;
        break;
    case Head::TriangleOutline:
        result.lines = triangle(frame, size);
        result.shorten = size * 0.8;
        break;
    case Head::Bar:
        addBar(result.lines, frame, 0, size);
        break;
    case Head::Circle:
        result.solid = circle(frame, 0, size * 0.5);
        result.shorten = size * 0.25;
        break;
    case Head::CircleOutline:
        result.lines = circle(frame, 0, size * 0.5);
        result.shorten = size * 0.5;
        break;
    case Head::Diamond:
        result.solid = diamond(frame, size);
        result.shorten = size * 0.5;
        break;
    case Head::DiamondOutline:
        result.lines = diamond(frame, size);
        result.shorten = size;
        break;
    case Head::One:
        addBar(result.lines, frame, size * 0.5, size);
        break;
    case Head::Many:
        addFoot(result.lines, frame, size);
        break;
    case Head::OneOrMany:
        addFoot(result.lines, frame, size);
        addBar(result.lines, frame, size * 0.75, size);
        break;
    case Head::ExactlyOne:
        addBar(result.lines, frame, size * 0.35, size);
        addBar(result.lines, frame, size * 0.7, size);
        break;
    case Head::ZeroOrOne:
        addBar(result.lines, frame, size * 0.3, size);
        result.lines.addPath(circle(frame, size * 0.5, size));
        break;
    case Head::ZeroOrMany:
        addFoot(result.lines, frame, size * 0.8);
        result.lines.addPath(circle(frame, size * 0.5, size));
        break;
    }
    return result;
}

} // namespace sketchroom
