#include "app/render/labelroom.h"

#include "common/model/geometry.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double gap = 2; // above and below

/// The part of a line whose y is between two values, as a range of x; nothing where there is none.
std::optional<std::pair<double, double>> rangeBetween(QPointF a, QPointF b, double top, double bottom)
{
    if (a.y() > b.y())
        std::swap(a, b);
    if (b.y() <= top || a.y() >= bottom)
        return std::nullopt;
    const auto at = [&](double y) {
        const double high = b.y() - a.y();
        return high > 0 ? a.x() + (b.x() - a.x()) * std::clamp((y - a.y()) / high, 0.0, 1.0) : a.x();
    };
    const double first = at(top);
    const double last = a.y() == b.y() ? b.x() : at(bottom);
    return std::pair(std::min(first, last), std::max(first, last));
}

} // namespace

LabelRoom::LabelRoom(const Shape &shape, double padding)
    : m_height(std::abs(shape.box.h))
    , m_padding(padding)
{
    Shape upright = shape;
    upright.box.angle = 0;
    const QPointF center = centerOf(shape.box);
    for (const QList<QPointF> &line : {outlineOf(upright), innerLineOf(upright)}) {
        for (qsizetype i = 1; i < line.size(); ++i)
            m_lines.append({line.at(i - 1) - center, line.at(i) - center});
    }
    m_top = -m_height / 2;
}

double LabelRoom::widthBetween(double top, double bottom) const
{
    double left = -qInf();
    double right = qInf();
    for (const QLineF &line : m_lines) {
        const auto range = rangeBetween(line.p1(), line.p2(), top, bottom);
        if (!range)
            continue;
        if (range->second <= 0)
            left = std::max(left, range->second);
        else if (range->first >= 0)
            right = std::min(right, range->first);
        else
            return 0; // right through the middle
    }
    const double half = std::min(-left, right);
    return std::isfinite(half) ? std::max(0.0, 2 * (half - m_padding)) : 0;
}

QList<LabelRoom::Band> LabelRoom::bands(double height) const
{
    constexpr int steps = 24;
    QList<Band> found;
    const double room = m_height - height - 2 * gap;
    if (room < 0 || !std::isfinite(room))
        return found;
    for (int i = 0; i <= steps; ++i) {
        const double top = m_top + gap + room * i / steps;
        found.append({top, widthBetween(top - gap, top + height + gap)});
    }
    return found;
}

double LabelRoom::widthFor(double height) const
{
    double widest = 0;
    for (const Band &band : bands(height))
        widest = std::max(widest, band.width);
    return widest;
}

double LabelRoom::heightFor(double width) const
{
    constexpr int halvings = 14;
    double fits = 0;
    double tooHigh = m_height;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (fits + tooHigh) / 2;
        (widthFor(middle) >= width ? fits : tooHigh) = middle;
    }
    return fits;
}

QRectF LabelRoom::place(const QSizeF &size, VAlign valign) const
{
    constexpr double rounding = 1e-6;
    QList<double> tops;
    for (const Band &band : bands(size.height())) {
        if (band.width + rounding >= size.width())
            tops.append(band.top);
    }
    if (tops.isEmpty()) {
        const double high = heightFor(size.width());
        if (high <= 0 || high >= size.height())
            return {-size.width() / 2, 0, size.width(), 0};
        const QRectF inner = place({size.width(), high}, valign);
        return {inner.x(), inner.y(), size.width(), high};
    }
    const double top = valign == VAlign::Top      ? tops.constFirst()
                       : valign == VAlign::Bottom ? tops.constLast()
                                                  : (tops.constFirst() + tops.constLast()) / 2;
    return {QPointF(-size.width() / 2, top), size};
}

} // namespace sketchroom
