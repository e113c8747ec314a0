#pragma once

#include "app/canvas/geometrycache.h"
#include "app/canvas/spatialindex.h"
#include "common/model/document.h"

#include <QSet>

namespace sketchroom {

/// The document as it is shown: attached arrows where they follow to, hidden shapes left out, everything in an index.
/// It tells which areas a change makes wrong. No screen in here.
class BoardPicture final
{
public:
    explicit BoardPicture(const Document &document)
        : m_document(document)
    {
        reset();
    }

    /// Looks at the document anew.
    void reset();
    /// The document has changed so; returns the areas that are to be painted again.
    QList<QRectF> apply(const ChangeSet &changes);
    QList<QRectF> setHidden(const QSet<ShapeId> &ids);

    /// The shapes in an area as they are shown, bottom first.
    QList<ShapeRef> shown(const QRectF &area) const;
    /// Null for one that is not shown.
    ShapeRef shown(const ShapeId &id) const { return m_index.find(id); }
    const SpatialIndex &index() const { return m_index; }
    GeometryCache &geometry() { return m_geometry; }

private:
    void refresh(const ShapeId &id, QList<QRectF> &dirty);
    void replace(const ShapeRef &before, const ShapeRef &after, const QRectF &bounds, QList<QRectF> &dirty);
    void attach(const Shape &arrow);
    void detach(const Shape &arrow);

    const Document &m_document;
    SpatialIndex m_index;
    GeometryCache m_geometry;
    QSet<ShapeId> m_hidden;
    QHash<ShapeId, QSet<ShapeId>> m_attached; ///< the arrows at a shape
};

/// Whether anything of the shape lies in the area.
bool reaches(const Shape &shape, const QRectF &area);
/// Bounds that surely hold all that is painted of the shape, without measuring its text.
QRectF roomyBounds(const Shape &shape);

} // namespace sketchroom
