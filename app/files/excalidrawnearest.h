#pragma once

// Private to the Excalidraw writer.

#include "app/files/excalidrawkept.h"
#include "common/model/attachment.h"

#include <QSet>
#include <QStringList>

namespace sketchroom {

/// A shape of a kind that Excalidraw has, with what it says of others still in our words.
struct ExcalidrawPart
{
    Shape shape;           ///< a text, line, … by itself: labels are parts of their own
    ShapeId container;     ///< whose label this text is
    QString shown;         ///< a text as it is broken into lines; without, as it is typed
    QString typed;         ///< a text before it is broken
    QByteArray index;      ///< wanted; empty: any
    KeptElement kept;      ///< what the file had that the shape comes from
    bool polygon = false;  ///< a line that is an area
    bool embedded = false; ///< a rectangle that shows another page; its text is the address
};

/// What the drawing loses on its way, to be told in sentences.
struct ExcalidrawLosses
{
    int polygons = 0; ///< closed kinds that become lines
    int notes = 0;
    int unknownKinds = 0;
    int papers = 0; ///< texts whose background becomes a rectangle
    int arrowFills = 0;
    int frameFills = 0;
    int turnedFrames = 0;
    int corners = 0;
    int tooLong = 0;
    int invisible = 0;
    int unattached = 0;
    int images = 0;
    QStringList fonts; ///< families that Excalidraw does not have

    QStringList sentences() const;
};

/// Turns shapes into the nearest that Excalidraw has. Bottom first, as they come.
class ExcalidrawNearest final
{
public:
    /// Attached arrows end where the shapes are that `find` gives.
    ExcalidrawNearest(const QList<ShapeRef> &shapes, const FindShape &find);

    QList<ExcalidrawPart> parts() && { return std::move(m_parts); }
    ExcalidrawLosses losses() const { return m_losses; }

private:
    void tieLabels(const QList<ShapeRef> &shapes);
    void add(const Shape &shape);
    void addClosed(const Shape &shape, const KeptElement &kept);
    void addPolygon(const Shape &shape);
    void addLooseLabel(const Shape &shape, const QList<QByteArray> &groups);
    void addText(const Shape &shape, KeptElement kept);
    void addLinear(const Shape &shape, const KeptElement &kept);
    void addFrame(const Shape &shape, KeptElement kept);
    void addLabel(const Shape &container, const KeptElement &kept);
    void addPart(ExcalidrawPart part);
    QByteArray freshId(const QByteArray &of, QByteArrayView ending);
    void countLooks(const Shape &shape);

    QList<ExcalidrawPart> m_parts;
    ExcalidrawLosses m_losses;
    QSet<QByteArray> m_taken;             ///< ids of shapes and groups
    QHash<ShapeId, ShapeId> m_containers; ///< of texts that a file had as labels, and that are still grouped with it
    QHash<ShapeId, QByteArray> m_labelGroups; ///< the groups that tie them, which Excalidraw does not need
};

} // namespace sketchroom
