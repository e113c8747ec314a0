#include "app/canvas/inkoutline.h"

namespace sketchroom {

QRectF InkOutline::bounds() const
{
    QRectF all;
    for (const Piece &piece : pieces)
        all |= piece.bounds;
    return all;
}

InkOutline makeInkOutline(const PointList &points, double width, const InkOutline *)
{
    InkOutline outline;
    outline.points = points;
    outline.width = width;
    return outline;
}

} // namespace sketchroom
