#include "app/canvas/spatialindex.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double baseCell = 256; // scene units
// Each level's cells are this many times as large as those below.
constexpr int growth = 4;
// Enough for any box that the protocol allows.
constexpr int levelCount = 16;

double cellSize(int level)
{
    return baseCell * std::pow(growth, level);
}

qint32 cellAt(double position, double size)
{
    constexpr double limit = 1 << 30;
    return qint32(std::clamp(std::floor(position / size), -limit, limit));
}

bool touches(const QRectF &a, const QRectF &b)
{
    // Unlike QRectF::intersects, also for rectangles without width or height: a straight line has such bounds.
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

} // namespace

SpatialIndex::Cells SpatialIndex::cellsAt(int level, const QRectF &area)
{
    const double size = cellSize(level);
    return {level, cellAt(area.left(), size), cellAt(area.top(), size), cellAt(area.right(), size),
            cellAt(area.bottom(), size)};
}

SpatialIndex::Cells SpatialIndex::cellsOf(const QRectF &bounds)
{
    const double extent = std::max(bounds.width(), bounds.height());
    int level = 0;
    while (level < levelCount - 1 && cellSize(level) < extent)
        ++level;
    return cellsAt(level, bounds);
}

void SpatialIndex::set(const ShapeRef &shape, const QRectF &bounds)
{
    std::shared_ptr<Entry> &entry = m_entries[shape->id];
    const Cells cells = cellsOf(bounds);
    if (entry && cellsOf(entry->bounds) == cells) {
        *entry = {shape, bounds};
        return;
    }
    if (entry)
        unlink(entry.get());
    entry = std::make_shared<Entry>(Entry{shape, bounds});
    if (qsizetype(m_levels.size()) <= cells.level)
        m_levels.resize(size_t(cells.level) + 1);
    Level &level = m_levels[size_t(cells.level)];
    for (qint32 x = cells.left; x <= cells.right; ++x) {
        for (qint32 y = cells.top; y <= cells.bottom; ++y)
            level[key(x, y)].append(entry.get());
    }
}

bool SpatialIndex::remove(const ShapeId &id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return false;
    unlink(found->get());
    m_entries.erase(found);
    return true;
}

void SpatialIndex::unlink(const Entry *entry)
{
    const Cells cells = cellsOf(entry->bounds);
    Level &level = m_levels[size_t(cells.level)];
    for (qint32 x = cells.left; x <= cells.right; ++x) {
        for (qint32 y = cells.top; y <= cells.bottom; ++y) {
            const auto cell = level.find(key(x, y));
            cell->removeOne(entry);
            if (cell->isEmpty())
                level.erase(cell);
        }
    }
}

void SpatialIndex::clear()
{
    m_levels.clear();
    m_entries.clear();
}

ShapeRef SpatialIndex::find(const ShapeId &id) const
{
    const auto found = m_entries.constFind(id);
    return found == m_entries.cend() ? ShapeRef() : (*found)->shape;
}

QRectF SpatialIndex::boundsOf(const ShapeId &id) const
{
    const auto found = m_entries.constFind(id);
    return found == m_entries.cend() ? QRectF() : (*found)->bounds;
}

QRectF SpatialIndex::bounds() const
{
    QRectF all;
    for (const std::shared_ptr<Entry> &entry : m_entries)
        all = all.isNull() ? entry->bounds : all | entry->bounds;
    return all;
}

QList<ShapeRef> SpatialIndex::query(const QRectF &area) const
{
    QList<ShapeRef> found;
    for (size_t i = 0; i < m_levels.size(); ++i) {
        const Level &level = m_levels[i];
        const Cells asked = cellsAt(int(i), area);
        const double askedCount = (double(asked.right) - asked.left + 1) * (double(asked.bottom) - asked.top + 1);
        if (askedCount > double(level.size())) {
            // Zoomed out, most of the cells asked for are empty: walk those that are not.
            for (auto it = level.cbegin(); it != level.cend(); ++it)
                collect(it.value(), qint32(it.key() >> 32), qint32(quint32(it.key())), asked, area, found);
            continue;
        }
        for (qint32 x = asked.left; x <= asked.right; ++x) {
            for (qint32 y = asked.top; y <= asked.bottom; ++y) {
                const auto cell = level.constFind(key(x, y));
                if (cell != level.cend())
                    collect(*cell, x, y, asked, area, found);
            }
        }
    }
    return found;
}

void SpatialIndex::collect(const Cell &cell, qint32 x, qint32 y, const Cells &asked, const QRectF &area,
                           QList<ShapeRef> &found) const
{
    if (x < asked.left || x > asked.right || y < asked.top || y > asked.bottom)
        return;
    const double size = cellSize(asked.level);
    for (const Entry *entry : cell) {
        // A shape in several of the cells is reported by the first of them only.
        const bool first = std::max(cellAt(entry->bounds.left(), size), asked.left) == x &&
                           std::max(cellAt(entry->bounds.top(), size), asked.top) == y;
        if (first && touches(entry->bounds, area))
            found.append(entry->shape);
    }
}

} // namespace sketchroom
