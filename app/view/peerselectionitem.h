#pragma once

#include <QColor>
#include <QGraphicsItem>
#include <QPolygonF>

namespace sketchroom {

/// What another person has selected: an outline around each shape in their colour, and their name.
class PeerSelectionItem final : public QGraphicsItem
{
public:
    PeerSelectionItem();

    void setPerson(const QString &name, const QColor &color);
    /// Whether the name stands beside the outlines: not where it stands on the person's pointer.
    void setNamed(bool named);
    /// Rectangles in the scene, which may be turned.
    void setOutlines(const QList<QPolygonF> &outlines);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    class Tag;

    QColor m_color;
    QList<QPolygonF> m_outlines;
    QRectF m_bounds;
    Tag *m_tag; ///< a child: as large at any zoom
};

} // namespace sketchroom
