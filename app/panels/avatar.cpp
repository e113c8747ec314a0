#include "app/panels/avatar.h"

#include "app/session/identity.h"

#include <QPainter>

#include <cmath>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

/// Relative luminance, after WCAG 2.
double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor readableOn(const QColor &background)
{
    // Where black and white have the same contrast (0.179), white is taken a little further: it reads calmer.
    return luminance(background) > 0.3 ? QColor(0x1b, 0x1c, 0x24) : QColor(Qt::white);
}

Avatar::Avatar(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Avatar::setPerson(const QString &name, const QColor &color)
{
    m_color = color;
    setText(initialsOf(name));
    setToolTip(name);
    setAccessibleName(name);
    update();
}

void Avatar::setHandUp(bool up)
{
    m_handUp = up;
    if (up)
        setAccessibleDescription(tr("Raises a hand"));
    update();
}

void Avatar::setCount(int more)
{
    m_color = palette().color(QPalette::Button);
    setText(u"+%1"_s.arg(more));
    setToolTip(tr("%n more", nullptr, more));
    setAccessibleName(toolTip());
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF disc(0, 0, diameter, diameter);
    disc.moveCenter(QRectF(rect()).center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() ? m_color.lighter(110) : m_color);
    painter.drawEllipse(disc);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawEllipse(disc.adjusted(-1, -1, 1, 1));
    }
    QFont font = this->font();
    font.setPixelSize(text().size() > 2 ? 10 : 12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(readableOn(m_color));
    painter.drawText(disc, Qt::AlignCenter, text());
    if (m_handUp) {
        constexpr double side = 15;
        const QRectF badge(QRectF(rect()).topRight() - QPointF(side, 0), QSizeF(side, side));
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0xff, 0xd4, 0x3b));
        painter.drawEllipse(badge);
        painter.drawPixmap(badge.topLeft() + QPointF(2, 2),
                           QIcon(u":/icons/hand-up.svg"_s).pixmap(QSize(11, 11), devicePixelRatioF()));
    }
}

} // namespace sketchroom
