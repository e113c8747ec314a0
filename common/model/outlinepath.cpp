#include "common/model/outlinepath.h"

#include <cmath>

namespace sketchroom {

namespace {

/// How far along the tangents the control points of a quarter of a circle are: 4/3 (√2 - 1).
constexpr double quarterCircle = 0.5522847498;

double lengthOf(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

} // namespace

void appendCurve(QList<QPointF> &points, QPointF control1, QPointF control2, QPointF to, double pixelsPerUnit)
{
    const QPointF from = points.back();
    const double polygon = lengthOf(control1 - from) + lengthOf(control2 - control1) + lengthOf(to - control2);
    const int least = pixelsPerUnit < 1 ? 2 : 4;
    const int pieces = qBound(least, int(std::sqrt(polygon * pixelsPerUnit)) + 1, 64);
    for (int i = 1; i < pieces; ++i) {
        const double t = double(i) / pieces;
        const double s = 1 - t;
        points.append(s * s * s * from + 3 * s * s * t * control1 + 3 * s * t * t * control2 + t * t * t * to);
    }
    points.append(to);
}

void OutlinePath::quarterTo(QPointF corner, QPointF to)
{
    const QPointF from = m_pieces.isEmpty() ? m_start : m_pieces.constLast().to;
    curveTo(from + (corner - from) * quarterCircle, to + (corner - to) * quarterCircle, to);
}

QList<QPointF> OutlinePath::points(double pixelsPerUnit) const
{
    QList<QPointF> points{m_start};
    for (const Piece &piece : m_pieces) {
        if (piece.isCurve)
            appendCurve(points, piece.control1, piece.control2, piece.to, pixelsPerUnit);
        else
            points.append(piece.to);
    }
    return points;
}

OutlinePath OutlinePath::polygon(const QList<QPointF> &corners, double radius)
{
    const auto roundedAt = [&](qsizetype i) {
        const QPointF corner = corners.at(i);
        const auto towards = [&](QPointF other) {
            const QPointF way = other - corner;
            return corner + way * qMin(0.5, radius / qMax(lengthOf(way), 1e-9));
        };
        return std::pair(towards(corners.at((i + corners.size() - 1) % corners.size())),
                         towards(corners.at((i + 1) % corners.size())));
    };
    OutlinePath path(roundedAt(0).first);
    for (qsizetype i = 0; i < corners.size(); ++i) {
        const auto [begin, end] = roundedAt(i);
        if (i > 0)
            path.lineTo(begin);
        if (radius > 0)
            path.quarterTo(corners.at(i), end);
    }
    path.close();
    return path;
}

} // namespace sketchroom
