#pragma once

#include <QPainterPath>
#include <QPointF>

#include <cmath>

namespace sketchroom {

/// How far the control points of a cubic Bezier curve that stands for a quarter of a circle are from its ends, as a
/// share of the radius: 4/3 (sqrt(2) - 1).
constexpr double quarterCircle = 0.5522847498;

inline double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

/// The same path, sharing no data with it. QPainterPath caches what it computes when it is first painted, without a
/// lock, and the geometry of a shape is painted by several threads at once.
inline QPainterPath ownCopy(const QPainterPath &shared)
{
    QPainterPath copy;
    copy.setFillRule(shared.fillRule());
    copy.addPath(shared);
    return copy;
}

} // namespace sketchroom
