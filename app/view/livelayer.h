#pragma once

#include "app/view/livepicture.h"

#include <QBasicTimer>
#include <QObject>
#include <QSet>

namespace sketchroom {

class BoardPicture;
class TileCache;

/// Shapes that have changed, but that the tiles do not show yet as they are: painted over the tiles until those do.
/// What changes again before that, such as five hundred shapes that are dragged, is lifted off the tiles, which need
/// not change then, until it has not changed for a while.
class LiveLayer final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    LiveLayer(BoardPicture &picture, TileCache &tiles);

    /// These shapes have changed, and a frame that shows it will follow.
    void note(const QSet<ShapeId> &shapes);
    /// Whether so much has changed that it will be lifted, unless the tiles are right all the same.
    bool expectsLift() const;
    /// After the tiles of a frame; `tilesRight`: they show the board as it is. The painter is in scene units.
    void paint(QPainter &painter, const QRectF &exposed, bool tilesRight, bool dark);
    /// Shapes outside of it are never lifted.
    void setVisibleArea(const QRectF &scene) { m_visible = scene; }
    void clear();
    /// Whether no shape is painted over the tiles.
    bool isEmpty() const;

Q_SIGNALS:
    /// This area of the tiles is wrong now; it is not seen to be, but should be made right.
    void tilesSpoilt(const QRectF &area);
    /// This area is to be shown again.
    void outdated(const QRectF &area);

private:
    QSet<ShapeId> seenOf(const QSet<ShapeId> &shapes) const;
    void lift(const QSet<ShapeId> &shapes);
    void timerEvent(QTimerEvent *event) override;
    void land();
    void finishLanding();

    BoardPicture &m_picture;
    TileCache &m_tiles;
    QSet<ShapeId> m_recent;  ///< changed since all of the window was right
    QSet<ShapeId> m_landing; ///< in the tiles, but maybe not on all that are shown
    QRectF m_visible;
    LivePicture m_live;
    QBasicTimer m_rest;
};

} // namespace sketchroom
