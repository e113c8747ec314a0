#pragma once

#include "app/render/geometrycache.h"

#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>

namespace sketchroom {

/// What all tiles look like alike.
struct TileLook
{
    bool dark = false;
    bool grid = false;
    double devicePixelRatio = 1;
    bool operator==(const TileLook &) const = default;
};

inline constexpr int tileSize = 256; // device pixels

/// Everything that a tile is painted from. Shares nothing with the board but immutable shapes, so that it can be
/// painted on any thread while the board changes.
struct TileJob
{
    /// What is to be painted of it.
    struct Part
    {
        QRect area;             ///< in pixels of the tile
        QList<ShapeRef> shapes; ///< that touch it, in no order
    };

    TileLook look;
    double scale = 1; ///< device pixels a scene unit
    QPoint tile;      ///< tile (x, y) begins x * tileSize device pixels right of scene point (0, 0)
    QImage image;     ///< the tile as it was; null when all of it is to be painted
    QList<Part> parts;

    qsizetype cost() const; ///< how many shapes are to be painted
};

/// The tile in device pixels, counted from scene point (0, 0).
QRect tilePixels(QPoint tile);
/// A tile's pixels in scene units, and a bit more: what is painted over its edge.
QRectF tileScene(const QRect &pixels, double scale);

/// Usable from any thread.
QImage paintTile(TileJob job, GeometryCache &geometry);

} // namespace sketchroom
