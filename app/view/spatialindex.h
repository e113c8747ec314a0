#pragma once

#include "common/model/shape.h"

#include <QHash>
#include <QRectF>

#include <functional>

namespace sketchroom {

/// Whether the two have a point in common; unlike QRectF::intersects(), also for rectangles without width or height,
/// such as the bounds of a straight line.
bool touches(const QRectF &a, const QRectF &b);

/// What stands where: a pyramid of grids. Each shape is in the level whose cells are at least as large as it is, and
/// so in four cells at most; setting and removing cost the same on any board.
class SpatialIndex final
{
public:
    /// Puts the shape where it now is; one with the same id is replaced. `bounds` must be finite.
    void set(const ShapeRef &shape, const QRectF &bounds);
    /// Returns whether it was there.
    bool remove(const ShapeId &id);
    void clear();
    void reserve(qsizetype shapes) { m_entries.reserve(shapes); }

    qsizetype size() const { return m_entries.size(); }
    /// Null when there is no such shape.
    ShapeRef find(const ShapeId &id) const;
    /// An empty rectangle when there is no such shape.
    QRectF boundsOf(const ShapeId &id) const;
    /// The bounds of everything; recomputed on each call.
    QRectF bounds() const;
    /// The same, where those that were given are larger than need be: those that reach out are asked for `exact` ones.
    QRectF bounds(const std::function<QRectF(const Shape &)> &exact) const;
    /// The shapes whose bounds touch `area`, each once, in no order.
    QList<ShapeRef> query(const QRectF &area) const;
    /// The same, without those that `wanted` says no to; it is given the shape and its bounds.
    using Wanted = std::function<bool(const ShapeRef &, const QRectF &)>;
    QList<ShapeRef> query(const QRectF &area, const Wanted &wanted) const;
    /// How many query() would find, or `most`, whichever is less.
    qsizetype count(const QRectF &area, qsizetype most) const;
    /// Whether query() would find any.
    bool touchesAny(const QRectF &area) const;

private:
    struct Entry
    {
        ShapeRef shape;
        QRectF bounds;
    };
    struct Cells
    {
        int level = 0;
        qint32 left = 0;
        qint32 top = 0;
        qint32 right = 0;
        qint32 bottom = 0;
        bool operator==(const Cells &) const = default;
    };
    using Cell = QList<const Entry *>;
    using Level = QHash<quint64, Cell>;

    static Cells cellsOf(const QRectF &bounds);
    static Cells cellsAt(int level, const QRectF &area);
    static quint64 key(qint32 x, qint32 y) { return (quint64(quint32(x)) << 32) | quint32(y); }
    void unlink(const Entry *entry);
    template <class Visit>
    bool visit(const QRectF &area, Visit visit) const;

    QHash<ShapeId, std::shared_ptr<Entry>> m_entries;
    std::vector<Level> m_levels;
};

} // namespace sketchroom
