#include "app/view/boardgrid.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double spacing = 20; // scene units
constexpr double perLevel = 5;
// Pixels of the window between two dots, where they begin to show and where they are whole.
constexpr double faintest = 9;
constexpr double whole = 18;

void paintLevel(QPainter &painter, const QRect &area, double step, int dot, const QColor &color)
{
    const qint64 left = qint64(std::ceil((area.left() - dot) / step));
    const qint64 right = qint64(std::floor((area.right() + dot) / step));
    const qint64 top = qint64(std::ceil((area.top() - dot) / step));
    const qint64 bottom = qint64(std::floor((area.bottom() + dot) / step));
    const int half = dot / 2;
    for (qint64 column = left; column <= right; ++column) {
        // On whole pixels, or the dots would be blurred, each in its own way.
        const int x = int(std::round(double(column) * step)) - half;
        for (qint64 row = top; row <= bottom; ++row)
            painter.fillRect(x, int(std::round(double(row) * step)) - half, dot, dot, color);
    }
}

} // namespace

void paintGrid(QPainter &painter, const QRect &area, double pixelsPerUnit, double devicePixelRatio, bool dark)
{
    const double windowPixels = pixelsPerUnit / devicePixelRatio;
    const int dot = std::max(1, int(std::lround(1.6 * devicePixelRatio)));
    // The finest level that shows, and the one above it, which is five times as wide.
    const double finest = std::ceil(std::log(faintest / (spacing * windowPixels)) / std::log(perLevel));
    for (const double level : {finest, finest + 1}) {
        const double step = spacing * std::pow(perLevel, level);
        const double share = std::clamp((step * windowPixels - faintest) / (whole - faintest), 0.0, 1.0);
        QColor color = dark ? QColor(255, 255, 255) : QColor(0, 0, 0);
        color.setAlphaF(float(share * (level == finest ? 0.11 : 0.15)));
        paintLevel(painter, area, step * pixelsPerUnit, dot, color);
    }
}

} // namespace sketchroom
