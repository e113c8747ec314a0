#pragma once

#include "app/render/geometrycache.h"
#include "app/view/spatialindex.h"
#include "common/model/document.h"

#include <QSet>

namespace sketchroom {

class LassoArea;

/// The document as it is shown: attached arrows where they follow to, hidden shapes left out, everything in an index.
/// Shapes that are lifted are not in the index, from which tiles are painted, but all else finds them. It tells which
/// areas a change makes wrong. No screen in here.
class BoardPicture final
{
public:
    /// What a change has made wrong.
    struct Spoilt
    {
        QList<QRectF> tiles; ///< areas of what is in the index
        QList<QRectF> live;  ///< areas of what is lifted
        QList<QRectF> gone;  ///< areas of what is in the index no more: nothing painted over the tiles could hide it
        QSet<ShapeId> shapes;
    };

    explicit BoardPicture(const Document &document)
        : m_document(document)
    {
        reset();
    }

    /// Looks at the document anew.
    void reset();
    /// The document has changed so.
    Spoilt apply(const ChangeSet &changes);
    Spoilt setHidden(const QSet<ShapeId> &ids);
    /// Of these strokes only the first so many numbers of their points are shown, of all others all.
    Spoilt showFirst(const QHash<ShapeId, qsizetype> &numbers);
    /// Whether the shape is shown as the document has it.
    bool isShownAsIs(const Shape &shape) const { return !shape.from && !shape.to && !m_growing.contains(shape.id); }
    /// Takes these shapes, as far as they are shown, out of the index until they land. Returns the areas of the index
    /// that have changed; the same for land().
    QList<QRectF> lift(const QSet<ShapeId> &ids);
    QList<QRectF> land();
    const QHash<ShapeId, ShapeRef> &lifted() const { return m_lifted; }

    /// The shapes in an area as they are shown, bottom first.
    QList<ShapeRef> shown(const QRectF &area) const;
    /// The shapes that lie in an area whole, as they are shown; in no order.
    QList<ShapeRef> inside(const QRectF &area) const;
    QList<ShapeRef> inside(const LassoArea &area) const;
    /// Null for one that is not shown.
    ShapeRef shown(const ShapeId &id) const;
    const SpatialIndex &index() const { return m_index; }
    GeometryCache &geometry() { return m_geometry; }

private:
    ShapeRef asShown(const ShapeRef &stored) const;
    void refresh(const ShapeId &id, Spoilt &spoilt);
    QList<QRectF> replace(const ShapeRef &before, const ShapeRef &after, const QRectF &boundsBefore,
                          const QRectF &bounds);
    void attach(const Shape &arrow);
    void detach(const Shape &arrow);

    const Document &m_document;
    SpatialIndex m_index;
    GeometryCache m_geometry;
    QSet<ShapeId> m_hidden;
    QHash<ShapeId, qsizetype> m_growing;
    QHash<ShapeId, ShapeRef> m_lifted;
    QHash<ShapeId, QSet<ShapeId>> m_attached; ///< the arrows at a shape
};

/// Whether anything of the shape lies in the area.
bool reaches(const Shape &shape, const QRectF &area);
/// Bounds that surely hold all that is painted of the shape, without measuring its text.
QRectF roomyBounds(const Shape &shape);

} // namespace sketchroom
