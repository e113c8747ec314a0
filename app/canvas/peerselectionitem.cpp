#include "app/canvas/peerselectionitem.h"

#include "app/canvas/peercursoritem.h"

#include <QPainter>

namespace sketchroom {

class PeerSelectionItem::Tag final : public QGraphicsItem
{
public:
    explicit Tag(QGraphicsItem *parent)
        : QGraphicsItem(parent)
    {
        setFlag(ItemIgnoresTransformations);
        setAcceptedMouseButtons(Qt::NoButton);
    }

    void setPerson(const QString &name, const QColor &color)
    {
        prepareGeometryChange();
        m_name = nameForTag(name);
        m_color = color;
        const QSizeF size = nameTagSize(m_name);
        m_rect = m_name.isEmpty() ? QRectF() : QRectF(QPointF(0, -size.height() - 4), size);
        update();
    }

    QRectF boundingRect() const override { return m_rect.adjusted(-1, -1, 1, 1); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        if (!m_name.isEmpty())
            paintNameTag(*painter, m_rect, m_name, m_color);
    }

private:
    QString m_name;
    QColor m_color;
    QRectF m_rect;
};

PeerSelectionItem::PeerSelectionItem()
    : m_tag(new Tag(this))
{
    setAcceptedMouseButtons(Qt::NoButton);
    setVisible(false);
}

void PeerSelectionItem::setPerson(const QString &name, const QColor &color)
{
    m_color = color;
    m_tag->setPerson(name, color);
    update();
}

void PeerSelectionItem::setOutlines(const QList<QPolygonF> &outlines)
{
    if (outlines == m_outlines)
        return;
    prepareGeometryChange();
    m_outlines = outlines;
    QRectF shapes;
    for (const QPolygonF &outline : outlines)
        shapes |= outline.boundingRect();
    // The pen is one of the screen's, so its width in the scene is not known: this is enough at the smallest zoom.
    constexpr double margin = 40;
    m_bounds = outlines.isEmpty() ? QRectF() : shapes.adjusted(-margin, -margin, margin, margin);
    m_tag->setPos(shapes.topLeft());
    setVisible(!outlines.isEmpty());
    update();
}

void PeerSelectionItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    // A pen of the screen counts its finest pixels.
    QPen pen(m_color, 1.5 * painter->device()->devicePixelRatioF());
    pen.setCosmetic(true);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    for (const QPolygonF &outline : std::as_const(m_outlines))
        painter->drawPolygon(outline);
}

} // namespace sketchroom
