#include "app/panels/knowncolors.h"

#include "app/session/boardsession.h"
#include "app/settings/settings.h"

#include <QHash>

#include <algorithm>

namespace sketchroom {

namespace {

const Option<QStringList> recentColors{"style/recentColors", {}};

} // namespace

QList<Color> KnownColors::recent() const
{
    QList<Color> colors;
    for (const QString &name : m_settings.value(recentColors)) {
        if (const auto color = colorFromName(name.toLatin1()); color && !color->none && colors.size() < most)
            colors.append(*color);
    }
    return colors;
}

void KnownColors::choose(Color color)
{
    if (color.none)
        return;
    QList<Color> colors = recent();
    colors.removeAll(color);
    colors.prepend(color);
    QStringList names;
    for (const Color &each : std::as_const(colors).first(std::min(most, colors.size())))
        names.append(QString::fromLatin1(colorName(each)));
    m_settings.set(recentColors, names);
}

QList<Color> KnownColors::onBoard(Register reg) const
{
    QHash<quint32, int> uses;
    for (const ShapeRef &shape : m_session.document().shapes()) {
        const Color color = reg == Register::Fill ? shape->fill : shape->stroke;
        if (!color.none)
            ++uses[color.rgba];
    }
    QList<quint32> colors = uses.keys();
    std::sort(colors.begin(), colors.end(),
              [&](quint32 a, quint32 b) { return std::pair(-uses.value(a), a) < std::pair(-uses.value(b), b); });
    QList<Color> result;
    for (const quint32 color : std::as_const(colors).first(std::min(most, colors.size())))
        result.append(Color::fromRgba(color));
    return result;
}

} // namespace sketchroom
