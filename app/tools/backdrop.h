#pragma once

#include "app/render/shapegeometry.h"

#include <QGraphicsObject>

namespace sketchroom {

/// A shape painted over the board, without its text.
class Backdrop final : public QGraphicsObject
{
    Q_OBJECT

public:
    Backdrop();

    void setShape(const Shape &shape, bool dark);
    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Shape m_shape;
    GeometryRef m_geometry;
    bool m_dark = false;
    QRectF m_bounds;
};

} // namespace sketchroom
