#pragma once

#include <QColor>
#include <QGraphicsObject>

namespace sketchroom {

/// The trail of a laser pointer: thin at its old end, thick at its new one. As thick at any zoom.
class LaserTrail final : public QGraphicsObject
{
public:
    LaserTrail();

    void setColor(const QColor &color);
    /// Scene points, the oldest first; empty: nothing is shown.
    void setPoints(const QList<QPointF> &points);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QColor m_color;
    QList<QPointF> m_points;
    QRectF m_bounds;
};

} // namespace sketchroom
