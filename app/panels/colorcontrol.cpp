#include "app/panels/colorcontrol.h"

#include "app/panels/colorpopover.h"
#include "app/panels/colorrow.h"
#include "app/widgets/widgets.h"

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(Color color)
{
    return color.none ? ColorControl::tr("None") : QString::fromLatin1(colorName(color));
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

const QList<Color> &hatchColors()
{
    static const QList<Color> colors{Color(),
                                     Color::rgb(0xff8787),
                                     Color::rgb(0xfcc419),
                                     Color::rgb(0x69db7c),
                                     Color::rgb(0x4dabf7),
                                     Color::rgb(0x9775fa)};
    return colors;
}

const QList<Color> &noteColors()
{
    static const QList<Color> colors{Color::rgb(0xfff3bf), Color::rgb(0xffd8a8), Color::rgb(0xffc9c9),
                                     Color::rgb(0xe5dbff), Color::rgb(0xd0ebff), Color::rgb(0xd3f9d8),
                                     Color::rgb(0xf1f3f5)};
    return colors;
}

ColorControl::ColorControl(Register reg, const QString &caption, const QList<Color> &colors, KnownColors &known)
    : StyleControl(reg, caption)
    , m_known(known)
    , m_other(new Swatch(Color(), tr("Another colour…")))
{
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep / 4);
    for (const Color color : colors) {
        auto *const swatch = new Swatch(color, nameOf(color));
        connect(swatch, &Swatch::clicked, this, [this, color] {
            m_known.choose(color);
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
    m_now = color ? std::optional(*color) : std::nullopt;
    const bool isOther = color && !offered;
    m_other->setChecked(isOther);
    m_other->setPlus(!isOther);
    m_other->setColor(isOther ? *color : Color());
}

void ColorControl::setDark(bool dark)
{
    for (Swatch *const swatch : m_swatches)
        swatch->setDark(dark);
    m_other->setDark(dark);
    m_dark = dark;
}

void ColorControl::chooseOther()
{
    m_other->setChecked(!m_other->isPlus());
    auto *const popover = new ColorPopover(m_known, reg(), m_now, m_dark, this);
    connect(popover, &ColorPopover::chosen, this, [this](Color color) {
        m_known.choose(color);
        showValue(color);
        choose(color);
    });
    popover->openAt(m_other);
}

} // namespace sketchroom
