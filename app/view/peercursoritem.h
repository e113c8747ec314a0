#pragma once

#include <QColor>
#include <QGraphicsItem>

namespace sketchroom {

/// The pointer of another person with their name on it. As large at any zoom; glides to where it is told.
class PeerCursorItem final : public QGraphicsItem
{
public:
    PeerCursorItem();

    void setPerson(const QString &name, const QColor &color);
    /// Where the pointer now is, in the scene; one that was not shown appears there.
    void moveTo(QPointF scene);
    /// Brings it nearer to where it belongs. Returns whether it is still on the way.
    bool advanceBy(double milliseconds);

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QString m_name; ///< cut to what fits on the tag
    QColor m_color;
    QRectF m_tag;
    QPointF m_target;
};

/// A tag with a person's name, as on their pointer: painted at `rect`, which nameTagSize() makes large enough.
QSizeF nameTagSize(const QString &name);
void paintNameTag(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color);
QString nameForTag(const QString &name);

} // namespace sketchroom
