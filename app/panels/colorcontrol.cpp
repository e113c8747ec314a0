#include "app/panels/colorcontrol.h"

#include "app/canvas/colors.h"
#include "app/panels/colorrow.h"
#include "app/ui/widgets.h"

#include <QColorDialog>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(Color color)
{
    return color.none ? ColorControl::tr("None") : QString::fromLatin1(colorName(color));
}

Color fromQColor(const QColor &color)
{
    const quint32 rgba = (quint32(color.red()) << 24) | (quint32(color.green()) << 16) | (quint32(color.blue()) << 8) |
                         quint32(color.alpha());
    return Color::fromRgba(rgba);
}

} // namespace

const QList<Color> &strokeColors()
{
    static const QList<Color> colors{Color::rgb(0x1e1e1e), Color::rgb(0xe03131), Color::rgb(0xf08c00),
                                     Color::rgb(0x2f9e44), Color::rgb(0x1971c2), Color::rgb(0x7048e8)};
    return colors;
}

const QList<Color> &fillColors()
{
    static const QList<Color> colors{Color(),
                                     Color::rgb(0xffc9c9),
                                     Color::rgb(0xffec99),
                                     Color::rgb(0xb2f2bb),
                                     Color::rgb(0xa5d8ff),
                                     Color::rgb(0xd0bfff)};
    return colors;
}

const QList<Color> &noteColors()
{
    static const QList<Color> colors{Color::rgb(0xfff3bf), Color::rgb(0xffd8a8), Color::rgb(0xffc9c9),
                                     Color::rgb(0xe5dbff), Color::rgb(0xd0ebff), Color::rgb(0xd3f9d8),
                                     Color::rgb(0xf1f3f5)};
    return colors;
}

ColorControl::ColorControl(Register reg, const QString &caption, const QList<Color> &colors)
    : StyleControl(reg, caption)
    , m_other(new Swatch(Color(), tr("Another colour…")))
{
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep / 4);
    for (const Color color : colors) {
        auto *const swatch = new Swatch(color, nameOf(color));
        connect(swatch, &Swatch::clicked, this, [this, color] {
            showValue(color);
            choose(color);
        });
        m_swatches.append(swatch);
        row->addWidget(swatch);
    }
    row->addSpacing(gridStep / 2);
    row->addWidget(m_other);
    row->addStretch();
    rows()->addLayout(row);
    connect(m_other, &Swatch::clicked, this, &ColorControl::chooseOther);
}

void ColorControl::showValue(const std::optional<Value> &value)
{
    const Color *const color = value ? std::get_if<Color>(&*value) : nullptr;
    bool offered = false;
    for (Swatch *const swatch : m_swatches) {
        swatch->setChecked(color && swatch->color() == *color);
        offered |= swatch->isChecked();
    }
    m_other->setChecked(color && !offered);
    if (color)
        m_other->setColor(*color);
}

void ColorControl::setDark(bool dark)
{
    for (Swatch *const swatch : m_swatches)
        swatch->setDark(dark);
    m_other->setDark(dark);
}

void ColorControl::chooseOther()
{
    const Color now = m_other->color();
    const QColor start = now.none ? QColor(Qt::white) : toQColor(now, false);
    const QColor picked = QColorDialog::getColor(start, window(), accessibleName(), QColorDialog::ShowAlphaChannel);
    if (picked.isValid()) {
        showValue(fromQColor(picked));
        choose(fromQColor(picked));
    }
}

} // namespace sketchroom
