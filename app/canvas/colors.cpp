#include "app/canvas/colors.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

// White becomes this bright, so that a dark board is not pitch black.
constexpr double darkest = 0.07;

QColor inverted(const QColor &color)
{
    const auto invert = [](float channel) { return 1 - darkest - double(channel) * (1 - 2 * darkest); };
    const double r = invert(color.redF());
    const double g = invert(color.greenF());
    const double b = invert(color.blueF());
    // Inverting turns the hue by half a circle; this turns it back without touching the luminance.
    const double gray = 0.426 * r + 1.43 * g + 0.144 * b;
    const auto channel = [](double value) { return int(std::lround(255 * std::clamp(value, 0.0, 1.0))); };
    return {channel(gray - r), channel(gray - g), channel(gray - b), color.alpha()};
}

} // namespace

QColor toQColor(Color color, bool dark)
{
    if (color.none)
        return QColor(Qt::transparent);
    const quint32 rgba = color.rgba;
    const QColor plain(int(rgba >> 24), int((rgba >> 16) & 0xff), int((rgba >> 8) & 0xff), int(rgba & 0xff));
    return dark ? inverted(plain) : plain;
}

QColor boardColor(bool dark)
{
    return toQColor(Color::rgb(0xffffff), dark);
}

} // namespace sketchroom
