#pragma once

#include "common/model/shape.h"

#include <QPainterPath>
#include <QRectF>

namespace sketchroom {

/// Ink never reaches further from the line through its points than this share of its width.
inline constexpr double inkReach = 0.75;

/// How many points before its end an outline may still change when points are appended.
inline constexpr int inkTail = 12;

/// The outline of a stroke of ink, whose width follows the pressure, in pieces that overlap at round joints: to be
/// filled by the winding rule, all at once where the ink is translucent.
struct InkOutline
{
    struct Piece
    {
        QPainterPath path;
        QRectF bounds;
    };
    QList<Piece> pieces;
    PointList points; ///< what it was made of
    double width = 0;

    bool isEmpty() const { return pieces.isEmpty(); }
    QRectF bounds() const;
};

/// `points`: x, y, pressure a point, scaled as they are to be shown. Pure: the same on every system. Where all
/// pressures are 0.5 (a mouse), the width follows the speed of the hand. `previous`, when its points are the first of
/// these, lends the pieces that stay as they are.
InkOutline makeInkOutline(const PointList &points, double width, const InkOutline *previous = nullptr);

} // namespace sketchroom
