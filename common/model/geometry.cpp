#include "common/model/geometry.h"

#include <QtMath>

#include <cmath>

namespace sketchroom {

namespace {

/// Upright bounds of points, gathered one by one; unlike QRectF::united() it keeps empty ones.
class Extent final
{
public:
    void add(QPointF point)
    {
        m_left = qMin(m_left, point.x());
        m_right = qMax(m_right, point.x());
        m_top = qMin(m_top, point.y());
        m_bottom = qMax(m_bottom, point.y());
    }
    QRectF rect() const
    {
        return m_left > m_right ? QRectF() : QRectF(QPointF(m_left, m_top), QPointF(m_right, m_bottom));
    }

private:
    double m_left = qInf();
    double m_right = -qInf();
    double m_top = qInf();
    double m_bottom = -qInf();
};

template <class List>
QRectF boundsOfPoints(const List &points)
{
    Extent extent;
    for (const QPointF &point : points)
        extent.add(point);
    return extent.rect();
}

} // namespace

QPointF rotated(QPointF point, QPointF about, double degrees)
{
    if (degrees == 0)
        return point;
    const double turn = qDegreesToRadians(degrees);
    const QPointF from = point - about;
    const double cosine = std::cos(turn);
    const double sine = std::sin(turn);
    return about + QPointF(from.x() * cosine - from.y() * sine, from.x() * sine + from.y() * cosine);
}

QRectF frameOf(const Box &box)
{
    return QRectF(box.x, box.y, box.w, box.h).normalized();
}

QPointF centerOf(const Box &box)
{
    return {box.x + box.w / 2, box.y + box.h / 2};
}

std::array<QPointF, 4> cornersOf(const Box &box)
{
    const QRectF frame = frameOf(box);
    std::array<QPointF, 4> corners = {frame.topLeft(), frame.topRight(), frame.bottomRight(), frame.bottomLeft()};
    for (QPointF &corner : corners)
        corner = rotated(corner, centerOf(box), box.angle);
    return corners;
}

QRectF pointBounds(const PointList &points, int numbersPerPoint)
{
    Extent extent;
    for (qsizetype i = 0; i + 1 < points.size(); i += numbersPerPoint)
        extent.add({points.at(i), points.at(i + 1)});
    return extent.rect();
}

double axisScale(double side, double extent)
{
    // Smaller extents are what rounding leaves of one place; dividing by them overflows.
    constexpr double leastExtent = 1e-9;
    return extent >= leastExtent ? side / extent : 0;
}

QList<QPointF> scenePoints(const Shape &shape)
{
    const int perPoint = numbersPerPoint(shape.kind);
    QList<QPointF> result;
    if (perPoint == 0)
        return result;
    const QRectF bounds = pointBounds(shape.points, perPoint);
    const Box &box = shape.box;
    const double scaleX = axisScale(box.w, bounds.width());
    const double scaleY = axisScale(box.h, bounds.height());
    const double left = scaleX != 0 ? box.x : box.x + box.w / 2;
    const double top = scaleY != 0 ? box.y : box.y + box.h / 2;
    const double turn = qDegreesToRadians(box.angle);
    const double cosine = box.angle == 0 ? 1 : std::cos(turn);
    const double sine = box.angle == 0 ? 0 : std::sin(turn);
    const QPointF center = centerOf(box);

    result.reserve(shape.points.size() / perPoint);
    for (qsizetype i = 0; i + 1 < shape.points.size(); i += perPoint) {
        const QPointF point(left + (shape.points.at(i) - bounds.left()) * scaleX,
                            top + (shape.points.at(i + 1) - bounds.top()) * scaleY);
        if (box.angle == 0) {
            result.append(point);
            continue;
        }
        const QPointF from = point - center;
        result.append(center + QPointF(from.x() * cosine - from.y() * sine, from.x() * sine + from.y() * cosine));
    }
    return result;
}

Box boxOfPoints(const PointList &points, int numbersPerPoint)
{
    const QRectF bounds = pointBounds(points, numbersPerPoint);
    return {bounds.x(), bounds.y(), bounds.width(), bounds.height(), 0};
}

double headLength(const Shape &shape)
{
    return 10 + 4 * shape.width;
}

double roughReach(const Shape &shape)
{
    const double longest = qMax(qAbs(shape.box.w), qAbs(shape.box.h));
    return shape.rough * qMin(2 + longest / 100, 12.0);
}

double cornerRadius(const Shape &shape)
{
    return qMin(shape.corner, qMin(qAbs(shape.box.w), qAbs(shape.box.h)) / 2);
}

QRectF geometryBounds(const Shape &shape)
{
    const bool curved = isLinear(shape.kind) && shape.corner > 0 && shape.points.size() > 4;
    if (curved)
        return boundsOfPoints(outlineOf(shape));
    if (shape.box.angle == 0)
        return frameOf(shape.box);
    if (numbersPerPoint(shape.kind) == 0 && !info(shape.kind).fillsBox)
        return boundsOfPoints(outlineOf(shape));
    if (numbersPerPoint(shape.kind) > 0 && !shape.points.isEmpty())
        return boundsOfPoints(scenePoints(shape));
    return boundsOfPoints(cornersOf(shape.box));
}

QRectF paintBounds(const Shape &shape)
{
    const RegisterInfo &width = info(Register::Width);
    // Three quarters of the width: half of it, and the corner of a mitred join; and for ink half of its greatest width.
    double margin = 1;
    if (width.usedBy(shape.kind))
        margin += shape.width * 0.75;
    if (isLinear(shape.kind) && shape.ends != Ends{})
        margin += headLength(shape);
    margin += roughReach(shape);

    QRectF bounds = geometryBounds(shape);
    if (isLinear(shape.kind) && !shape.text.isEmpty()) {
        const QRectF label = roughLineLabel(shape);
        const QPointF center = centerOf(shape.box);
        Extent extent;
        for (const QPointF &corner : {bounds.topLeft(), bounds.bottomRight()})
            extent.add(corner);
        for (const QPointF &corner : {label.topLeft(), label.topRight(), label.bottomRight(), label.bottomLeft()})
            extent.add(rotated(corner, center, shape.box.angle));
        bounds = extent.rect();
    }
    if (shape.kind == Kind::Frame) {
        Box withTitle = shape.box;
        withTitle.h = qAbs(shape.box.h) + 2 * frameTitleHeight;
        withTitle.y = frameOf(shape.box).y() - frameTitleHeight;
        bounds = boundsOfPoints(cornersOf(withTitle));
    }
    return bounds.adjusted(-margin, -margin, margin, margin);
}

QRectF boundsOf(const QList<ShapeRef> &shapes)
{
    Extent extent;
    for (const ShapeRef &shape : shapes) {
        const QRectF bounds = geometryBounds(*shape);
        extent.add(bounds.topLeft());
        extent.add(bounds.bottomRight());
    }
    return extent.rect();
}

bool isInside(const Shape &shape, const QRectF &area)
{
    // Not QRectF::contains(), for which nothing lies inside that has no height, such as a level line.
    const QRectF bounds = geometryBounds(shape);
    return bounds.left() >= area.left() && bounds.right() <= area.right() && bounds.top() >= area.top() &&
           bounds.bottom() <= area.bottom();
}

QPointF anchorPoint(const Shape &target, const Anchor &anchor)
{
    const Box &box = target.box;
    return rotated({box.x + anchor.u * box.w, box.y + anchor.v * box.h}, centerOf(box), box.angle);
}

Box mapBox(const Box &box, const QRectF &from, const QRectF &to)
{
    const double scaleX = from.width() != 0 ? to.width() / from.width() : 1;
    const double scaleY = from.height() != 0 ? to.height() / from.height() : 1;
    const double turn = qDegreesToRadians(box.angle);
    // How long the box's own sides become; the signs are those of the mirroring.
    const double wide = std::hypot(scaleX * std::cos(turn), scaleY * std::sin(turn));
    const double high = std::hypot(scaleX * std::sin(turn), scaleY * std::cos(turn));
    Box result = box;
    result.w = box.w * std::copysign(wide, scaleX);
    result.h = box.h * std::copysign(high, scaleY);
    if ((scaleX < 0) != (scaleY < 0))
        result.angle = box.angle == 0 ? 0 : -box.angle;
    const QPointF center = centerOf(box);
    result.x = to.x() + (center.x() - from.x()) * scaleX - result.w / 2;
    result.y = to.y() + (center.y() - from.y()) * scaleY - result.h / 2;
    return result;
}

} // namespace sketchroom
