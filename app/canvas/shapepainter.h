#pragma once

#include "app/canvas/shapegeometry.h"

class QPainter;

namespace sketchroom {

struct PaintOptions
{
    bool dark = false;
    Glyphs glyphs = Glyphs::Text;
    /// Pixels a scene unit, for leaving out what cannot be seen; 0: leave out nothing.
    double pixelsPerUnit = 0;
    /// In scene units: what lies outside need not be painted. Null: paint everything.
    QRectF clip;
};

/// Paints one shape; the painter is in scene units and is left as it was found, but for its pen, brush and opacity.
void paintShape(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options);

} // namespace sketchroom
