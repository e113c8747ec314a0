#include "app/panels/fontcontrol.h"

#include "app/widgets/widgets.h"

#include <QButtonGroup>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const QStringList &families()
{
    static const QStringList names{u"hand"_s, u"sans"_s, u"serif"_s, u"mono"_s};
    return names;
}

constexpr std::array<double, 4> sizes{16, 20, 28, 36};

template <class Range, class T>
int indexIn(const Range &range, const T &value)
{
    const auto found = std::find(std::begin(range), std::end(range), value);
    return found == std::end(range) ? -1 : int(found - std::begin(range));
}

} // namespace

FontControl::FontControl(Register reg)
    : StyleControl(reg, tr("Text"))
{
    m_family = addChoiceRow(rows(),
                            {{u"font-hand"_s, tr("Handwriting")},
                             {u"font-sans"_s, tr("Sans serif")},
                             {u"font-serif"_s, tr("Serif")},
                             {u"font-mono"_s, tr("Fixed width")}},
                            this, [this](int i) { change([i](Font &font) { font.family = families().at(i); }); });
    m_size = addChoiceRow(rows(),
                          {{u"size-s"_s, tr("Small")},
                           {u"size-m"_s, tr("Medium")},
                           {u"size-l"_s, tr("Large")},
                           {u"size-xl"_s, tr("Extra large")}},
                          this, [this](int i) { change([i](Font &font) { font.size = sizes.at(size_t(i)); }); });
    m_align = addChoiceRow(
        rows(), {{u"align-left"_s, tr("Left")}, {u"align-center"_s, tr("Centre")}, {u"align-right"_s, tr("Right")}},
        this, [this](int i) { change([i](Font &font) { font.align = Align(i); }); });
}

void FontControl::showValue(const std::optional<Value> &value)
{
    const Font *const font = value ? std::get_if<Font>(&*value) : nullptr;
    if (font)
        m_font = *font;
    const QString family = m_font.family.isEmpty() ? u"sans"_s : m_font.family;
    checkOnly(m_family, font ? indexIn(families(), family) : -1);
    checkOnly(m_size, font ? indexIn(sizes, m_font.size) : -1);
    checkOnly(m_align, font ? int(m_font.align) : -1);
}

void FontControl::change(const std::function<void(Font &)> &change)
{
    change(m_font);
    choose(m_font);
}

} // namespace sketchroom
