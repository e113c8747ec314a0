#include "app/canvas/tilecache.h"

#include "app/canvas/boardgrid.h"
#include "app/canvas/boardpicture.h"
#include "app/canvas/colors.h"

#include <QPainter>
#include <QSemaphore>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

namespace sketchroom {

namespace {

// Tiles that are not there yet are painted at once while they hold no more shapes than this together, also when there
// is something to show in their place: so what is simple is sharp in every frame.
constexpr qsizetype affordableShapes = 200;
// A second thread takes a while to wake up.
constexpr qsizetype worthHelping = 24; // shapes
constexpr int tilesAhead = 1;          // around the window
constexpr size_t mostLayers = 24;
constexpr int threads = 2;

QRectF sceneOf(const QRect &pixels, double scale)
{
    return {QPointF(pixels.topLeft()) / scale, QSizeF(pixels.size()) / scale};
}

} // namespace

/// One call of paint(): the painter is in device pixels, moved so that scene point (0, 0) is at (0, 0).
struct TileCache::Frame
{
    QPainter &painter;
    TileLayer &layer;
    struct Work
    {
        TileJob job;
        QRect area; ///< in pixels of the tile
        QImage image;
    };
    std::vector<Work> work;
    qsizetype affordable = affordableShapes;
};

TileCache::TileCache(BoardPicture &picture, qsizetype budgetBytes, QObject *parent)
    : QObject(parent)
    , m_picture(picture)
    , m_budget(budgetBytes)
{
    m_pool.setMaxThreadCount(threads);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_helper.setMaxThreadCount(1);
}

TileCache::~TileCache()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TileCache::setDark(bool dark)
{
    if (m_look.dark == dark)
        return;
    m_look.dark = dark;
    clear();
}

void TileCache::setGrid(bool grid)
{
    if (m_look.grid == grid)
        return;
    m_look.grid = grid;
    clear();
}

void TileCache::clear()
{
    m_layers.clear();
    m_wanted.clear();
    ++m_generation;
}

void TileCache::invalidate(const QRectF &scene)
{
    for (const std::unique_ptr<TileLayer> &layer : m_layers)
        layer->invalidate(scene);
}

TileLayer &TileCache::layerFor(double scale)
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(), [&](const std::unique_ptr<TileLayer> &layer) {
        return qFuzzyCompare(layer->scale(), scale);
    });
    if (found == m_layers.end())
        m_layers.push_back(std::make_unique<TileLayer>(scale));
    else
        std::rotate(found, found + 1, m_layers.end());
    return *m_layers.back();
}

void TileCache::paint(QPainter &painter, const QRectF &exposed)
{
    const QTransform toDevice = painter.deviceTransform();
    const QTransform deviceToPainter = (painter.worldTransform().inverted() * toDevice).inverted();
    const double ratio = painter.device()->devicePixelRatioF();
    if (ratio != m_look.devicePixelRatio) {
        m_look.devicePixelRatio = ratio;
        clear();
    }
    Frame frame{painter, layerFor(toDevice.m11()), {}};

    // Whole pixels, so that tiles are copied and not interpolated.
    const QPoint origin(int(std::lround(toDevice.dx())), int(std::lround(toDevice.dy())));
    const QRect pixels = toDevice.mapRect(exposed).toAlignedRect().translated(-origin);
    painter.save();
    painter.setWorldTransform(QTransform::fromTranslate(origin.x(), origin.y()) * deviceToPainter);
    const QRect range = TileLayer::tilesIn(pixels);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x)
            paintTileAt(frame, {x, y});
    }
    finish(frame);
    painter.restore();
    wish(frame.layer);
    trim();
    dispatch();
}

void TileCache::paintTileAt(Frame &frame, QPoint at)
{
    const QRect pixels = tilePixels(at);
    const auto found = frame.layer.tiles().find(at);
    if (found != frame.layer.tiles().end() && !found->image.isNull()) {
        if (found->wrong.isEmpty()) {
            frame.painter.drawImage(pixels.topLeft(), found->image);
            return;
        }
        const QRect wrong = std::exchange(found->wrong, QRect());
        frame.work.push_back(
            {jobFor(frame.layer, at, wrong.translated(pixels.topLeft())), wrong, std::move(found->image)});
        return;
    }
    TileJob job = jobFor(frame.layer, at, pixels);
    const qsizetype cost = job.shapes.size();
    if (cost == 0) {
        paintEmpty(frame, pixels);
        return;
    }
    if (frame.affordable < cost && paintFromOther(frame, pixels)) {
        frame.layer.tiles()[at].blurred = true;
        return;
    }
    frame.affordable -= cost;
    frame.work.push_back({std::move(job), QRect(0, 0, tileSize, tileSize), emptyTile()});
}

/// Paints the tiles that this frame cannot do without, with the help of another thread.
void TileCache::finish(Frame &frame)
{
    std::atomic<size_t> next = 0;
    const auto run = [&] {
        for (size_t i = next++; i < frame.work.size(); i = next++)
            repairTile(frame.work[i].image, frame.work[i].area, frame.work[i].job, m_picture.geometry());
    };
    qsizetype cost = 0;
    for (const Frame::Work &work : frame.work)
        cost += work.job.shapes.size();
    QSemaphore helped;
    const bool help = frame.work.size() > 1 && cost > worthHelping;
    if (help) {
        m_helper.start([&] {
            run();
            helped.release();
        });
    }
    run();
    if (help)
        helped.acquire();

    for (Frame::Work &work : frame.work) {
        frame.painter.drawImage(tilePixels(work.job.tile).topLeft(), work.image);
        Tile &tile = frame.layer.tiles()[work.job.tile];
        tile.image = std::move(work.image);
        tile.wrong = QRect();
        // This frame may have been about a corner of the tile only.
        if (std::exchange(tile.blurred, false))
            Q_EMIT improved(sceneOf(tilePixels(work.job.tile), frame.layer.scale()));
    }
}

void TileCache::paintEmpty(Frame &frame, const QRect &pixels)
{
    frame.painter.fillRect(pixels, boardColor(m_look.dark));
    if (!m_look.grid)
        return;
    frame.painter.save();
    frame.painter.setClipRect(pixels, Qt::IntersectClip);
    paintGrid(frame.painter, pixels, frame.layer.scale(), m_look.devicePixelRatio, m_look.dark);
    frame.painter.restore();
}

bool TileCache::paintFromOther(Frame &frame, const QRect &pixels)
{
    // The one used last is most alike.
    for (auto it = m_layers.rbegin() + 1; it != m_layers.rend(); ++it) {
        TileLayer &other = **it;
        const double factor = frame.layer.scale() / other.scale();
        const QRect source = pixelsOf(QRectF(pixels), 1 / factor);
        if (!other.covers(source))
            continue;
        frame.painter.save();
        frame.painter.setClipRect(pixels, Qt::IntersectClip);
        frame.painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QRect range = TileLayer::tilesIn(source);
        for (int y = range.top(); y <= range.bottom(); ++y) {
            for (int x = range.left(); x <= range.right(); ++x) {
                Tile &tile = other.tiles()[QPoint(x, y)];
                repair(other, {x, y}, tile);
                // Edges on whole pixels, so that no seam shows between two tiles.
                const QPoint topLeft = (QPointF(x, y) * tileSize * factor).toPoint();
                const QPoint bottomRight = (QPointF(x + 1, y + 1) * tileSize * factor).toPoint() - QPoint(1, 1);
                frame.painter.drawImage(QRect(topLeft, bottomRight), tile.image);
            }
        }
        frame.painter.restore();
        return true;
    }
    return false;
}

void TileCache::repair(TileLayer &layer, QPoint at, Tile &tile)
{
    if (tile.wrong.isEmpty())
        return;
    const QRect wrong = std::exchange(tile.wrong, QRect());
    const TileJob job = jobFor(layer, at, wrong.translated(tilePixels(at).topLeft()));
    repairTile(tile.image, wrong, job, m_picture.geometry());
}

TileJob TileCache::jobFor(const TileLayer &layer, QPoint at, const QRect &pixels) const
{
    return {m_look, layer.scale(), at, m_picture.index().query(tileScene(pixels, layer.scale()))};
}

void TileCache::wish(const TileLayer &layer)
{
    m_wanted.clear();
    if (m_visible.isNull())
        return;
    const QRect window = pixelsOf(m_visible, layer.scale());
    const QRect range = TileLayer::tilesIn(window).adjusted(-tilesAhead, -tilesAhead, tilesAhead, tilesAhead);
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            const Tile tile = layer.tiles().value(QPoint(x, y));
            const QRect pixels = tilePixels({x, y});
            if (tile.image.isNull() && !tile.coming && m_picture.index().touchesAny(tileScene(pixels, layer.scale())))
                m_wanted.append({x, y});
        }
    }
    const auto distance = [&](QPoint at) { return (tilePixels(at).center() - window.center()).manhattanLength(); };
    std::sort(m_wanted.begin(), m_wanted.end(), [&](QPoint a, QPoint b) { return distance(a) > distance(b); });
}

void TileCache::dispatch()
{
    while (m_inFlight < threads && !m_wanted.isEmpty()) {
        TileLayer &layer = *m_layers.back();
        const QPoint at = m_wanted.takeLast();
        TileJob job = jobFor(layer, at, tilePixels(at));
        layer.tiles()[at].coming = true;
        ++m_inFlight;
        m_pool.start([this, job = std::move(job), generation = m_generation, &geometry = m_picture.geometry()] {
            const QImage image = paintTile(job, geometry);
            QMetaObject::invokeMethod(
                this,
                [this, at = job.tile, scale = job.scale, image, generation] { receive(at, scale, image, generation); },
                Qt::QueuedConnection);
        });
    }
}

void TileCache::receive(QPoint at, double scale, const QImage &image, quint64 generation)
{
    --m_inFlight;
    const auto layer = std::find_if(m_layers.begin(), m_layers.end(), [&](const std::unique_ptr<TileLayer> &candidate) {
        return candidate->scale() == scale;
    });
    if (generation == m_generation && layer != m_layers.end()) {
        const auto tile = (*layer)->tiles().find(at);
        if (tile != (*layer)->tiles().end()) {
            tile->coming = false;
            // It may have been painted at once since, for want of anything to show in its place.
            if (tile->image.isNull()) {
                tile->image = image;
                tile->blurred = false;
                Q_EMIT improved(sceneOf(tilePixels(at), scale));
            }
        }
    }
    dispatch();
    if (isSettled())
        Q_EMIT settled();
}

qsizetype TileCache::bytes() const
{
    return std::accumulate(m_layers.begin(), m_layers.end(), qsizetype(0),
                           [](qsizetype sum, const auto &layer) { return sum + layer->bytes(); });
}

void TileCache::trim()
{
    qsizetype bytes = this->bytes();
    while (m_layers.size() > 1 && (bytes > m_budget || m_layers.size() > mostLayers)) {
        bytes -= m_layers.front()->bytes();
        m_layers.erase(m_layers.begin());
    }
    if (bytes > m_budget)
        m_layers.back()->keepNearest(pixelsOf(m_visible, m_layers.back()->scale()).center(), m_budget / 4 * 3);
}

} // namespace sketchroom
