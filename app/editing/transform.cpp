#include "app/editing/transform.h"

#include "common/model/geometry.h"

#include <cmath>

namespace sketchroom {

namespace {

/// One side of a box along one axis while it is resized: where it begins and how long it is; negative: turned over.
struct Span
{
    double start = 0;
    double length = 0;
};

/// Moves the near (place -1) or the far end (place 1) of the span by `by`.
Span stretched(Span span, int place, double by, bool fromCenter)
{
    if (place == 0)
        return span;
    const double growth = place * by;
    if (fromCenter)
        return {span.start - growth, span.length + 2 * growth};
    return place < 0 ? Span{span.start + by, span.length - by} : Span{span.start, span.length + by};
}

/// The span with another length, kept where it is opposite the handle, or in the middle.
Span withLength(Span span, int place, double length, bool fromCenter)
{
    if (fromCenter || place == 0)
        return {span.start + (span.length - length) / 2, length};
    return place < 0 ? Span{span.start + span.length - length, length} : Span{span.start, length};
}

void keepAspect(Span &x, Span &y, QPoint place, const QRectF &frame, bool fromCenter)
{
    if (frame.width() <= 0 || frame.height() <= 0)
        return;
    const double scaleX = x.length / frame.width();
    const double scaleY = y.length / frame.height();
    double scale = std::max(std::abs(scaleX), std::abs(scaleY));
    if (place.x() == 0)
        scale = std::abs(scaleY);
    else if (place.y() == 0)
        scale = std::abs(scaleX);
    x = withLength(x, place.x(), std::copysign(scale * frame.width(), scaleX), fromCenter);
    y = withLength(y, place.y(), std::copysign(scale * frame.height(), scaleY), fromCenter);
}

/// A box with the size and the mirroring of the spans, standing where the spans do.
Box boxOf(Span x, Span y, double signX, double signY)
{
    const QRectF frame = QRectF(x.start, y.start, x.length, y.length).normalized();
    Box box;
    const bool mirroredX = x.length * signX < 0;
    const bool mirroredY = y.length * signY < 0;
    box.x = mirroredX ? frame.right() : frame.left();
    box.y = mirroredY ? frame.bottom() : frame.top();
    box.w = mirroredX ? -frame.width() : frame.width();
    box.h = mirroredY ? -frame.height() : frame.height();
    return box;
}

double sign(double value)
{
    return value < 0 ? -1 : 1;
}

Box centeredAt(const Box &box, QPointF center)
{
    return {center.x() - box.w / 2, center.y() - box.h / 2, box.w, box.h, box.angle};
}

} // namespace

QPoint placeOf(Handle handle)
{
    switch (handle) {
    case Handle::TopLeft:
        return {-1, -1};
    case Handle::Top:
        return {0, -1};
    case Handle::TopRight:
        return {1, -1};
    case Handle::Right:
        return {1, 0};
    case Handle::BottomRight:
        return {1, 1};
    case Handle::Bottom:
        return {0, 1};
    case Handle::BottomLeft:
        return {-1, 1};
    case Handle::Left:
        return {-1, 0};
    case Handle::Rotate:
    case Handle::Unlock:
    case Handle::Start:
    case Handle::Middle:
    case Handle::End:
        break;
    }
    return {0, 0};
}

Box translated(const Box &box, QPointF by)
{
    return {box.x + by.x(), box.y + by.y(), box.w, box.h, box.angle};
}

Box resized(const Box &box, Handle handle, QPointF by, ResizeRules rules)
{
    if (by.isNull())
        return box; // to the last bit
    const QPointF local = rotated(by, {0, 0}, -box.angle);
    const QRectF frame = frameOf(box);
    const QPoint place = placeOf(handle);
    Span x = stretched({frame.left(), frame.width()}, place.x(), local.x(), rules.fromCenter);
    Span y = stretched({frame.top(), frame.height()}, place.y(), local.y(), rules.fromCenter);
    if (rules.keepAspect)
        keepAspect(x, y, place, frame, rules.fromCenter);

    Box result = boxOf(x, y, sign(box.w), sign(box.h));
    result.angle = box.angle;
    // The box turns about its centre, which has moved: put the new centre where the old rotation takes it.
    return centeredAt(result, rotated(centerOf(result), centerOf(box), box.angle));
}

Box rotatedAbout(const Box &box, QPointF pivot, double degrees)
{
    if (degrees == 0)
        return box; // to the last bit
    Box result = centeredAt(box, rotated(centerOf(box), pivot, degrees));
    result.angle = normalizedAngle(box.angle + degrees);
    return result;
}

Box flipped(const Box &box, Qt::Orientation orientation, double axis)
{
    Box result = box;
    QPointF center = centerOf(box);
    if (orientation == Qt::Horizontal) {
        center.setX(2 * axis - center.x());
        result.w = -box.w;
    } else {
        center.setY(2 * axis - center.y());
        result.h = -box.h;
    }
    result.angle = normalizedAngle(-box.angle);
    return centeredAt(result, center);
}

double normalizedAngle(double degrees)
{
    const double angle = std::fmod(degrees, 360.0);
    return angle < 0 ? angle + 360.0 : angle + 0.0; // + 0: no negative zero
}

double steppedAngle(double degrees)
{
    return std::round(degrees / 15.0) * 15.0;
}

double angleTo(QPointF center, QPointF point)
{
    return std::atan2(point.y() - center.y(), point.x() - center.x()) * 180.0 / M_PI;
}

QPointF steppedDirection(QPointF origin, QPointF point)
{
    const double length = std::hypot(point.x() - origin.x(), point.y() - origin.y());
    return rotated(origin + QPointF(length, 0), origin, steppedAngle(angleTo(origin, point)));
}

Box dragged(QPointF start, QPointF end, ResizeRules rules)
{
    QPointF size = end - start;
    if (rules.keepAspect) {
        const double side = std::max(std::abs(size.x()), std::abs(size.y()));
        size = {std::copysign(side, size.x()), std::copysign(side, size.y())};
    }
    const QRectF area = rules.fromCenter ? QRectF(start - size, start + size) : QRectF(start, start + size);
    const QRectF frame = area.normalized();
    return {frame.x(), frame.y(), frame.width(), frame.height(), 0};
}

QPointF placeIn(const Box &box, QPointF scene)
{
    const QRectF frame = frameOf(box);
    const QPointF local = rotated(scene, centerOf(box), -box.angle) - frame.topLeft();
    return {frame.width() > 0 ? local.x() / frame.width() : 0.5, frame.height() > 0 ? local.y() / frame.height() : 0.5};
}

} // namespace sketchroom
