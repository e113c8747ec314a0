#include "app/tools/backdrop.h"

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
    m_shapes = {std::make_shared<const Shape>(shape)};
    m_options.dark = dark;
    m_bounds = renderedBounds(m_shapes, m_options);
    update();
}

void Backdrop::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    renderShapes(*painter, m_shapes, m_options);
}

} // namespace sketchroom
