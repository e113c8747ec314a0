#include "app/editing/selectionframe.h"

#include "app/editing/attachments.h"
#include "app/render/shapegeometry.h"
#include "common/model/geometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double padding = 4; // all in pixels of the view
constexpr double rotateDistance = 20;
constexpr double padlockDistance = 8;
constexpr double grabRadius = 9;
constexpr double roomForSides = 36;
constexpr double besideLabel = 8;

/// From where to where the line has to be followed so that a handle in its middle does not stand on its label: the
/// handle's place and the direction in which there is more room.
QLineF outOfLabel(const Shape &line, QPointF middle, QPointF end)
{
    const QRectF label = lineLabelRoom(line);
    const QPointF center = centerOf(line.box);
    const QLineF way(rotated(middle, center, -line.box.angle), rotated(end, center, -line.box.angle));
    const double leaves = label.contains(way.p1()) ? shareInside(label, way).second : 0;
    return {middle + (end - middle) * leaves, leaves > 0 ? end : middle};
}

} // namespace

std::optional<SelectionFrame> SelectionFrame::around(const Document &document, const QList<ShapeRef> &shapes)
{
    if (shapes.isEmpty())
        return std::nullopt;
    SelectionFrame frame;
    frame.m_hasHandles =
        std::any_of(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return !shape->locked; });
    QList<ShapeRef> asShown;
    for (const ShapeRef &shape : shapes)
        asShown.append(shown(document, shape));
    if (asShown.size() == 1) {
        const Shape &shape = *asShown.constFirst();
        frame.m_box = shape.box;
        if (const QList<QPointF> points = scenePoints(shape);
            isLinear(shape.kind) && (points.size() == 2 || points.size() == 3)) {
            frame.m_isLine = true;
            frame.m_start = points.front();
            frame.m_middle = points.size() == 3 ? points.at(1) : (points.front() + points.back()) / 2;
            frame.m_end = points.back();
            frame.m_middleWay = outOfLabel(shape, frame.m_middle, frame.m_end);
        }
        return frame;
    }
    const QRectF bounds = boundsOf(asShown);
    frame.m_box = {bounds.x(), bounds.y(), bounds.width(), bounds.height(), 0};
    return frame;
}

QList<Handle> SelectionFrame::handles(double pixelsPerUnit) const
{
    if (!m_hasHandles)
        return {Handle::Unlock};
    if (m_isLine)
        return hasRoomForMiddle(pixelsPerUnit) ? QList{Handle::Start, Handle::Middle, Handle::End}
                                               : QList{Handle::Start, Handle::End};
    QList<Handle> result = {Handle::Rotate};
    const QRectF frame = padded(pixelsPerUnit);
    if (frame.width() * pixelsPerUnit >= roomForSides)
        result << Handle::Top << Handle::Bottom;
    if (frame.height() * pixelsPerUnit >= roomForSides)
        result << Handle::Left << Handle::Right;
    return result << Handle::TopLeft << Handle::TopRight << Handle::BottomRight << Handle::BottomLeft;
}

QPointF SelectionFrame::position(Handle handle, double pixelsPerUnit) const
{
    if (handle == Handle::Start)
        return m_start;
    if (handle == Handle::Middle) {
        QLineF way = m_middleWay;
        if (way.isNull())
            return way.p1();
        way.setLength(besideLabel / pixelsPerUnit);
        return way.p2();
    }
    if (handle == Handle::End)
        return m_end;
    const QRectF frame = padded(pixelsPerUnit);
    QPointF local;
    if (handle == Handle::Rotate) {
        local = {frame.center().x(), frame.top() - rotateDistance / pixelsPerUnit};
    } else if (handle == Handle::Unlock) {
        local = frame.topRight() + QPointF(padlockDistance, -padlockDistance) / pixelsPerUnit;
    } else {
        const QPoint place = placeOf(handle);
        local = frame.center() + QPointF(place.x() * frame.width() / 2, place.y() * frame.height() / 2);
    }
    return rotated(local, centerOf(m_box), m_box.angle);
}

QList<QPointF> SelectionFrame::outline(double pixelsPerUnit) const
{
    return {position(Handle::TopLeft, pixelsPerUnit), position(Handle::TopRight, pixelsPerUnit),
            position(Handle::BottomRight, pixelsPerUnit), position(Handle::BottomLeft, pixelsPerUnit)};
}

std::optional<Handle> SelectionFrame::handleAt(QPointF scene, double pixelsPerUnit) const
{
    std::optional<Handle> nearest;
    double least = grabRadius;
    for (const Handle handle : handles(pixelsPerUnit)) {
        const QPointF away = (position(handle, pixelsPerUnit) - scene) * pixelsPerUnit;
        const double distance = std::hypot(away.x(), away.y());
        if (distance > least)
            continue;
        nearest = handle;
        least = distance;
    }
    return nearest;
}

double SelectionFrame::direction(Handle handle) const
{
    const QPoint place = placeOf(handle);
    return normalizedAngle(angleTo({0, 0}, place) + m_box.angle);
}

bool SelectionFrame::hasRoomForMiddle(double pixelsPerUnit) const
{
    const double nearest = std::min(QLineF(m_middle, m_start).length(), QLineF(m_middleWay.p1(), m_end).length());
    return nearest * pixelsPerUnit >= roomForSides;
}

QRectF SelectionFrame::padded(double pixelsPerUnit) const
{
    const double around = padding / pixelsPerUnit;
    return frameOf(m_box).adjusted(-around, -around, around, around);
}

} // namespace sketchroom
