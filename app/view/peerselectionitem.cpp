#include "app/view/peerselectionitem.h"

#include "app/view/peercursoritem.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <cmath>

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
        m_rect = m_name.isEmpty() ? QRectF() : QRectF(QPointF(-4, -size.height() - 6), size);
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

namespace {

/// A rectangle, however turned, whose sides are moved outwards by so much.
QPolygonF movedOut(const QPolygonF &rectangle, double by)
{
    if (rectangle.size() < 4)
        return rectangle;
    const QPointF across = rectangle.at(1) - rectangle.at(0);
    const QPointF down = rectangle.at(3) - rectangle.at(0);
    const auto unit = [by](QPointF side, QPointF fallback) {
        const double length = std::hypot(side.x(), side.y());
        return (length > 0 ? side / length : fallback) * by;
    };
    const QPointF x = unit(across, {1, 0});
    const QPointF y = unit(down, {0, 1});
    return {{rectangle.at(0) - x - y, rectangle.at(1) + x - y, rectangle.at(2) + x + y, rectangle.at(3) - x + y}};
}

} // namespace

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

void PeerSelectionItem::setNamed(bool named)
{
    m_tag->setVisible(named);
}

void PeerSelectionItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    // A pen of the screen counts its finest pixels.
    QPen pen(m_color, 1.5 * painter->device()->devicePixelRatioF());
    pen.setCosmetic(true);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    // Off the shape, so that its own outline can be seen, and what this user has selected.
    constexpr double offPixels = 4;
    const double off = offPixels / QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) *
                       painter->device()->devicePixelRatioF();
    for (const QPolygonF &outline : std::as_const(m_outlines))
        painter->drawPolygon(movedOut(outline, off));
}

} // namespace sketchroom
