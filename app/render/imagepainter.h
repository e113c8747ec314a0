#pragma once

#include "app/render/shapepainter.h"

namespace sketchroom {

/// The part of an image that its shape shows, as shares of its width and height.
QRectF shownPart(const Shape &shape);

/// Paints an image's shape in the area of its geometry: the image as far as there is one, else a placeholder, with a
/// sentence where none is on its way. The painter is as for ShapeGeometry, mirrored if the shape is.
void paintImage(QPainter &painter, const Shape &shape, const QPainterPath &area, const PaintOptions &options);

} // namespace sketchroom
