#pragma once

#include "common/model/shape.h"

#include <QPainterPath>
#include <QRectF>

namespace sketchroom {

/// The outline of a stroke of ink, whose width follows the pressure, in pieces that overlap at round joints: to be
/// filled by the winding rule, all at once where the ink is translucent.
struct InkOutline
{
    struct Piece
    {
        QPainterPath path;
        QRectF bounds;
    };
    using PieceRef = std::shared_ptr<const Piece>;

    QList<PieceRef> pieces;
    PointList points; ///< what it was made of
    double width = 0;
    qsizetype firmNodes = 0; ///< how far into the stroke no further point can change it
    /// Where it differs from the outline that it was continued from; nothing: anywhere, or there was none.
    std::optional<QRectF> growth;

    QRectF tail; ///< what lies behind the firm nodes

    bool isEmpty() const { return pieces.isEmpty(); }
    QRectF bounds() const;
};

/// `points`: x, y, pressure a point, scaled as they are to be shown. Pure: the same on every system. Where all
/// pressures are 0.5 (a mouse), the width follows the speed of the hand. It never reaches further from the line through
/// the points than inkWidth() of full pressure. `previous`, when its points are the first of these, lends the pieces
/// that stay as they are.
InkOutline makeInkOutline(const PointList &points, double width, const InkOutline *previous = nullptr);

} // namespace sketchroom
