#pragma once

#include "common/model/shape.h"

#include <QPainterPath>

namespace sketchroom {

/// The exact outline of a shape with an area, relative to the centre of its box, before mirroring and rotation.
QPainterPath closedOutline(const Shape &shape);
/// The line inside of it that is stroked too, likewise. Empty for most.
QPainterPath innerLine(const Shape &shape);

/// The points of ink, line or arrow, stretched to the size of the box; what must be added to them puts them about its
/// centre. (Not added yet, since it changes with each point of a growing stroke.)
struct StretchedPoints
{
    PointList numbers;
    QPointF toCenter;
};
StretchedPoints stretchedPoints(const Shape &shape);

/// What a line or arrow is made of, relative to the centre of its box.
struct LinearOutline
{
    QPainterPath line;  ///< ends where its heads begin
    QPainterPath lines; ///< of the heads: stroked, never dashed
    QPainterPath solid; ///< of the heads: filled
    QPainterPath area;  ///< empty unless it is closed
};
LinearOutline linearOutline(const Shape &shape);

} // namespace sketchroom
