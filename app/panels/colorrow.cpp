#include "app/panels/colorrow.h"

#include "app/canvas/colors.h"
#include "app/ui/identity.h"
#include "app/ui/widgets.h"

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
    painter.setBrush(m_color.none ? QBrush(Qt::NoBrush) : QBrush(toQColor(m_color, m_dark)));
    painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (m_color.none)
        painter.drawLine(square.bottomLeft() + QPointF(3, -3), square.topRight() + QPointF(-3, 3));
    if (isChecked() || hasFocus() || underMouse()) {
        const auto role = isChecked() || hasFocus() ? QPalette::Highlight : QPalette::Dark;
        painter.setPen(QPen(palette().color(role), isChecked() ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, 6, 6);
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
