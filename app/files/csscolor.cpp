#include "app/files/csscolor.h"

#include <QColor>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

/// A colour that nobody sees is no colour: so it is not painted, and a click goes through it.
Color fromChannels(const QColor &color)
{
    if (color.alpha() == 0)
        return {};
    const auto channel = [](int value) { return quint32(value); };
    return Color::fromRgba((channel(color.red()) << 24) | (channel(color.green()) << 16) |
                           (channel(color.blue()) << 8) | channel(color.alpha()));
}

std::optional<Color> fromHex(QStringView digits)
{
    QByteArray full = "#";
    for (const QChar digit : digits) {
        const char c = digit.toLatin1();
        full.append(digits.size() <= 4 ? 2 : 1, c);
    }
    const auto color = colorFromName(full);
    return color && (color->rgba & 0xffu) == 0 ? Color{} : color;
}

/// "12", "50%" (of `whole`), "120deg"; nothing for anything else.
std::optional<double> toNumber(QStringView text, double whole)
{
    const bool percent = text.endsWith(u'%');
    if (percent)
        text.chop(1);
    else if (text.endsWith("deg"_L1))
        text.chop(3);
    bool good = false;
    const double number = text.toDouble(&good);
    if (!good)
        return std::nullopt;
    return percent ? number / 100 * whole : number;
}

std::optional<Color> fromFunction(QStringView name, const QString &arguments)
{
    QString plain = arguments;
    const QStringList parts = plain.replace(u',', u' ').replace(u'/', u' ').split(u' ', Qt::SkipEmptyParts);
    const bool rgb = name == "rgb"_L1 || name == "rgba"_L1;
    if ((!rgb && name != "hsl"_L1 && name != "hsla"_L1) || parts.size() < 3 || parts.size() > 4)
        return std::nullopt;
    const auto first = toNumber(parts.at(0), rgb ? 255 : 360);
    const auto second = toNumber(parts.at(1), rgb ? 255 : 1);
    const auto third = toNumber(parts.at(2), rgb ? 255 : 1);
    const auto alpha = parts.size() == 4 ? toNumber(parts.at(3), 1) : 1.0;
    if (!first || !second || !third || !alpha)
        return std::nullopt;
    const float opacity = float(qBound(0.0, *alpha, 1.0));
    const auto share = [](double value, double whole) { return float(qBound(0.0, value / whole, 1.0)); };
    if (rgb)
        return fromChannels(QColor::fromRgbF(share(*first, 255), share(*second, 255), share(*third, 255), opacity));
    const double turn = *first / 360 - std::floor(*first / 360);
    return fromChannels(QColor::fromHslF(float(turn), share(*second, 1), share(*third, 1), opacity));
}

} // namespace

std::optional<Color> parseCssColor(QStringView text)
{
    const QString name = text.trimmed().toString().toLower();
    if (name == "transparent"_L1 || name == "none"_L1)
        return Color{};
    if (name.startsWith(u'#')) {
        const qsizetype digits = name.size() - 1;
        if (digits != 3 && digits != 4 && digits != 6 && digits != 8)
            return std::nullopt;
        return fromHex(QStringView(name).sliced(1));
    }
    if (const qsizetype bracket = name.indexOf(u'('); bracket > 0 && name.endsWith(u')'))
        return fromFunction(QStringView(name).first(bracket).trimmed(),
                            name.sliced(bracket + 1, name.size() - bracket - 2));
    const QColor named = QColor::fromString(name);
    if (!named.isValid())
        return std::nullopt;
    return fromChannels(named);
}

} // namespace sketchroom
