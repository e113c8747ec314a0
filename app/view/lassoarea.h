#pragma once

#include "common/model/shape.h"

#include <QPointF>
#include <QRectF>

#include <array>

namespace sketchroom {

/// What a line drawn by hand goes around, closed by a straight line from its end to its beginning. Where it crosses
/// itself, what it goes around twice is outside. A coarse grid tells at once of most things whether they are in it, so
/// that it can be asked about tens of thousands of shapes while it is drawn.
class LassoArea final
{
public:
    /// In scene units. Fewer than three points go around nothing.
    explicit LassoArea(const QList<QPointF> &way);

    const QRectF &bounds() const { return m_bounds; }
    bool contains(QPointF point) const;
    /// Whether the rectangle is known to lie within, or outside; false says nothing.
    bool surelyContains(const QRectF &rect) const;
    bool surelyMisses(const QRectF &rect) const;
    /// Whether the shape's outline lies within whole.
    bool contains(const Shape &shape) const;

private:
    static constexpr int cells = 128; ///< each way
    struct Cell
    {
        int x = 0;
        int y = 0;
    };
    /// How many cells of a sort lie above and left of each corner of the grid.
    class Counts final
    {
    public:
        void set(Cell cell, bool counts);
        int within(Cell first, Cell last) const;

    private:
        int at(int column, int row) const { return m_counts[size_t(row) * (cells + 1) + size_t(column)]; }
        std::array<int, size_t(cells + 1) * (cells + 1)> m_counts{};
    };
    using Edges = std::array<bool, size_t(cells) * cells>;

    Cell cellAt(QPointF point) const;
    Edges cellsOnTheWay() const;
    void sortIntoRows();
    QList<double> crossingsAt(double y) const;
    bool crosses(QPointF from, QPointF to) const;

    QList<QPointF> m_way;
    QRectF m_bounds;
    std::array<QList<qsizetype>, size_t(cells)> m_inRow; ///< which pieces of the way a row of cells holds some of
    Counts m_notInside;                                  ///< cells that are not inside whole
    Counts m_notOutside;                                 ///< cells that are not outside whole
};

} // namespace sketchroom
