#pragma once

#include "app/render/coverage.h"
#include "app/render/geometrycache.h"

#include <QTransform>

class QPainter;

namespace sketchroom {

/// What shapes are painted on: an image, with a painter on the same image for texts.
struct TileCanvas
{
    QImage &image;
    QPainter &painter; ///< in scene units
    Coverage coverage;
    QTransform toPixels; ///< from the scene into the image
    bool dark = false;

    double pixelsPerUnit() const { return toPixels.m11(); }
    void fill(const QColor &color, double opacity, Coverage::Rule rule);
};

/// Paints one shape as paintShape() does, but faster: from polygons, or from far away without details.
void paintOnTile(TileCanvas &canvas, const ShapeRef &shape, GeometryCache &geometry);

} // namespace sketchroom
