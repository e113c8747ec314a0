#include "app/panels/colorrow.h"

#include "app/render/colors.h"
#include "app/session/identity.h"
#include "app/widgets/widgets.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>

namespace sketchroom {

Swatch::Swatch(Color color, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_color(color)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(name);
    setAccessibleName(name);
}

void Swatch::setColor(Color color)
{
    m_color = color;
    update();
}

void Swatch::setPlus(bool plus)
{
    m_plus = plus;
    update();
}

void Swatch::setDark(bool dark)
{
    m_dark = dark;
    update();
}

void Swatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    const QRectF square = frame.adjusted(2, 2, -2, -2);
    painter.setPen(QPen(palette().color(QPalette::Dark), 1));
    painter.setBrush(m_plus || m_color.none ? QBrush(Qt::NoBrush) : QBrush(toQColor(m_color, m_dark)));
    painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (m_plus) {
        const double arm = square.width() / 4;
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
        painter.drawLine(square.center() - QPointF(arm, 0), square.center() + QPointF(arm, 0));
        painter.drawLine(square.center() - QPointF(0, arm), square.center() + QPointF(0, arm));
    } else if (m_color.none) {
        painter.drawLine(square.bottomLeft() + QPointF(3, -3), square.topRight() + QPointF(-3, 3));
    }
    paintState(painter, frame);
}

/// What is chosen has a ring in the accent colour, where the keyboard is a dotted one in the colour of the texts.
void Swatch::paintState(QPainter &painter, const QRectF &frame) const
{
    painter.setBrush(Qt::NoBrush);
    if (isChecked() || underMouse()) {
        painter.setPen(
            QPen(palette().color(isChecked() ? QPalette::Highlight : QPalette::Dark), isChecked() ? 2.5 : 1));
        painter.drawRoundedRect(frame, 6, 6);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5, Qt::DotLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 7, 7);
    }
}

PersonColorRow::PersonColorRow(Color chosen, QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep / 4);
    layout->setAlignment(Qt::AlignLeft);
    constexpr int columns = 10;
    const QList<Color> &colors = peopleColors();
    for (int i = 0; i < colors.size(); ++i) {
        auto *const swatch = new Swatch(colors.at(i), tr("Colour %1 of %2").arg(i + 1).arg(colors.size()));
        swatch->setChecked(colors.at(i) == chosen);
        m_group->addButton(swatch, i);
        layout->addWidget(swatch, i / columns, i % columns);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this] { Q_EMIT colorChosen(color()); });
}

Color PersonColorRow::color() const
{
    const int chosen = m_group->checkedId();
    return peopleColors().at(chosen < 0 ? 0 : chosen);
}

} // namespace sketchroom
