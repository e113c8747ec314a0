#pragma once

#include "app/view/tilelayer.h"
#include "app/view/tilerender.h"

#include <QObject>
#include <QThreadPool>

class QPainter;

namespace sketchroom {

class BoardPicture;

/// The picture of the board in tiles. Tiles of a new zoom are painted on other threads, and until they are there what
/// other zooms have is shown scaled; of what has changed on a tile, as much as a frame has time for is repaired before
/// it is shown, and the rest soon. So no frame is blank, and none takes long.
class TileCache final : public QObject
{
    Q_OBJECT

public:
    /// `picture` outlives the cache. `budgetBytes`: what the tiles may take up, all zooms together.
    explicit TileCache(BoardPicture &picture, qsizetype budgetBytes = qsizetype(256) << 20, QObject *parent = nullptr);
    ~TileCache() override;

    /// Whether what has changed is to be repaired as far as there is time, or left to other threads.
    enum class Repair : quint8 { Now, Later };
    /// Paints the part of the board in `exposed` (scene units); the painter is in scene units and not rotated. Of it
    /// only `clip` reaches the screen: what else gets painted, improved() tells. Returns whether all of it is as the
    /// board is now, be it blurred.
    bool paint(QPainter &painter, const QRectF &exposed, const QList<QRectF> &clip, Repair repair);
    /// What the window shows, and where in it the user looks: painted ahead, and first. In scene units.
    void setVisibleArea(const QRectF &scene, QPointF focus);
    void setDark(bool dark);
    void setGrid(bool grid);
    void invalidate(const QRectF &scene);
    /// Of what is wrong, these areas are to be right in the next frame, also where the frame cannot repair all of a
    /// tile.
    void hurry(const QList<QRectF> &scene);
    void clear();
    /// Whether all that the window shows is sharp and as the board is.
    bool isSettled() const;
    /// Whether there is something to show of all of the drawing, at any zoom and place.
    bool isOverviewDone() const;
    qsizetype bytes() const;

Q_SIGNALS:
    /// This part of the board (scene units) can be shown better than it was.
    void improved(const QRectF &scene);

private:
    struct Frame;

    TileLayer &layerFor(double scale);
    void keepShown();
    void collect(Frame &frame, QPoint at);
    qsizetype costOf(const TileLayer &layer, QPoint at, const Areas &areas, qsizetype affordable) const;
    std::vector<TileJob> affordableJobs(Frame &frame) const;
    bool isMissingAffordable(const Frame &frame) const;
    void paintNow(Frame &frame);
    void paintOthers(Frame &frame);
    void repairUrgent(Frame &frame, QPoint at);
    void paintElsewise(Frame &frame, QPoint at);
    bool paintScaled(Frame &frame, TileLayer &other, const QRect &pixels);
    void repairOther(Frame &frame, const TileLayer &layer, QPoint at, Tile &tile);
    void paintGround(Frame &frame, const QRect &pixels);
    TileJob jobFor(const TileLayer &layer, QPoint at) const;
    QList<TileJob::Part> partsOf(const TileLayer &layer, QPoint at, const Areas &areas) const;
    bool isDone(const TileLayer &layer, QPoint at) const;
    void wish(const TileLayer &layer);
    void dispatch();
    void dispatchOverview();
    quint64 start(TileLayer &layer, QPoint at);
    void receive(quint64 layer, QPoint at, const QImage &image, quint64 ticket);
    void fitOverview();
    std::optional<QPoint> missingOfOverview() const;
    TileLayer *layerWithId(quint64 id) const;
    void trim();

    BoardPicture &m_picture;
    const qsizetype m_budget;
    TileLook m_look;
    QRectF m_visible;
    QPointF m_focus;
    std::vector<std::unique_ptr<TileLayer>> m_layers; ///< the one in use last
    /// The whole drawing, small: there is always something to show. Without a grid, which would not look like one.
    std::unique_ptr<TileLayer> m_overview;
    QRectF m_drawn;         ///< where there is or was anything
    QList<QRectF> m_urgent; ///< since the last frame
    QList<QPoint> m_wanted; ///< of the layer in use, the most wanted last
    QThreadPool m_pool;
    QThreadPool m_helper; ///< for what the frame being painted waits for
    int m_inFlight = 0;
    bool m_dispatching = false;   ///< dispatch() will be called
    quint64 m_overviewTicket = 0; ///< of the job for the overview; 0: there is none
    quint64 m_lastId = 0;         ///< of layers and jobs
};

} // namespace sketchroom
