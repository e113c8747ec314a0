#include "app/files/excalidrawgeometry.h"
#include "common/model/geometry.h"

#include <QtMath>

#include <cmath>

namespace sketchroom {

namespace {

/// As Excalidraw writes a dot.
constexpr double leastStep = 0.0001;
/// For what has no size at all, which Excalidraw removes.
constexpr double leastSize = 0.01;

double toRadians(double degrees)
{
    return qDegreesToRadians(std::fmod(degrees, 360)) + 0.0;
}

/// The points where they are, before they are turned; for points that fill the box as they are, without the rounding of
/// a scale.
QList<QPointF> uprightPoints(const Shape &shape)
{
    const int perPoint = numbersPerPoint(shape.kind);
    const QRectF bounds = pointBounds(shape.points, perPoint);
    const auto isAsLong = [](double side, double extent) { return std::abs(side - extent) <= 1e-9 * extent; };
    Shape upright = shape;
    upright.box.angle = 0;
    if (!isAsLong(shape.box.w, bounds.width()) || !isAsLong(shape.box.h, bounds.height()))
        return scenePoints(upright);
    QList<QPointF> points;
    points.reserve(shape.points.size() / perPoint);
    for (qsizetype i = 0; i + 1 < shape.points.size(); i += perPoint)
        points.append(QPointF(shape.points.at(i), shape.points.at(i + 1)));
    return points;
}

/// Excalidraw turns a curved line about the middle of the curve, and we about the middle of its points: so far its
/// upright points are from ours.
QPointF shiftOfTurn(const Shape &shape)
{
    if (shape.box.angle == 0)
        return {};
    Shape upright = shape;
    upright.box.angle = 0;
    const QPointF off = centerOf(shape.box) - geometryBounds(upright).center();
    return off - rotated(off, {}, shape.box.angle);
}

ElementPlace placeOfPath(const Shape &shape)
{
    ElementPlace place;
    const int perPoint = numbersPerPoint(shape.kind);
    QList<QPointF> path = uprightPoints(shape);
    QList<double> pressures;
    for (qsizetype i = 2; perPoint == 3 && i < shape.points.size(); i += perPoint)
        pressures.append(shape.points.at(i));
    if (path.isEmpty())
        path.append(QPointF());
    if (path.size() < 2) {
        path.append(path.front() + QPointF(leastStep, leastStep));
        pressures.append(pressures.isEmpty() ? 0.5 : pressures.front());
    }
    const QPointF first = path.front();
    place.points.reserve(path.size() * 2);
    for (const QPointF &point : std::as_const(path))
        place.points << point.x() - first.x() << point.y() - first.y();
    if (perPoint == 3)
        place.pressures = pressures;
    const QRectF bounds = pointBounds(place.points, 2);
    place.width = bounds.width();
    place.height = bounds.height();
    Shape upright = shape;
    upright.box.angle = 0;
    const QList<QPointF> scene = scenePoints(upright);
    const QPointF origin = (scene.isEmpty() ? centerOf(shape.box) : scene.front()) + shiftOfTurn(shape);
    place.x = origin.x();
    place.y = origin.y();
    return place;
}

} // namespace

ElementPlace placeOfShape(const Shape &shape)
{
    ElementPlace place;
    if (numbersPerPoint(shape.kind) > 0) {
        place = placeOfPath(shape);
    } else {
        QRectF frame = frameOf(shape.box);
        if (frame.width() == 0 && frame.height() == 0)
            frame.adjust(-leastSize / 2, -leastSize / 2, leastSize / 2, leastSize / 2);
        place = {frame.x(), frame.y(), frame.width(), frame.height(), 0, {}, {}};
    }
    place.angle = toRadians(shape.box.angle);
    return place;
}

} // namespace sketchroom
