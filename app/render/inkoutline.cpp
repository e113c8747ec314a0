#include "app/render/inkoutline.h"

#include "app/render/curves.h"
#include "common/model/geometry.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

// Few enough that painting the end of a long stroke does not mean painting much of it.
constexpr qsizetype nodesPerPiece = 48;
/// How many nodes on either side a node looks at, and the outline's corners at their neighbours.
constexpr qsizetype lookAround = 8;

/// A point of the smoothed stroke, with half of the width it has there.
struct Node
{
    QPointF at;
    double radius = 0;
};

QPointF unit(QPointF vector)
{
    const double size = length(vector);
    return size > 0 ? vector / size : QPointF(1, 0);
}

QPointF normal(QPointF direction)
{
    return {-direction.y(), direction.x()};
}

/// The points without those that a hand at rest leaves in one place: x, y, pressure a point. The last always stays.
PointList thinnedOut(const PointList &points, double width)
{
    const double least = std::min(0.15 * width, 1.0);
    PointList kept;
    kept.reserve(points.size());
    for (qsizetype i = 0; i + 2 < points.size(); i += 3) {
        const bool last = i + 5 >= points.size();
        const qsizetype end = kept.size();
        const bool near = end > 0 && std::hypot(points[i] - kept[end - 3], points[i + 1] - kept[end - 2]) < least;
        if (near && !(last && end > 3))
            continue;
        kept << points[i] << points[i + 1] << points[i + 2];
    }
    return kept;
}

/// The mean of `value(i)` over the nodes around `center`.
template <class Value>
double mean(qsizetype center, qsizetype around, qsizetype count, Value value)
{
    const qsizetype from = std::max<qsizetype>(0, center - around);
    const qsizetype to = std::min(count - 1, center + around);
    double sum = 0;
    for (qsizetype i = from; i <= to; ++i)
        sum += value(i);
    return sum / double(to - from + 1);
}

/// How hard a hand seems to press that moves so many scene units from point to point: a fast line is a thin one.
double pressureAt(double speed)
{
    constexpr double slow = 2;
    constexpr double fast = 40;
    const double t = std::clamp((speed - slow) / (fast - slow), 0.0, 1.0);
    return 0.62 - 0.27 * t * (2 - t);
}

QList<Node> smoothed(const PointList &points, double width)
{
    const qsizetype count = points.size() / 3;
    const auto at = [&](qsizetype i) { return QPointF(points[3 * i], points[3 * i + 1]); };
    bool pressed = false;
    for (qsizetype i = 0; i < count && !pressed; ++i)
        pressed = points[3 * i + 2] != 0.5;

    QList<Node> nodes;
    nodes.reserve(count);
    double travelled = 0;
    for (qsizetype i = 0; i < count; ++i) {
        QPointF place = at(i);
        if (i > 0 && i + 1 < count) {
            QPointF shift = (at(i - 1) + at(i + 1)) / 4 - place / 2;
            // A corner that was meant stays one.
            const double most = 0.3 * width;
            if (length(shift) > most)
                shift *= most / length(shift);
            place += shift;
        }
        double pressure = 0.5;
        if (pressed) {
            pressure = mean(i, 2, count, [&](qsizetype k) { return points[3 * k + 2]; });
        } else if (count > 2) {
            pressure =
                pressureAt(mean(i, 4, count, [&](qsizetype k) { return k > 0 ? length(at(k) - at(k - 1)) : 0; }));
            // The pen comes down: the stroke begins a little thinner.
            travelled += i > 0 ? length(at(i) - at(i - 1)) : 0;
            pressure *= 0.6 + 0.4 * std::min(1.0, travelled / (2 * width));
        }
        nodes.append({place, inkWidth(width, std::clamp(pressure, 0.0, 1.0)) / 2});
    }
    return nodes;
}

/// Half a circle about `center`, from center + side by way of center + ahead to center - side.
void addCap(QPainterPath &path, QPointF center, QPointF side, QPointF ahead)
{
    path.cubicTo(center + side + ahead * quarterCircle, center + ahead + side * quarterCircle, center + ahead);
    path.cubicTo(center + ahead - side * quarterCircle, center - side + ahead * quarterCircle, center - side);
}

/// A smooth line by way of the points, from the path's end to the last of them.
void addSmooth(QPainterPath &path, const QList<QPointF> &points)
{
    for (qsizetype i = 1; i + 1 < points.size(); ++i)
        path.quadTo(points[i], i + 2 < points.size() ? (points[i] + points[i + 1]) / 2 : points[i + 1]);
    if (points.size() == 2)
        path.lineTo(points[1]);
}

/// One edge of a ribbon. Points that would lead back, as on the inner side of a bend, are left out.
class Edge final
{
public:
    /// Returns whether the point leads on.
    bool add(QPointF point, QPointF direction, bool always)
    {
        const bool forward = m_points.isEmpty() || QPointF::dotProduct(point - m_points.last(), direction) > 0;
        if (always || forward)
            m_points.append(point);
        return forward;
    }
    QList<QPointF> &points() { return m_points; }

private:
    QList<QPointF> m_points;
};

/// A circle that runs the same way round as the ribbons do.
void addDisc(QPainterPath &path, const Node &node)
{
    path.moveTo(node.at + QPointF(0, node.radius));
    addCap(path, node.at, {0, node.radius}, {node.radius, 0});
    addCap(path, node.at, {0, -node.radius}, {-node.radius, 0});
    path.closeSubpath();
}

/// The ribbon through nodes from..to, none of which turns sharply, with round ends.
void addRibbon(QPainterPath &path, const QList<Node> &nodes, qsizetype from, qsizetype to)
{
    Edge left;
    Edge right;
    std::optional<Node> disc;
    const auto directionAt = [&](qsizetype i) {
        // At its ends a ribbon looks inwards only: beyond may be a sharp turn.
        return unit(nodes[std::min(i + 1, to)].at - nodes[std::max(i - 1, from)].at);
    };
    for (qsizetype i = from; i <= to; ++i) {
        const QPointF direction = directionAt(i);
        const QPointF side = normal(direction) * nodes[i].radius;
        const bool end = i == from || i == to;
        const bool leftLeadsOn = left.add(nodes[i].at + side, direction, end);
        const bool rightLeadsOn = right.add(nodes[i].at - side, direction, end);
        // In a bend narrower than the stroke the inner edge crosses itself, which would leave a slit in it. A disc
        // fills that, small enough not to show at the outer edge.
        const bool far = !disc || length(nodes[i].at - disc->at) > nodes[i].radius / 2;
        if (!end && !(leftLeadsOn && rightLeadsOn) && far) {
            disc = nodes[i];
            addDisc(path, {disc->at, disc->radius * 0.9});
        }
    }
    std::reverse(right.points().begin(), right.points().end());

    const QPointF ahead = directionAt(to) * nodes[to].radius;
    const QPointF back = -directionAt(from) * nodes[from].radius;
    path.moveTo(left.points().first());
    addSmooth(path, left.points());
    addCap(path, nodes[to].at, normal(ahead), ahead);
    addSmooth(path, right.points());
    addCap(path, nodes[from].at, normal(back), back);
    path.closeSubpath();
}

bool turnsSharply(const QList<Node> &nodes, qsizetype i)
{
    const QPointF before = unit(nodes[i].at - nodes[i - 1].at);
    const QPointF after = unit(nodes[i + 1].at - nodes[i].at);
    return QPointF::dotProduct(before, after) < 0.2;
}

/// Holds the outline from this node to the last.
QRectF boundsFrom(const QList<Node> &nodes, qsizetype first)
{
    QRectF bounds;
    // The edges' curves reach one node further back.
    for (qsizetype i = std::max<qsizetype>(0, first - 2); i < nodes.size(); ++i) {
        const double radius = nodes[i].radius + 1;
        bounds |= QRectF(nodes[i].at - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    }
    return bounds;
}

InkOutline::PieceRef makePiece(const QList<Node> &nodes, qsizetype from, qsizetype to)
{
    auto piece = std::make_shared<InkOutline::Piece>();
    piece->path.setFillRule(Qt::WindingFill);
    if (from == to) {
        piece->path.addEllipse(nodes[from].at, nodes[from].radius, nodes[from].radius);
    } else {
        qsizetype begin = from;
        for (qsizetype i = from + 1; i < to; ++i) {
            if (!turnsSharply(nodes, i))
                continue;
            addRibbon(piece->path, nodes, begin, i);
            begin = i;
        }
        addRibbon(piece->path, nodes, begin, to);
    }
    piece->bounds = piece->path.controlPointRect();
    return piece;
}

/// Whether the pieces of `previous` may be used in an outline of `points`.
bool continues(const InkOutline *previous, const PointList &points, double width)
{
    return previous && previous->width == width && previous->points.size() <= points.size() &&
           std::equal(previous->points.begin(), previous->points.end(), points.begin());
}

bool allHalf(const PointList &points)
{
    for (qsizetype i = 2; i < points.size(); i += 3) {
        if (points[i] != 0.5)
            return false;
    }
    return true;
}

} // namespace

QRectF InkOutline::bounds() const
{
    QRectF all;
    for (const PieceRef &piece : pieces)
        all |= piece->bounds;
    return all;
}

InkOutline makeInkOutline(const PointList &points, double width, const InkOutline *previous)
{
    InkOutline outline;
    outline.points = points;
    outline.width = width;
    const QList<Node> nodes = smoothed(thinnedOut(points, width), width);
    if (nodes.isEmpty())
        return outline;

    outline.firmNodes = std::max<qsizetype>(0, nodes.size() - 1 - lookAround);
    // The first real pressure turns what was a mouse's stroke into a pen's, from its beginning.
    const bool lends = continues(previous, points, width) && allHalf(previous->points) == allHalf(points);
    outline.tail = boundsFrom(nodes, outline.firmNodes);
    if (lends)
        outline.growth = previous->tail | boundsFrom(nodes, previous->firmNodes);
    for (qsizetype from = 0; from == 0 || from < nodes.size() - 1; from += nodesPerPiece) {
        const qsizetype to = std::min(from + nodesPerPiece, nodes.size() - 1);
        const qsizetype index = outline.pieces.size();
        if (lends && to < previous->firmNodes && index < previous->pieces.size())
            outline.pieces.append(previous->pieces[index]);
        else
            outline.pieces.append(makePiece(nodes, from, to));
    }
    return outline;
}

} // namespace sketchroom
