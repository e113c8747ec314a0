#include "app/tools/backdrop.h"

#include "app/render/shapepainter.h"

#include <QPainter>

namespace sketchroom {

namespace {

constexpr double backdropZ = 999;

} // namespace

Backdrop::Backdrop()
{
    setZValue(backdropZ);
    setAcceptedMouseButtons(Qt::NoButton);
}

void Backdrop::setShape(const Shape &shape, bool dark)
{
    prepareGeometryChange();
    m_shape = shape;
    m_dark = dark;
    // A line leaves its label room though the words are painted by whoever edits them.
    ShapeGeometry geometry = *makeGeometry(shape);
    geometry.text = {};
    m_bounds = sceneBounds(shape, geometry);
    m_geometry = std::make_shared<const ShapeGeometry>(std::move(geometry));
    update();
}

void Backdrop::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (!m_geometry)
        return;
    PaintOptions options;
    options.dark = m_dark;
    painter->setRenderHints(QPainter::Antialiasing);
    paintShape(*painter, m_shape, *m_geometry, options);
}

} // namespace sketchroom
