#include "app/render/tilepainter.h"

#include "app/render/colors.h"
#include "app/render/distantpainter.h"
#include "app/render/shapepainter.h"
#include "app/render/strokes.h"

#include <QPainter>

#include <cmath>

namespace sketchroom {

namespace {

void fill(TileCanvas &canvas, const FlatPath &path, const QTransform &toPixels, const QColor &color, double opacity)
{
    if (path.isEmpty() || color.alpha() == 0)
        return;
    path.addTo(canvas.coverage, toPixels);
    canvas.fill(color, opacity, path.rule());
}

void paintInk(TileCanvas &canvas, const FlatShape &flat, const QTransform &toPixels, const QColor &color,
              double opacity)
{
    if (flat.ink.isEmpty() || color.alpha() == 0)
        return;
    const QTransform inkToPixels = QTransform::fromTranslate(flat.inkOffset.x(), flat.inkOffset.y()) * toPixels;
    for (const FlatShape::InkPiece &piece : flat.ink) {
        const QRectF bounds = inkToPixels.mapRect(piece.piece->bounds).adjusted(-1, -1, 1, 1);
        if (bounds.intersects(QRectF(canvas.coverage.area())))
            piece.path->addTo(canvas.coverage, inkToPixels);
    }
    canvas.fill(color, opacity, Coverage::Rule::Winding);
}

void paintFlat(TileCanvas &canvas, const Shape &shape, const FlatShape &flat)
{
    const QTransform toPixels = toScene(shape) * canvas.toPixels;
    const QColor stroke = toQColor(shape.stroke, canvas.dark);
    const QColor area = toQColor(shape.fill, canvas.dark);
    fill(canvas, flat.area, toPixels, area, shape.opacity);
    fill(canvas, flat.hatch, toPixels, area, shape.opacity);
    fill(canvas, flat.outline, toPixels, outlineColor(shape, stroke), shape.opacity);
    fill(canvas, flat.marks, toPixels, stroke, shape.opacity);
    fill(canvas, flat.solid, toPixels, stroke, shape.opacity);
    fill(canvas, flat.solidEdge, toPixels, stroke, shape.opacity);
    paintInk(canvas, flat, toPixels, stroke, shape.opacity);
}

} // namespace

void TileCanvas::fill(const QColor &color, double opacity, Coverage::Rule rule)
{
    QColor translucent = color;
    translucent.setAlphaF(float(double(color.alphaF()) * opacity));
    coverage.paint(image, translucent.rgba(), rule);
}

void paintOnTile(TileCanvas &canvas, const ShapeRef &shape, GeometryCache &geometry)
{
    const double pixelsPerUnit = canvas.pixelsPerUnit();
    if (isDistant(*shape, pixelsPerUnit))
        return paintDistant(canvas, *shape);
    PaintOptions options;
    options.dark = canvas.dark;
    options.pixelsPerUnit = pixelsPerUnit;
    options.images = geometry.images();
    if (shape->kind == Kind::Image)
        return paintShape(canvas.painter, *shape, *makeGeometry(*shape), options);
    const FlatRef flat = geometry.flat(shape, detailFor(pixelsPerUnit));
    paintFlat(canvas, *shape, *flat);
    paintShapeText(canvas.painter, *shape, flat->text, flat->textArea, options);
}

} // namespace sketchroom
