#pragma once

#include "app/canvas/shapegeometry.h"

#include <QHash>

#include <mutex>

namespace sketchroom {

/// Geometry by shape, bounded in memory. Usable from any thread.
class GeometryCache final
{
public:
    explicit GeometryCache(qsizetype budgetBytes = 64 << 20)
        : m_budget(budgetBytes)
    {
    }

    /// Made now, unless it is known.
    GeometryRef get(const ShapeRef &shape);
    /// `after` takes the place of `before`, and over its geometry as far as that is the same.
    void replace(const ShapeRef &before, const ShapeRef &after);
    void remove(const ShapeRef &shape);
    void clear();
    qsizetype bytes() const;

private:
    struct Entry
    {
        ShapeRef shape; ///< keeps the key's address from being used again
        GeometryRef geometry;
        GeometryRef previous; ///< of the ink before points were appended; until geometry is made
        qsizetype bytes = 0;
        quint64 used = 0;
    };
    void insert(const ShapeRef &shape, GeometryRef geometry, GeometryRef previous);
    Entry take(const Shape *shape);
    void trim();

    mutable std::mutex m_mutex;
    QHash<const Shape *, Entry> m_entries;
    qsizetype m_budget;
    qsizetype m_bytes = 0;
    quint64 m_clock = 0;
};

} // namespace sketchroom
