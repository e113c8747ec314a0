#pragma once

#include "app/editing/transform.h"

#include <QLineF>
#include <QList>

namespace sketchroom {

class Document;

/// The frame around the selected shapes with the handles to drag them by: the shape's own box, rotated with it, where
/// one is selected; the upright bounds of several; the ends and the middle of a line with two points or
/// three.
class SelectionFrame final
{
public:
    /// Nothing for an empty list. Where all is locked the one handle is the padlock.
    static std::optional<SelectionFrame> around(const Document &document, const QList<ShapeRef> &shapes);

    const Box &box() const { return m_box; }
    bool isLine() const { return m_isLine; }
    /// The handles that are there at this scale; those of the sides only where there is room for them.
    QList<Handle> handles(double pixelsPerUnit) const;
    /// Where a handle stands, in the scene.
    QPointF position(Handle handle, double pixelsPerUnit) const;
    /// The corners of the frame as drawn, a little outside the box.
    QList<QPointF> outline(double pixelsPerUnit) const;
    /// The handle that a pointer at `scene` would take.
    std::optional<Handle> handleAt(QPointF scene, double pixelsPerUnit) const;
    /// Which way a drag of the handle goes, for its cursor: degrees clockwise from the right.
    double direction(Handle handle) const;

private:
    bool hasRoomForMiddle(double pixelsPerUnit) const;
    QRectF padded(double pixelsPerUnit) const;

    Box m_box;
    QPointF m_start;
    QPointF m_middle;
    QLineF m_middleWay; ///< where its handle stands, and whither it gives way to a label
    QPointF m_end;
    bool m_isLine = false;
    bool m_hasHandles = true;
};

} // namespace sketchroom
