#include "app/view/areas.h"

#include <algorithm>
#include <numeric>

namespace sketchroom {

namespace {

constexpr qsizetype mostRects = 12;

qint64 sizeOf(const QRect &rect)
{
    return qint64(rect.width()) * rect.height();
}

} // namespace

void Areas::add(QRect area)
{
    if (area.isEmpty())
        return;
    // What it overlaps becomes part of it, and it may overlap others then.
    const auto overlaps = [&](const QRect &rect) { return rect.intersects(area); };
    for (auto found = std::find_if(m_rects.begin(), m_rects.end(), overlaps); found != m_rects.end();
         found = std::find_if(m_rects.begin(), m_rects.end(), overlaps)) {
        if (found->contains(area))
            return;
        area |= *found;
        m_rects.erase(found);
    }
    if (m_rects.size() < mostRects) {
        m_rects.append(area);
        return;
    }
    const auto growth = [&](const QRect &rect) { return sizeOf(rect | area) - sizeOf(rect); };
    const auto nearest = std::min_element(m_rects.begin(), m_rects.end(),
                                          [&](const QRect &a, const QRect &b) { return growth(a) < growth(b); });
    const QRect joined = *nearest | area;
    m_rects.erase(nearest);
    add(joined);
}

QRect Areas::bounds() const
{
    return std::accumulate(m_rects.begin(), m_rects.end(), QRect(), std::bit_or<QRect>());
}

} // namespace sketchroom
