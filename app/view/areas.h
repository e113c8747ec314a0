#pragma once

#include <QList>
#include <QRect>

namespace sketchroom {

/// Some rectangles that do not overlap, in place of one around them all, which may be many times as large. No more
/// than a dozen: what is added to those is joined with the one that grows least by it.
class Areas final
{
public:
    Areas() = default;
    explicit Areas(const QRect &area) { add(area); }

    /// An empty one adds nothing.
    void add(QRect area);
    void clear() { m_rects.clear(); }
    bool isEmpty() const { return m_rects.isEmpty(); }
    const QList<QRect> &rects() const { return m_rects; }
    QRect bounds() const;

private:
    QList<QRect> m_rects;
};

} // namespace sketchroom
