#pragma once

#include "app/render/coverage.h"
#include "app/render/shapegeometry.h"

namespace sketchroom {

/// Polygons, compact: what paths and their strokes come to at some accuracy.
class FlatPath final
{
public:
    FlatPath() = default;
    /// `pixelsPerUnit`: up to which size the curves look round.
    FlatPath(const QPainterPath &path, double pixelsPerUnit);

    bool isEmpty() const { return m_ends.empty(); }
    Coverage::Rule rule() const { return m_rule; }
    void addTo(Coverage &coverage, const QTransform &transform) const;
    qsizetype bytes() const;

private:
    std::vector<float> m_numbers; ///< x, y a point
    std::vector<int> m_ends;      ///< of each polygon, in points
    Coverage::Rule m_rule = Coverage::Rule::Winding;
};
using FlatPathRef = std::shared_ptr<const FlatPath>;

/// What a shape is painted from on a tile: its geometry with all curves and strokes turned into polygons. Immutable and
/// shared, also between threads; coordinates as in ShapeGeometry.
struct FlatShape
{
    int detail = 1; ///< good up to so many pixels a scene unit
    FlatPath area;
    FlatPath hatch;
    FlatPath outline;
    FlatPath marks;
    FlatPath solid;
    FlatPath solidEdge;
    struct InkPiece
    {
        InkOutline::PieceRef piece;
        FlatPathRef path;
    };
    QList<InkPiece> ink;
    QPointF inkOffset;
    TextBlock text;
    QRectF textArea;
    qsizetype bytes = 0;
};
using FlatRef = std::shared_ptr<const FlatShape>;

/// The detail that is needed at so many pixels a scene unit.
int detailFor(double pixelsPerUnit);
/// `previous` may hold the same ink before points were appended, which lends the pieces that stay as they are.
FlatRef flattened(const Shape &shape, const ShapeGeometry &geometry, int detail, const FlatShape *previous = nullptr);

} // namespace sketchroom
