#pragma once

#include "common/model/document.h"

#include <QHash>

namespace sketchroom {

/// The strokes of others as they were drawn: points that arrive some at a time, as from a client that sends 30 times a
/// second, are shown one after the other until the next should arrive. A stroke is never behind for longer than that
/// pause, at most 50 ms. Pure: it is handed the time.
class InkPlayback final
{
public:
    /// `self`: whose strokes are shown as they are.
    explicit InkPlayback(ClientId self)
        : m_self(std::move(self))
    {
    }

    /// The board has changed so. `nowMs` never goes back.
    void note(const ChangeSet &changes, qint64 nowMs);
    /// How many numbers of their points are to be shown of the strokes that are being played; of all others all.
    QHash<ShapeId, qsizetype> shownAt(qint64 nowMs);
    void clear() { m_strokes.clear(); }

private:
    struct Stroke
    {
        qsizetype from = 0; ///< numbers shown at `beganMs`
        qsizetype to = 0;
        qint64 beganMs = 0;
        qint64 lastsMs = 0;
        qint64 heardMs = 0;

        qsizetype shownAt(qint64 nowMs) const;
    };
    void grown(const Change &change, qint64 nowMs);

    ClientId m_self;
    QHash<ShapeId, Stroke> m_strokes; ///< that have grown of late
};

/// The ink with its first so many numbers of points, each where it is in the whole. The very same shape where it was
/// scaled or turned since it was drawn.
ShapeRef firstOfInk(const ShapeRef &ink, qsizetype numbers);

} // namespace sketchroom
