#pragma once

#include <QHash>
#include <QImage>
#include <QPoint>
#include <QRect>

namespace sketchroom {

/// A square of the picture at one zoom.
struct Tile
{
    QImage image;         ///< null: not painted yet
    QRect wrong;          ///< in pixels of the tile: what has changed since
    bool coming = false;  ///< being painted on another thread
    bool blurred = false; ///< the window shows another zoom's in its place
};

/// The tiles of one zoom.
class TileLayer final
{
public:
    explicit TileLayer(double scale)
        : m_scale(scale)
    {
    }

    double scale() const { return m_scale; } ///< device pixels a scene unit
    QHash<QPoint, Tile> &tiles() { return m_tiles; }
    const QHash<QPoint, Tile> &tiles() const { return m_tiles; }
    /// What was painted of this area (scene) is not right any more.
    void invalidate(const QRectF &scene);
    /// The tiles that hold these pixels, from the top left to the bottom right one.
    static QRect tilesIn(const QRect &pixels);
    /// Whether all of these pixels are painted, right or wrong.
    bool covers(const QRect &pixels) const;
    qsizetype bytes() const;
    /// Drops the tiles farthest from this pixel until the rest takes up no more than `bytes`.
    void keepNearest(QPoint pixel, qsizetype bytes);

private:
    double m_scale;
    QHash<QPoint, Tile> m_tiles;
};

/// The pixels that an area of the scene reaches into. Also right for areas larger than pixels can be counted.
QRect pixelsOf(const QRectF &scene, double scale);

} // namespace sketchroom
