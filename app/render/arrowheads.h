#pragma once

#include "common/model/shape.h"

#include <QPainterPath>

namespace sketchroom {

/// The head at one end of a line.
struct ArrowHead
{
    QPainterPath lines; ///< to be stroked, never dashed
    QPainterPath solid; ///< to be filled
    /// How far before the tip the line ends, so that it does not show in a hollow head or poke out of a pointed one.
    double shorten = 0;
};

/// `direction` points out of the line, of length 1. Nothing is further than `size` from the tip.
ArrowHead makeArrowHead(Head head, QPointF tip, QPointF direction, double size);

} // namespace sketchroom
