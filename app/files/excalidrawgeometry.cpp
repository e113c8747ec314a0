#include "app/files/excalidrawgeometry.h"

#include "common/model/geometry.h"
#include "common/protocol/limits.h"

#include <QtMath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace simdjson;

namespace {

/// Farther than this nobody draws; a damaged number must not make a board that cannot be looked at.
constexpr double farthest = 1e6;

double inRange(double number)
{
    return qBound(-farthest, number, farthest) + 0.0; // −0 becomes 0, as on its way through a host
}

double toDegrees(double radians)
{
    const double degrees = std::fmod(qRadiansToDegrees(radians), 360);
    return std::abs(degrees) < 1e-9 ? 0 : degrees;
}

struct PathPoint
{
    double x = 0;
    double y = 0;
    double pressure = 0.5;
};

/// A pair of numbers, or an object with x and y.
std::optional<QPointF> placeOf(dom::element item)
{
    dom::element x;
    dom::element y;
    dom::array pair;
    dom::object object;
    const bool said = !item.get(pair)     ? !pair.at(0).get(x) && !pair.at(1).get(y)
                      : !item.get(object) ? !object.at_key("x").get(x) && !object.at_key("y").get(y)
                                          : false;
    const auto right = said ? numberOf(x) : std::nullopt;
    const auto down = said ? numberOf(y) : std::nullopt;
    return right && down ? std::optional(QPointF(*right, *down)) : std::nullopt;
}

/// The element's points, local ones; those that are no finite numbers (null in JSON) are dropped, as the origin does.
QList<PathPoint> readPath(JsonFields &fields)
{
    QList<PathPoint> path;
    const auto points = fields.list("points");
    if (!points)
        return path;
    std::vector<double> pressures;
    // Without real pressure all are 0.5, for which the painter takes the width from the speed of the hand.
    if (const auto list = fields.list("pressures"); list && !fields.looseFlag("simulatePressure", false)) {
        for (const dom::element item : *list) {
            double pressure = 0.5;
            pressures.push_back(item.get(pressure) ? 0.5 : qBound(0.0, pressure, 1.0));
        }
    }
    path.reserve(qsizetype(points->size()));
    size_t index = 0;
    for (const dom::element item : *points) {
        const size_t at = index++;
        const auto place = placeOf(item);
        if (!place || !item.is_array())
            fields.mend();
        if (!place)
            continue;
        PathPoint point{place->x(), place->y()};
        point.x = inRange(point.x);
        point.y = inRange(point.y);
        if (at < pressures.size())
            point.pressure = pressures[at];
        path.append(point);
    }
    return path;
}

/// At most `most` points: the first, the last and the outermost stay, so that the bounds do.
QList<PathPoint> thinned(const QList<PathPoint> &path, qsizetype most)
{
    const auto byX = std::minmax_element(path.begin(), path.end(), [](auto &a, auto &b) { return a.x < b.x; });
    const auto byY = std::minmax_element(path.begin(), path.end(), [](auto &a, auto &b) { return a.y < b.y; });
    const qsizetype step = path.size() / (most - 5) + 1;
    QList<PathPoint> result;
    for (auto point = path.begin(); point != path.end(); ++point) {
        const qsizetype index = point - path.begin();
        if (index % step == 0 || index == path.size() - 1 || point == byX.first || point == byX.second ||
            point == byY.first || point == byY.second)
            result.append(*point);
    }
    return result;
}

void placePath(Shape &shape, const QList<PathPoint> &path, QPointF origin, double degrees)
{
    const int perPoint = numbersPerPoint(shape.kind);
    shape.points.reserve(path.size() * perPoint);
    for (const PathPoint &point : path) {
        shape.points << point.x << point.y;
        if (perPoint == 3)
            shape.points << point.pressure;
    }
    shape.box = boxOfPoints(shape.points, perPoint);
    shape.box.x += origin.x();
    shape.box.y += origin.y();
    if (degrees == 0)
        return;
    // The file turns a curved line about the middle of the curve, and we about the middle of its points.
    const QPointF ours = centerOf(shape.box);
    const QPointF turned = rotated(ours, geometryBounds(shape).center(), degrees);
    shape.box.x += turned.x() - ours.x();
    shape.box.y += turned.y() - ours.y();
    shape.box.angle = degrees;
}

/// A picture is mirrored by a scale of −1; we mirror by a box of negative size.
void mirror(Box &box, const JsonFields &fields)
{
    dom::array scale;
    const auto value = fields.find("scale");
    if (!value || value->get(scale) || scale.size() != 2)
        return;
    double number = 0;
    if (!scale.at(0).get(number) && number < 0)
        box = {box.x + box.w, box.y, -box.w, box.h, box.angle};
    if (!scale.at(1).get(number) && number < 0)
        box = {box.x, box.y + box.h, box.w, -box.h, box.angle};
}

} // namespace

bool placeExcalidrawElement(Shape &shape, JsonFields &fields)
{
    const QPointF origin(inRange(fields.number("x", 0)), inRange(fields.number("y", 0)));
    const double width = inRange(fields.number("width", 0));
    const double height = inRange(fields.number("height", 0));
    const double degrees = toDegrees(fields.number("angle", 0));
    const int perPoint = numbersPerPoint(shape.kind);
    if (perPoint == 0) {
        const QRectF frame = QRectF(origin.x(), origin.y(), width, height).normalized();
        shape.box = {frame.x(), frame.y(), frame.width(), frame.height(), degrees};
        if (shape.kind == Kind::Image)
            mirror(shape.box, fields);
        return false;
    }

    QList<PathPoint> path = readPath(fields);
    if (path.isEmpty())
        path.append(PathPoint{});
    if (path.size() < 2 && isLinear(shape.kind))
        path.append(PathPoint{path.front().x + width, path.front().y + height, 0.5});
    const qsizetype most = Limits{}.numbersInPoints / perPoint;
    const bool tooMany = path.size() > most;
    placePath(shape, tooMany ? thinned(path, most) : path, origin, degrees);
    return tooMany;
}

} // namespace sketchroom
