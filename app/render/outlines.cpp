#include "app/render/outlines.h"

#include "app/render/arrowheads.h"
#include "app/render/curves.h"
#include "common/model/geometry.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// How much wider the box is than the points, along one axis. What differs by rounding only counts as 1, so that the
/// numbers of a stroke being drawn stay exactly what they were.
double stretch(double box, double extent)
{
    const double factor = axisScale(std::abs(box), extent);
    return std::abs(factor - 1) < 1e-9 ? 1 : factor;
}

/// The direction in which a path arrives at its last point, seen from so far before it.
QPointF arrival(const QList<QPointF> &path, double distance)
{
    const QPointF tip = path.last();
    QPointF from = path.first();
    for (qsizetype i = path.size() - 2; i >= 0; --i) {
        from = path[i];
        if (length(tip - from) >= distance)
            break;
    }
    const double size = length(tip - from);
    return size > 0 ? (tip - from) / size : QPointF(1, 0);
}

/// Takes so much from the end of the last stretch, but never all of it.
void shorten(QList<QPointF> &points, double by)
{
    QPointF &tip = points.last();
    const QPointF back = points[points.size() - 2] - tip;
    const double size = length(back);
    if (size > 0)
        tip += back * (std::min(by, size * 0.9) / size);
}

/// The points by way of which the line runs, fine enough to see its direction at the ends.
QList<QPointF> flattened(const QPainterPath &path)
{
    const QList<QPolygonF> polygons = path.toSubpathPolygons();
    return polygons.isEmpty() ? QList<QPointF>() : QList<QPointF>(polygons.first());
}

/// As good as no length: with round caps, a dot as large as the line is wide.
QPainterPath dot(QPointF at)
{
    constexpr double reach = 0.01;
    QPainterPath path(at - QPointF(reach, 0));
    path.lineTo(at + QPointF(reach, 0));
    return path;
}

/// How many straight pieces a curve is taken for, about: Qt splits each of its parts into at most 512.
double piecesOf(const QList<QPointF> &curve)
{
    constexpr double most = 512;
    double pieces = 0;
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3) {
        const double size =
            length(curve[i] - curve[i - 1]) + length(curve[i + 1] - curve[i]) + length(curve[i + 2] - curve[i + 1]);
        pieces += std::min(1 + std::sqrt(size), most);
    }
    return pieces;
}

constexpr double mostPieces = 100'000;

QPainterPath toPainterPath(const OutlinePath &outline)
{
    QPainterPath path(outline.start());
    for (const OutlinePath::Piece &piece : outline.pieces()) {
        if (piece.isCurve)
            path.cubicTo(piece.control1, piece.control2, piece.to);
        else
            path.lineTo(piece.to);
    }
    return path;
}

QPainterPath through(const QList<QPointF> &points, bool curved)
{
    QPainterPath path(points.first());
    if (!curved || points.size() < 3) {
        for (qsizetype i = 1; i < points.size(); ++i)
            path.lineTo(points[i]);
        return path;
    }
    const QList<QPointF> curve = curveThrough(points);
    if (piecesOf(curve) > mostPieces) {
        // Straight from here on: curves between points that far apart take gigabytes, and look no different.
        return through(points, false);
    }
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3)
        path.cubicTo(curve[i], curve[i + 1], curve[i + 2]);
    return path;
}

} // namespace

QPainterPath closedOutline(const Shape &shape)
{
    const QSizeF size(std::abs(shape.box.w), std::abs(shape.box.h));
    QPainterPath path = toPainterPath(info(shape.kind).outline(size, cornerRadius(shape)));
    path.closeSubpath();
    return path;
}

QPainterPath innerLine(const Shape &shape)
{
    const auto line = info(shape.kind).innerLine;
    return line ? toPainterPath(line({std::abs(shape.box.w), std::abs(shape.box.h)})) : QPainterPath();
}

StretchedPoints stretchedPoints(const Shape &shape)
{
    const int perPoint = numbersPerPoint(shape.kind);
    const QRectF bounds = pointBounds(shape.points, perPoint);
    const double x = stretch(shape.box.w, bounds.width());
    const double y = stretch(shape.box.h, bounds.height());
    const QPointF center = bounds.center();
    if (x == 1 && y == 1)
        return {shape.points, -center};
    // Stretched about their centre: of points far from their origin, products would keep no digits of the difference.
    StretchedPoints result{shape.points, {}};
    for (qsizetype i = 0; i + 1 < result.numbers.size(); i += perPoint) {
        result.numbers[i] = (result.numbers[i] - center.x()) * x;
        result.numbers[i + 1] = (result.numbers[i + 1] - center.y()) * y;
    }
    return result;
}

LinearOutline linearOutline(const Shape &shape)
{
    const StretchedPoints stretched = stretchedPoints(shape);
    QList<QPointF> points;
    points.reserve(stretched.numbers.size() / 2);
    for (qsizetype i = 0; i + 1 < stretched.numbers.size(); i += 2)
        points.append(QPointF(stretched.numbers[i], stretched.numbers[i + 1]) + stretched.toCenter);

    LinearOutline result;
    if (points.size() < 2)
        return result;
    const bool curved = shape.corner > 0;
    const QPainterPath whole = through(points, curved);
    // A path drops what leads nowhere: of points in one place only the first is left, which has no direction for heads.
    QList<QPointF> path = flattened(whole);
    if (path.size() < 2) {
        result.line = dot(points.first());
        return result;
    }
    if (isClosedPath(shape)) {
        result.area = whole;
        result.area.closeSubpath();
    }
    if (shape.ends == Ends{}) {
        result.line = whole;
        return result;
    }

    double distance = 0;
    for (qsizetype i = 1; i < path.size(); ++i)
        distance += length(path[i] - path[i - 1]);
    const double size = std::min(headLength(shape), distance / 2);
    const auto addHead = [&](Head kind) {
        const ArrowHead head = makeArrowHead(kind, points.last(), arrival(path, size * 0.7), size);
        result.lines.addPath(head.lines);
        result.solid.addPath(head.solid);
        shorten(points, head.shorten);
    };
    addHead(shape.ends.end);
    std::reverse(points.begin(), points.end());
    std::reverse(path.begin(), path.end());
    addHead(shape.ends.start);
    std::reverse(points.begin(), points.end());
    result.line = through(points, curved);
    return result;
}

} // namespace sketchroom
