#pragma once

#include "common/model/shape.h"

#include <QPointF>
#include <QRectF>

namespace sketchroom {

// What drags do to boxes: pure, in scene units, angles in degrees clockwise on the screen.

/// What a selection is dragged by. Start, Middle and End are those of a line with two points or three.
enum class Handle : quint8 {
    TopLeft,
    Top,
    TopRight,
    Right,
    BottomRight,
    Bottom,
    BottomLeft,
    Left,
    Rotate,
    Start,
    Middle,
    End,
    Unlock, ///< a padlock to click, where all that is selected is locked
};

struct ResizeRules
{
    bool keepAspect = false;
    bool fromCenter = false;
};

/// Where a resize handle sits in an unrotated box: -1 left or top, 0 middle, 1 right or bottom.
QPoint placeOf(Handle handle);

Box translated(const Box &box, QPointF by);
/// The box after one of its eight handles was dragged by `by`, given in the scene also where the box is rotated. What
/// is opposite the handle stays where it is (or the centre does). Dragged past it, the box is mirrored.
Box resized(const Box &box, Handle handle, QPointF by, ResizeRules rules);
Box rotatedAbout(const Box &box, QPointF pivot, double degrees);
/// Mirrored left to right about the line x = `axis` (Qt::Horizontal), or top to bottom about y = `axis`.
Box flipped(const Box &box, Qt::Orientation orientation, double axis);

/// In [0, 360).
double normalizedAngle(double degrees);
/// The nearest multiple of 15 degrees.
double steppedAngle(double degrees);
/// Clockwise from the right, of the way from `center` to `point`.
double angleTo(QPointF center, QPointF point);
/// The point as far from `origin` as `point`, in the nearest direction that is a multiple of 15 degrees.
QPointF steppedDirection(QPointF origin, QPointF point);

/// The box that a drag from `start` to `end` draws.
Box dragged(QPointF start, QPointF end, ResizeRules rules);

/// A point of the scene as a place in the box, 0..1 inside it.
QPointF placeIn(const Box &box, QPointF scene);

} // namespace sketchroom
