#include "app/render/colors.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

// White becomes this bright, so that a dark board is not pitch black.
constexpr double darkest = 0.07;

/// Red, green and blue, 0..1.
struct Channels
{
    double r;
    double g;
    double b;

    /// Turns lightness round, or back.
    Channels inverted() const
    {
        const auto invert = [](double channel) { return 1 - darkest - channel * (1 - 2 * darkest); };
        return {invert(r), invert(g), invert(b)};
    }
    Channels restored() const
    {
        const auto restore = [](double channel) { return (1 - darkest - channel) / (1 - 2 * darkest); };
        return {restore(r), restore(g), restore(b)};
    }
    /// Turns the hue by half a circle, without touching the luminance. Twice is not at all.
    Channels hueTurned() const
    {
        const double gray = 0.426 * r + 1.43 * g + 0.144 * b;
        return {gray - r, gray - g, gray - b};
    }
    QRgb rgb(int alpha) const
    {
        const auto channel = [](double value) { return int(std::lround(255 * std::clamp(value, 0.0, 1.0))); };
        return qRgba(channel(r), channel(g), channel(b), alpha);
    }
};

Channels channelsOf(QRgb rgb)
{
    return {qRed(rgb) / 255.0, qGreen(rgb) / 255.0, qBlue(rgb) / 255.0};
}

/// Inverting turns the hue by half a circle, too: it is turned back.
QRgb turned(QRgb color, bool dark)
{
    const Channels channels = channelsOf(color);
    return (dark ? channels.inverted().hueTurned() : channels.hueTurned().restored()).rgb(qAlpha(color));
}

} // namespace

QColor toQColor(Color color, bool dark)
{
    if (color.none)
        return QColor(Qt::transparent);
    const quint32 rgba = color.rgba;
    const QColor plain(int(rgba >> 24), int((rgba >> 16) & 0xff), int((rgba >> 8) & 0xff), int(rgba & 0xff));
    return dark ? QColor::fromRgba(turned(plain.rgba(), true)) : plain;
}

QColor boardColor(bool dark)
{
    return toQColor(Color::rgb(0xffffff), dark);
}

void turnTheme(QImage &image, bool dark)
{
    // Most of a drawing is of few colours.
    QRgb last = 0;
    QRgb lastTurned = turned(last, dark);
    for (int y = 0; y < image.height(); ++y) {
        auto *const line = reinterpret_cast<QRgb *>(image.scanLine(y));
        std::for_each(line, line + image.width(), [&](QRgb &pixel) {
            if (pixel != last) {
                last = pixel;
                lastTurned = turned(pixel, dark);
            }
            pixel = lastTurned;
        });
    }
}

} // namespace sketchroom
