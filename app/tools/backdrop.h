#pragma once

#include "app/canvas/render.h"

#include <QGraphicsObject>

namespace sketchroom {

/// A shape painted over the board.
class Backdrop final : public QGraphicsObject
{
    Q_OBJECT

public:
    Backdrop();

    void setShape(const Shape &shape, bool dark);
    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QList<ShapeRef> m_shapes;
    RenderOptions m_options;
    QRectF m_bounds;
};

} // namespace sketchroom
