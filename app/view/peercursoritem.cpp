#include "app/view/peercursoritem.h"

#include "app/render/textlayout.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace sketchroom {

namespace {

constexpr double longestName = 160;
constexpr double tagHeight = 20;
constexpr double tagPadding = 7;
constexpr double tagRadius = 5;
/// In what time a pointer covers most of its way: two of the updates that arrive 30 times a second.
constexpr double glideMs = 35;

QFont tagFont()
{
    Font font;
    font.size = 12;
    QFont result = toQFont(font);
    result.setWeight(QFont::Medium);
    return result;
}

QPainterPath arrow()
{
    QPainterPath path;
    path.moveTo(0, 0);
    path.lineTo(4.2, 14.5);
    path.lineTo(7.2, 8.2);
    path.lineTo(13.6, 5.6);
    path.closeSubpath();
    return path;
}

} // namespace

QString nameForTag(const QString &name)
{
    return QFontMetricsF(tagFont()).elidedText(name.simplified(), Qt::ElideRight, longestName);
}

QSizeF nameTagSize(const QString &name)
{
    return {std::ceil(QFontMetricsF(tagFont()).horizontalAdvance(name)) + 2 * tagPadding, tagHeight};
}

void paintNameTag(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color)
{
    const double brightness =
        0.299 * double(color.redF()) + 0.587 * double(color.greenF()) + 0.114 * double(color.blueF());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, tagRadius, tagRadius);
    painter.setPen(brightness > 0.6 ? QColor(0x1e, 0x1e, 0x1e) : QColor(Qt::white));
    painter.setFont(tagFont());
    painter.drawText(rect, Qt::AlignCenter, name);
}

PeerCursorItem::PeerCursorItem()
{
    setFlag(ItemIgnoresTransformations);
    setAcceptedMouseButtons(Qt::NoButton);
    setVisible(false);
}

void PeerCursorItem::setPerson(const QString &name, const QColor &color)
{
    const QString shortName = nameForTag(name);
    if (shortName == m_name && color == m_color)
        return;
    prepareGeometryChange();
    m_name = shortName;
    m_color = color;
    m_tag = m_name.isEmpty() ? QRectF() : QRectF(QPointF(10, 16), nameTagSize(m_name));
    update();
}

void PeerCursorItem::moveTo(QPointF scene)
{
    m_target = scene;
    if (isVisible())
        return;
    setPos(scene);
    setVisible(true);
}

bool PeerCursorItem::advanceBy(double milliseconds)
{
    constexpr double there = 0.05; // scene units
    const QPointF way = m_target - pos();
    if (!isVisible() || way.isNull())
        return false;
    if (way.manhattanLength() < there) {
        setPos(m_target);
        return false;
    }
    setPos(pos() + way * (1 - std::exp(-milliseconds / glideMs)));
    return true;
}

QRectF PeerCursorItem::boundingRect() const
{
    return QRectF(-2, -2, 18, 20).united(m_tag).adjusted(-1, -1, 1, 1);
}

void PeerCursorItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(Qt::white, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(m_color);
    painter->drawPath(arrow());
    if (!m_name.isEmpty())
        paintNameTag(*painter, m_tag, m_name, m_color);
}

} // namespace sketchroom
