#include "app/view/spatialindex.h"

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

} // namespace

bool touches(const QRectF &a, const QRectF &b)
{
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

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

QRectF SpatialIndex::bounds(const std::function<QRectF(const Shape &)> &exact) const
{
    QRectF all;
    for (const std::shared_ptr<Entry> &entry : m_entries) {
        if (!all.contains(entry->bounds))
            all |= exact(*entry->shape);
    }
    return all;
}

/// Calls `visit` with each entry that touches the area, once, until it returns false; returns whether it never did.
template <class Visit>
bool SpatialIndex::visit(const QRectF &area, Visit visit) const
{
    for (size_t i = 0; i < m_levels.size(); ++i) {
        const Level &level = m_levels[i];
        const Cells asked = cellsAt(int(i), area);
        const double size = cellSize(int(i));
        const auto visitCell = [&](const Cell &cell, qint32 x, qint32 y) {
            return std::all_of(cell.begin(), cell.end(), [&](const Entry *entry) {
                // A shape in several of the cells is reported by the first of them only.
                const bool first = std::max(cellAt(entry->bounds.left(), size), asked.left) == x &&
                                   std::max(cellAt(entry->bounds.top(), size), asked.top) == y;
                return !first || !touches(entry->bounds, area) || visit(*entry);
            });
        };
        const double askedCount = (double(asked.right) - asked.left + 1) * (double(asked.bottom) - asked.top + 1);
        if (askedCount > double(level.size())) {
            // Zoomed out, most of the cells asked for are empty: walk those that are not.
            for (auto it = level.cbegin(); it != level.cend(); ++it) {
                const auto x = qint32(it.key() >> 32);
                const auto y = qint32(quint32(it.key()));
                const bool within = x >= asked.left && x <= asked.right && y >= asked.top && y <= asked.bottom;
                if (within && !visitCell(*it, x, y))
                    return false;
            }
            continue;
        }
        for (qint32 x = asked.left; x <= asked.right; ++x) {
            for (qint32 y = asked.top; y <= asked.bottom; ++y) {
                const auto cell = level.constFind(key(x, y));
                if (cell != level.cend() && !visitCell(*cell, x, y))
                    return false;
            }
        }
    }
    return true;
}

QList<ShapeRef> SpatialIndex::query(const QRectF &area) const
{
    QList<ShapeRef> found;
    visit(area, [&](const Entry &entry) {
        found.append(entry.shape);
        return true;
    });
    return found;
}

QList<ShapeRef> SpatialIndex::query(const QRectF &area, const Wanted &wanted) const
{
    QList<ShapeRef> found;
    visit(area, [&](const Entry &entry) {
        if (wanted(entry.shape, entry.bounds))
            found.append(entry.shape);
        return true;
    });
    return found;
}

qsizetype SpatialIndex::count(const QRectF &area, qsizetype most) const
{
    qsizetype found = 0;
    visit(area, [&](const Entry &) { return ++found < most; });
    return found;
}

bool SpatialIndex::touchesAny(const QRectF &area) const
{
    return !visit(area, [](const Entry &) { return false; });
}

} // namespace sketchroom
