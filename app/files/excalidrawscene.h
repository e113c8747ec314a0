#pragma once

// Private to the Excalidraw reader.

#include "app/files/excalidrawelement.h"
#include "common/base/random.h"

#include <QHash>
#include <QSet>

namespace sketchroom {

/// Turns elements that refer to each other into shapes with ids of ours: what is attached, framed, grouped or labelled
/// stays so. Several drawings can be taken in one after the other (the items of a library), each with ids of its own.
class ExcalidrawScene final
{
public:
    explicit ExcalidrawScene(Random &random)
        : m_random(random)
    {
    }

    /// The shapes of a drawing, in its order, without z. References that lead nowhere are dropped.
    QList<Shape> take(QList<ExcalidrawElement> elements);
    QByteArray newId();

private:
    using Ids = QHash<QByteArray, QByteArray>; ///< of the file → ours
    using Places = QHash<QByteArray, qsizetype>;

    QByteArray uniqueId(const QByteArray &wanted);
    void giveIds(QList<ExcalidrawElement> &elements);
    void renameGroups(QList<ExcalidrawElement> &elements);
    void attach(ExcalidrawElement &arrow, const QList<ExcalidrawElement> &elements) const;
    bool mergeLabel(ExcalidrawElement &label, QList<ExcalidrawElement> &elements);

    Random &m_random;
    QSet<QByteArray> m_used; ///< ids of shapes and groups
    Places m_places;         ///< where in the drawing an id of the file stands
};

} // namespace sketchroom
