#pragma once

#include <QList>
#include <QPointF>

namespace sketchroom {

/// A line of straight and curved pieces, in scene units, without a screen.
class OutlinePath final
{
public:
    /// A cubic Bézier curve, or a straight line, from the end of the piece before.
    struct Piece
    {
        bool isCurve = false;
        QPointF control1; ///< of a curve
        QPointF control2;
        QPointF to;
    };

    explicit OutlinePath(QPointF start)
        : m_start(start)
    {
    }
    void lineTo(QPointF to) { m_pieces.append({false, {}, {}, to}); }
    void curveTo(QPointF control1, QPointF control2, QPointF to) { m_pieces.append({true, control1, control2, to}); }
    /// A quarter of an ellipse whose tangents meet in `corner`.
    void quarterTo(QPointF corner, QPointF to);
    void close() { lineTo(m_start); }

    QPointF start() const { return m_start; }
    const QList<Piece> &pieces() const { return m_pieces; }
    /// In straight pieces, so fine that they look curved where a scene unit is so many pixels. Begins with start().
    QList<QPointF> points(double pixelsPerUnit = 1) const;

    /// A closed polygon whose corners are rounded, but never by more than half of a side.
    static OutlinePath polygon(const QList<QPointF> &corners, double radius);

private:
    QPointF m_start;
    QList<Piece> m_pieces;
};

/// Appends a cubic Bézier curve from the last of `points`, in straight pieces.
void appendCurve(QList<QPointF> &points, QPointF control1, QPointF control2, QPointF to, double pixelsPerUnit = 1);

} // namespace sketchroom
