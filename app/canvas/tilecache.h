#pragma once

#include "app/canvas/tilelayer.h"
#include "app/canvas/tilerender.h"

#include <QObject>
#include <QThreadPool>

class QPainter;

namespace sketchroom {

class BoardPicture;

/// The picture of the board in tiles. Tiles of a new zoom are painted on other threads, and until they are there the
/// ones of another zoom are shown scaled; what has changed on a tile is repaired before the tile is shown. So no frame
/// is blank or stale, and none repaints what has not changed.
class TileCache final : public QObject
{
    Q_OBJECT

public:
    /// `picture` outlives the cache. `budgetBytes`: what the tiles may take up, all zooms together.
    explicit TileCache(BoardPicture &picture, qsizetype budgetBytes = qsizetype(256) << 20, QObject *parent = nullptr);
    ~TileCache() override;

    /// Paints the part of the board in `exposed` (scene units); the painter is in scene units and not rotated.
    void paint(QPainter &painter, const QRectF &exposed);
    /// What the window shows: tiles for it, and then for what is around it, are painted ahead. In scene units.
    void setVisibleArea(const QRectF &scene) { m_visible = scene; }
    void setDark(bool dark);
    void setGrid(bool grid);
    void invalidate(const QRectF &scene);
    void clear();
    /// Whether no tile is being painted or waits for it.
    bool isSettled() const { return m_inFlight == 0 && m_wanted.isEmpty(); }
    qsizetype bytes() const;

Q_SIGNALS:
    /// This part of the board (scene units) can be shown sharper than it was.
    void improved(const QRectF &scene);
    void settled();

private:
    struct Frame;

    TileLayer &layerFor(double scale);
    void paintTileAt(Frame &frame, QPoint at);
    void finish(Frame &frame);
    bool paintFromOther(Frame &frame, const QRect &pixels);
    void paintEmpty(Frame &frame, const QRect &pixels);
    void repair(TileLayer &layer, QPoint at, Tile &tile);
    TileJob jobFor(const TileLayer &layer, QPoint at, const QRect &pixels) const;
    void wish(const TileLayer &layer);
    void dispatch();
    void receive(QPoint at, double scale, const QImage &image, quint64 generation);
    void trim();

    BoardPicture &m_picture;
    const qsizetype m_budget;
    TileLook m_look;
    QRectF m_visible;
    std::vector<std::unique_ptr<TileLayer>> m_layers; ///< the one in use last
    QList<QPoint> m_wanted;                           ///< of the layer in use, the most wanted last
    QThreadPool m_pool;
    QThreadPool m_helper; ///< for what the frame being painted waits for
    int m_inFlight = 0;
    quint64 m_generation = 0; ///< goes up when tiles of before are of no use
};

} // namespace sketchroom
