#pragma once

#include "common/model/shape.h"

#include <QPainterPath>
#include <QPen>

namespace sketchroom {

// The pens that shapes are drawn with, whoever draws. Widths in scene units.

QPen solidPen(const QColor &color, double width);
/// Of a shape's outline; a sheet of paper has none, only an edge.
QColor outlineColor(const Shape &shape, const QColor &stroke);
/// Of the outline of a shape or of a line, dashed as the shape says; solid where that would be more dashes than anybody
/// sees at once, each of which costs memory.
QPen outlinePen(const Shape &shape, const QColor &color, const QPainterPath &outline);
QPen hatchPen(const Shape &shape, const QColor &color);
/// Of the edges of filled arrow heads.
QPen headPen(const Shape &shape, const QColor &color);

} // namespace sketchroom
