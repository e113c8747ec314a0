#include "app/view/lassoarea.h"

#include "common/model/geometry.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

double crossProduct(QPointF a, QPointF b)
{
    return a.x() * b.y() - a.y() * b.x();
}

/// Whether two pieces of line have a point in common that is an end of neither.
bool intersect(QPointF a, QPointF b, QPointF c, QPointF d)
{
    const auto side = [](QPointF from, QPointF to, QPointF point) { return crossProduct(to - from, point - from); };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// The outline, with the corners that a box has where they are rounded.
QList<QPointF> roughOutline(const Shape &shape)
{
    if (!info(shape.kind).fillsBox)
        return outlineOf(shape);
    const std::array<QPointF, 4> corners = cornersOf(shape.box);
    return {corners[0], corners[1], corners[2], corners[3], corners[0]};
}

} // namespace

void LassoArea::Counts::set(Cell cell, bool counts)
{
    m_counts[size_t(cell.y + 1) * (cells + 1) + size_t(cell.x + 1)] =
        at(cell.x, cell.y + 1) + at(cell.x + 1, cell.y) - at(cell.x, cell.y) + (counts ? 1 : 0);
}

int LassoArea::Counts::within(Cell first, Cell last) const
{
    return at(last.x + 1, last.y + 1) - at(first.x, last.y + 1) - at(last.x + 1, first.y) + at(first.x, first.y);
}

LassoArea::LassoArea(const QList<QPointF> &way)
    : m_way(way)
    , m_bounds(QPolygonF(way).boundingRect())
{
    if (m_way.size() < 3 || m_bounds.isEmpty()) {
        m_way.clear();
        m_bounds = {};
        return;
    }
    m_way.append(m_way.constFirst());
    sortIntoRows();
    const Edges edges = cellsOnTheWay();
    for (int y = 0; y < cells; ++y) {
        const QList<double> crossings = crossingsAt(m_bounds.top() + (y + 0.5) / cells * m_bounds.height());
        for (int x = 0; x < cells; ++x) {
            const bool onEdge = edges[size_t(y) * cells + size_t(x)];
            const double center = m_bounds.left() + (x + 0.5) / cells * m_bounds.width();
            const auto left = std::upper_bound(crossings.begin(), crossings.end(), center) - crossings.begin();
            const bool inside = left % 2 == 1;
            m_notInside.set({x, y}, onEdge || !inside);
            m_notOutside.set({x, y}, onEdge || inside);
        }
    }
}

LassoArea::Cell LassoArea::cellAt(QPointF point) const
{
    const auto index = [](double place, double extent) {
        return std::clamp(int(std::floor(place / extent * cells)), 0, cells - 1);
    };
    return {index(point.x() - m_bounds.left(), m_bounds.width()), index(point.y() - m_bounds.top(), m_bounds.height())};
}

void LassoArea::sortIntoRows()
{
    for (qsizetype i = 1; i < m_way.size(); ++i) {
        const int a = cellAt(m_way.at(i - 1)).y;
        const int b = cellAt(m_way.at(i)).y;
        for (int row = std::min(a, b); row <= std::max(a, b); ++row)
            m_inRow[size_t(row)].append(i);
    }
}

/// The cells that the way may touch.
LassoArea::Edges LassoArea::cellsOnTheWay() const
{
    Edges edges{};
    for (qsizetype i = 1; i < m_way.size(); ++i) {
        const QPointF from = m_way.at(i - 1);
        const QPointF way = m_way.at(i) - from;
        const double passed =
            std::max(std::abs(way.x()) / m_bounds.width(), std::abs(way.y()) / m_bounds.height()) * cells;
        // In steps no longer than a cell, which touch nothing but what lies between the cells of their ends.
        const int steps = int(passed) + 1;
        for (int step = 0; step < steps; ++step) {
            const Cell a = cellAt(from + way * (double(step) / steps));
            const Cell b = cellAt(from + way * (double(step + 1) / steps));
            for (int x = std::min(a.x, b.x); x <= std::max(a.x, b.x); ++x) {
                for (int y = std::min(a.y, b.y); y <= std::max(a.y, b.y); ++y)
                    edges[size_t(y) * cells + size_t(x)] = true;
            }
        }
    }
    return edges;
}

/// Where the way crosses a level line, from the left: between every other two of these is inside.
QList<double> LassoArea::crossingsAt(double y) const
{
    QList<double> crossings;
    for (const qsizetype i : m_inRow[size_t(cellAt({m_bounds.left(), y}).y)]) {
        const QPointF a = m_way.at(i - 1);
        const QPointF b = m_way.at(i);
        if ((a.y() <= y) != (b.y() <= y))
            crossings.append(a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x()));
    }
    std::sort(crossings.begin(), crossings.end());
    return crossings;
}

bool LassoArea::surelyContains(const QRectF &rect) const
{
    const bool within = rect.left() >= m_bounds.left() && rect.right() <= m_bounds.right() &&
                        rect.top() >= m_bounds.top() && rect.bottom() <= m_bounds.bottom();
    return !m_way.isEmpty() && within && m_notInside.within(cellAt(rect.topLeft()), cellAt(rect.bottomRight())) == 0;
}

bool LassoArea::surelyMisses(const QRectF &rect) const
{
    return m_way.isEmpty() || m_notOutside.within(cellAt(rect.topLeft()), cellAt(rect.bottomRight())) == 0;
}

bool LassoArea::contains(QPointF point) const
{
    if (m_way.isEmpty() || point.y() < m_bounds.top() || point.y() > m_bounds.bottom())
        return false;
    const QList<double> crossings = crossingsAt(point.y());
    return std::count_if(crossings.begin(), crossings.end(), [&](double x) { return x > point.x(); }) % 2 == 1;
}

/// Whether a line between two points within the bounds crosses the way.
bool LassoArea::crosses(QPointF from, QPointF to) const
{
    if (surelyContains(QRectF(from, to).normalized()))
        return false;
    const int a = cellAt(from).y;
    const int b = cellAt(to).y;
    for (int row = std::min(a, b); row <= std::max(a, b); ++row) {
        const QList<qsizetype> &pieces = m_inRow[size_t(row)];
        if (std::any_of(pieces.begin(), pieces.end(),
                        [&](qsizetype i) { return intersect(from, to, m_way.at(i - 1), m_way.at(i)); }))
            return true;
    }
    return false;
}

bool LassoArea::contains(const Shape &shape) const
{
    if (!isInside(shape, m_bounds))
        return false;
    const QList<QPointF> outline = roughOutline(shape);
    if (outline.isEmpty() || !contains(outline.constFirst()))
        return false;
    for (qsizetype i = 1; i < outline.size(); ++i) {
        if (crosses(outline.at(i - 1), outline.at(i)))
            return false;
    }
    return true;
}

} // namespace sketchroom
