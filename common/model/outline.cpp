// The part of geometry.h that is about outlines: how shapes run, and what a click hits.
#include "common/model/geometry.h"

#include <QLineF>
#include <QtMath>

#include <cmath>

namespace sketchroom {

namespace {

constexpr double closingDistance = 8;
/// From here on letters are about as wide as high: Hangul, then Chinese and Japanese.
constexpr char16_t firstWideLetter = 0x1100;

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

double pathLength(const QList<QPointF> &path)
{
    double sum = 0;
    for (qsizetype i = 1; i < path.size(); ++i)
        sum += length(path.at(i) - path.at(i - 1));
    return sum;
}

double distanceToSegment(QPointF at, QPointF from, QPointF to)
{
    const QPointF along = to - from;
    const double square = QPointF::dotProduct(along, along);
    const double t = square > 0 ? qBound(0.0, QPointF::dotProduct(at - from, along) / square, 1.0) : 0;
    return length(at - (from + t * along));
}

double distanceToPath(QPointF at, const QList<QPointF> &path)
{
    if (path.isEmpty())
        return qInf();
    double least = length(at - path.front());
    for (qsizetype i = 1; i < path.size(); ++i)
        least = qMin(least, distanceToSegment(at, path.at(i - 1), path.at(i)));
    return least;
}

/// By the even-odd rule, as fills are painted. The path counts as closed.
bool isWithin(QPointF at, const QList<QPointF> &path)
{
    bool within = false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        const QPointF a = path.at(i);
        const QPointF b = path.at(i > 0 ? i - 1 : path.size() - 1);
        if ((a.y() > at.y()) != (b.y() > at.y()) &&
            at.x() < (b.x() - a.x()) * (at.y() - a.y()) / (b.y() - a.y()) + a.x())
            within = !within;
    }
    return within;
}

/// Of points about the centre of a box: where they are.
QList<QPointF> inScene(QList<QPointF> points, const Box &box)
{
    const QPointF center = centerOf(box);
    const double turn = qDegreesToRadians(box.angle);
    const double cosine = box.angle == 0 ? 1 : std::cos(turn);
    const double sine = box.angle == 0 ? 0 : std::sin(turn);
    for (QPointF &point : points) {
        const QPointF own(box.w < 0 ? -point.x() : point.x(), box.h < 0 ? -point.y() : point.y());
        point = center + QPointF(own.x() * cosine - own.y() * sine, own.x() * sine + own.y() * cosine);
    }
    return points;
}

QList<QPointF> linearOutline(const Shape &shape, double pixelsPerUnit)
{
    QList<QPointF> points = scenePoints(shape);
    if (!isLinear(shape.kind) || shape.corner <= 0 || points.size() < 3)
        return points;
    const QList<QPointF> curve = curveThrough(points);
    QList<QPointF> path = {curve.front()};
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3)
        appendCurve(path, curve.at(i), curve.at(i + 1), curve.at(i + 2), pixelsPerUnit);
    return path;
}

bool hitsInk(const Shape &shape, QPointF at, double tolerance)
{
    const QList<QPointF> points = scenePoints(shape);
    for (qsizetype i = 0; i < points.size(); ++i) {
        const qsizetype previous = qMax<qsizetype>(0, i - 1);
        const double pressure = qMax(shape.points.at(3 * i + 2), shape.points.at(3 * previous + 2));
        if (distanceToSegment(at, points.at(previous), points.at(i)) <= tolerance + inkWidth(shape.width, pressure) / 2)
            return true;
    }
    return !shape.fill.none && isClosedPath(shape) && isWithin(at, points);
}

/// Whether a click anywhere inside means the shape.
bool isSolid(const Shape &shape)
{
    switch (info(shape.kind).family) {
    case Family::Text:
    case Family::Note:
    case Family::Image:
        return true;
    case Family::Frame:
        return false;
    case Family::Line:
    case Family::Arrow:
    case Family::Ink:
        return !shape.fill.none && isClosedPath(shape);
    case Family::Closed:
        return !shape.fill.none || !shape.text.isEmpty();
    }
    Q_UNREACHABLE();
}

} // namespace

bool isClosedPath(const Shape &shape)
{
    const QList<QPointF> points = scenePoints(shape);
    return points.size() > 2 && length(points.front() - points.back()) <= closingDistance;
}

QList<QPointF> curveThrough(const QList<QPointF> &points)
{
    // Catmull-Rom: at each point the curve runs parallel to the line between its neighbours.
    QList<QPointF> curve;
    if (points.isEmpty())
        return curve;
    const qsizetype last = points.size() - 1;
    curve.reserve(3 * last + 1);
    curve.append(points.front());
    for (qsizetype i = 0; i < last; ++i) {
        const QPointF before = points.at(qMax<qsizetype>(0, i - 1));
        const QPointF after = points.at(qMin(last, i + 2));
        curve.append(points.at(i) + (points.at(i + 1) - before) / 6);
        curve.append(points.at(i + 1) - (after - points.at(i)) / 6);
        curve.append(points.at(i + 1));
    }
    return curve;
}

QList<QPointF> outlineOf(const Shape &shape, double pixelsPerUnit)
{
    const Box &box = shape.box;
    const auto outline = info(shape.kind).outline;
    if (!outline)
        return linearOutline(shape, pixelsPerUnit);
    return inScene(outline({qAbs(box.w), qAbs(box.h)}, cornerRadius(shape)).points(pixelsPerUnit), box);
}

QList<QPointF> innerLineOf(const Shape &shape, double pixelsPerUnit)
{
    const auto line = info(shape.kind).innerLine;
    return line ? inScene(line({qAbs(shape.box.w), qAbs(shape.box.h)}).points(pixelsPerUnit), shape.box)
                : QList<QPointF>();
}

double lineLabelWidth(const Shape &shape)
{
    constexpr double share = 0.7;
    constexpr double leastLetters = 8;
    return qMax(share * pathLength(outlineOf(shape)), leastLetters * shape.font.size);
}

QPointF lineLabelCenter(const Shape &shape)
{
    const QList<QPointF> path = outlineOf(shape);
    double left = pathLength(path) / 2;
    for (qsizetype i = 1; i < path.size(); ++i) {
        const double piece = length(path.at(i) - path.at(i - 1));
        if (piece > 0 && piece >= left)
            return path.at(i - 1) + (path.at(i) - path.at(i - 1)) * (left / piece);
        left -= piece;
    }
    return path.isEmpty() ? centerOf(shape.box) : path.back();
}

QRectF roughLineLabel(const Shape &shape)
{
    if (!isLinear(shape.kind) || shape.text.isEmpty())
        return {};
    const double most = lineLabelWidth(shape);
    double widest = 0;
    double rows = 0;
    for (const QStringView line : QStringView(shape.text).split(u'\n')) {
        double width = 0;
        for (const QChar letter : line)
            width += (letter.unicode() < firstWideLetter ? letterWidth : 1) * shape.font.size;
        widest = qMax(widest, qMin(width, most));
        rows += qMax(1.0, std::ceil(width / most));
    }
    const QPointF center = rotated(lineLabelCenter(shape), centerOf(shape.box), -shape.box.angle);
    const double height = rows * shape.font.size * lineSpacing;
    return {center.x() - widest / 2, center.y() - height / 2, widest, height};
}

bool hits(const Shape &shape, QPointF at, double tolerance)
{
    const QRectF bounds = paintBounds(shape);
    if (at.x() < bounds.left() - tolerance || at.x() > bounds.right() + tolerance ||
        at.y() < bounds.top() - tolerance || at.y() > bounds.bottom() + tolerance)
        return false;
    if (shape.kind == Kind::Ink)
        return hitsInk(shape, at, tolerance);
    if (const QRectF label = roughLineLabel(shape); label.contains(rotated(at, centerOf(shape.box), -shape.box.angle)))
        return true;
    const QList<QPointF> outline = outlineOf(shape);
    const bool hasWidth = info(Register::Width).usedBy(shape.kind);
    const double reach = tolerance + (hasWidth ? shape.width / 2 : 0);
    return distanceToPath(at, outline) <= reach || distanceToPath(at, innerLineOf(shape)) <= reach ||
           (isSolid(shape) && isWithin(at, outline));
}

} // namespace sketchroom
