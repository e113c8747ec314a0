#pragma once

#include "app/render/shapegeometry.h"

class QPainter;

namespace sketchroom {

class ImageSource;

struct PaintOptions
{
    bool dark = false;
    /// Null: images are placeholders.
    ImageSource *images = nullptr;
    Glyphs glyphs = Glyphs::Text;
    /// Pixels a scene unit, for leaving out what cannot be seen; 0: leave out nothing.
    double pixelsPerUnit = 0;
    /// In scene units: what lies outside need not be painted. Null: paint everything.
    QRectF clip;
};

/// Paints one shape; the painter is in scene units and is left as it was found, but for its pen, brush and opacity.
void paintShape(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options);

/// Only its text, which may have been laid out before; in the area as of ShapeGeometry.
void paintShapeText(QPainter &painter, const Shape &shape, const TextBlock &text, const QRectF &area,
                    const PaintOptions &options);
/// Letters smaller than this (pixels) cannot be read, and are shown as bars.
inline constexpr double readableText = 4;
/// What is smaller than this (pixels) is shown as a dot.
inline constexpr double speckSize = 1.5;
/// The colour of a shape's text: an invisible outline does not make it invisible.
QColor textColor(const Shape &shape, bool dark);

} // namespace sketchroom
