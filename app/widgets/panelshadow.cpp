#include "app/widgets/panelshadow.h"

#include <QPaintEvent>
#include <QPainter>

#include <cmath>

namespace sketchroom {

namespace {

constexpr int blur = 16; ///< how far the shadow reaches
constexpr int drop = 3;  ///< how far it lies below its panel
constexpr int radius = 10;
constexpr int side = 2 * (blur + radius) + 2;
constexpr double strength = 0.10;

/// How far outside a rounded square in the middle of the patch a point is.
double distanceOutside(double x, double y)
{
    constexpr double half = side / 2.0 - blur - radius;
    const double dx = std::max(std::abs(x - side / 2.0) - half, 0.0);
    const double dy = std::max(std::abs(y - side / 2.0) - half, 0.0);
    return std::max(std::hypot(dx, dy) - radius, 0.0);
}

QPixmap makePatch(const QColor &color, double scale)
{
    const int pixels = int(std::ceil(side * scale));
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < pixels; ++y) {
        for (int x = 0; x < pixels; ++x) {
            const double away = 1 - std::min(distanceOutside((x + 0.5) / scale, (y + 0.5) / scale) / blur, 1.0);
            QColor pixel = color;
            pixel.setAlphaF(float(strength * away * away * color.alphaF()));
            image.setPixelColor(x, y, pixel);
        }
    }
    return QPixmap::fromImage(image);
}

/// The patch in nine parts: corners as they are, edges and middle stretched.
void paintNine(QPainter &painter, const QRect &to, const QPixmap &patch)
{
    constexpr int corner = blur + radius;
    const double scale = patch.width() / double(side);
    const std::array<double, 4> fromStops{0, corner, side - corner, side};
    const std::array<double, 4> xs{double(to.left()), double(to.left() + corner), double(to.right() + 1 - corner),
                                   double(to.right() + 1)};
    const std::array<double, 4> ys{double(to.top()), double(to.top() + corner), double(to.bottom() + 1 - corner),
                                   double(to.bottom() + 1)};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            const QRectF target(QPointF(xs[column], ys[row]), QPointF(xs[column + 1], ys[row + 1]));
            const QRectF source(QPointF(fromStops[column], fromStops[row]) * scale,
                                QPointF(fromStops[column + 1], fromStops[row + 1]) * scale);
            painter.drawPixmap(target, patch, source);
        }
    }
}

} // namespace

PanelShadow::PanelShadow(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void PanelShadow::setColor(const QColor &color)
{
    m_color = color;
    m_patch = {};
    update();
}

void PanelShadow::setPanels(const QList<QRect> &panels)
{
    if (m_panels == panels)
        return;
    m_panels = panels;
    update();
}

void PanelShadow::paintEvent(QPaintEvent *event)
{
    const int pixels = int(std::ceil(side * devicePixelRatioF()));
    if (m_patch.width() != pixels)
        m_patch = makePatch(m_color, devicePixelRatioF());
    QPainter painter(this);
    for (const QRect &panel : m_panels) {
        const QRect shadow = panel.adjusted(-blur, -blur, blur, blur).translated(0, drop);
        if (event->rect().intersects(shadow))
            paintNine(painter, shadow, m_patch);
    }
}

} // namespace sketchroom
