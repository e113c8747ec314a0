#pragma once

#include "app/view/areas.h"

#include <QHash>
#include <QImage>
#include <QPoint>
#include <QRect>

namespace sketchroom {

/// A square of the picture at one zoom.
struct Tile
{
    QImage image;       ///< null: not painted yet
    Areas wrong;        ///< in pixels of the tile: what has changed since it was painted
    Areas since;        ///< what has changed since `ticket` was given out
    quint64 ticket = 0; ///< of the job that paints it on another thread; 0: none does

    bool isComing() const { return ticket != 0; }
    bool isRight() const { return !image.isNull() && wrong.isEmpty(); }
    /// It has been painted as it is now.
    void setPainted(const QImage &painted);
    /// A job is done; returns whether it was still asked for.
    bool take(const QImage &painted, quint64 paintedFor);
};

/// The tiles of one zoom.
class TileLayer final
{
public:
    TileLayer(quint64 id, double scale)
        : m_id(id)
        , m_scale(scale)
    {
    }

    quint64 id() const { return m_id; }
    double scale() const { return m_scale; } ///< device pixels a scene unit
    QHash<QPoint, Tile> &tiles() { return m_tiles; }
    const QHash<QPoint, Tile> &tiles() const { return m_tiles; }
    /// What was painted of this area (scene) is not right any more.
    void invalidate(const QRectF &scene);
    /// Nothing is right any more, and what other threads paint neither.
    void spoil();
    /// Shows all tiles in the colours of the other theme.
    void turnTheme(bool dark);
    /// The tiles that hold these pixels, from the top left to the bottom right one.
    static QRect tilesIn(const QRect &pixels);
    /// Whether all of these pixels are painted, right or wrong.
    bool covers(const QRect &pixels) const;
    qsizetype bytes() const;
    /// Drops the tiles farthest from this pixel until the rest takes up no more than `bytes`.
    void keepNearest(QPoint pixel, qsizetype bytes);

private:
    quint64 m_id;
    double m_scale;
    QHash<QPoint, Tile> m_tiles;
};

/// The pixels that an area of the scene reaches into. Also right for areas larger than pixels can be counted.
QRect pixelsOf(const QRectF &scene, double scale);
/// The reverse.
QRectF sceneOf(const QRect &pixels, double scale);

} // namespace sketchroom
