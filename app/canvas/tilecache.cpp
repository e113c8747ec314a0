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

// How many shapes a frame may paint itself, with the help of another thread, before it shows what it has: about three
// milliseconds. From far away shapes have no details.
constexpr qsizetype affordableShapes = 250;
constexpr qsizetype affordableFromAfar = 1000;
constexpr double afar = 0.5; // device pixels a scene unit
// A second thread takes a while to wake up.
constexpr qsizetype worthHelping = 24; // shapes
constexpr int tilesAhead = 1;          // around the window
constexpr size_t mostLayers = 24;
constexpr int threads = 2;
// The whole drawing fits into so many device pixels, or into twice as many when it has grown since.
constexpr QSizeF overviewSize(1600, 1000);

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
    QRect exposed;
    qsizetype affordable;
    std::vector<std::pair<qsizetype, QPoint>> wrong; ///< tiles that are not as the board is now, and what they cost
    std::vector<QPoint> missing;                     ///< tiles that are not there
    bool right = true;
};

TileCache::TileCache(BoardPicture &picture, qsizetype budgetBytes, QObject *parent)
    : QObject(parent)
    , m_picture(picture)
    , m_budget(budgetBytes)
    , m_drawn(picture.index().bounds())
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

void TileCache::setVisibleArea(const QRectF &scene, QPointF focus)
{
    m_visible = scene;
    m_focus = focus;
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
    m_overview.reset();
    m_drawn = m_picture.index().bounds();
    m_wanted.clear();
}

void TileCache::invalidate(const QRectF &scene)
{
    m_drawn |= scene;
    for (const std::unique_ptr<TileLayer> &layer : m_layers)
        layer->invalidate(scene);
    if (m_overview)
        m_overview->invalidate(scene);
}

TileLayer &TileCache::layerFor(double scale)
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(), [&](const std::unique_ptr<TileLayer> &layer) {
        return qFuzzyCompare(layer->scale(), scale);
    });
    if (found == m_layers.end())
        m_layers.push_back(std::make_unique<TileLayer>(++m_lastId, scale));
    else
        std::rotate(found, found + 1, m_layers.end());
    return *m_layers.back();
}

TileLayer *TileCache::layerWithId(quint64 id) const
{
    if (m_overview && m_overview->id() == id)
        return m_overview.get();
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
                                    [&](const std::unique_ptr<TileLayer> &layer) { return layer->id() == id; });
    return found == m_layers.end() ? nullptr : found->get();
}

// ---- a frame ----

bool TileCache::paint(QPainter &painter, const QRectF &exposed)
{
    const QTransform toDevice = painter.deviceTransform();
    const QTransform deviceToPainter = (painter.worldTransform().inverted() * toDevice).inverted();
    const double ratio = painter.device()->devicePixelRatioF();
    if (ratio != m_look.devicePixelRatio) {
        m_look.devicePixelRatio = ratio;
        clear();
    }
    // Whole pixels, so that tiles are copied and not interpolated.
    const QPoint origin(int(std::lround(toDevice.dx())), int(std::lround(toDevice.dy())));
    const QRect pixels = toDevice.mapRect(exposed).toAlignedRect().translated(-origin);
    const double scale = toDevice.m11();
    Frame frame{painter, layerFor(scale), pixels, scale < afar ? affordableFromAfar : affordableShapes, {}, {}};

    painter.save();
    painter.setWorldTransform(QTransform::fromTranslate(origin.x(), origin.y()) * deviceToPainter);
    const QRect range = TileLayer::tilesIn(pixels);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x)
            collect(frame, {x, y});
    }
    paintNow(frame);
    paintOthers(frame);
    painter.restore();
    wish(frame.layer);
    trim();
    dispatch();
    return frame.right;
}

/// Paints a tile that can be shown as it is, and notes one that cannot.
void TileCache::collect(Frame &frame, QPoint at)
{
    const QRect pixels = tilePixels(at);
    const auto found = frame.layer.tiles().constFind(at);
    const bool missing = found == frame.layer.tiles().cend() || found->image.isNull();
    if (!missing && found->isRight()) {
        frame.painter.drawImage(pixels.topLeft(), found->image);
        return;
    }
    if (missing) {
        if (m_picture.index().touchesAny(tileScene(pixels, frame.layer.scale())))
            frame.missing.push_back(at);
        else
            paintGround(frame, pixels);
        return;
    }
    frame.wrong.emplace_back(costOf(frame, frame.layer, at, found->wrong), at);
}

/// How many shapes are to be painted for this; when the frame cannot afford it, any number above what it can.
qsizetype TileCache::costOf(const Frame &frame, const TileLayer &layer, QPoint at, const QRect &area) const
{
    const QRect pixels = area.translated(tilePixels(at).topLeft());
    return m_picture.index().count(tileScene(pixels, layer.scale()), frame.affordable + 1);
}

/// Takes what the frame has time for: of what is wrong as many tiles as possible; of what is missing all or nothing,
/// since it is shown blurred meanwhile, and while somebody zooms nobody will see it sharp.
std::vector<TileJob> TileCache::affordableJobs(Frame &frame) const
{
    std::vector<TileJob> jobs;
    std::sort(frame.wrong.begin(), frame.wrong.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    const auto first = std::find_if(frame.wrong.begin(), frame.wrong.end(), [&](const auto &tile) {
        if (tile.first > frame.affordable)
            return true;
        frame.affordable -= tile.first;
        jobs.push_back(jobFor(frame.layer, tile.second));
        return false;
    });
    frame.wrong.erase(frame.wrong.begin(), first);

    if (isMissingAffordable(frame)) {
        for (const QPoint at : std::exchange(frame.missing, {}))
            jobs.push_back(jobFor(frame.layer, at));
    }
    return jobs;
}

/// Whether all that is missing in the window, and not only in the part of it that is being painted, can be painted now.
bool TileCache::isMissingAffordable(const Frame &frame) const
{
    const TileLayer &layer = frame.layer;
    const QRect range = TileLayer::tilesIn(frame.exposed | pixelsOf(m_visible, layer.scale()));
    // Shapes that are not shown yet take longer than those that only have to be painted again.
    qsizetype affordable = frame.affordable / 2;
    const QRect whole(0, 0, tileSize, tileSize);
    for (int x = range.left(); x <= range.right() && affordable >= 0; ++x) {
        for (int y = range.top(); y <= range.bottom() && affordable >= 0; ++y) {
            const auto tile = layer.tiles().constFind(QPoint(x, y));
            if (tile == layer.tiles().cend() || tile->image.isNull())
                affordable -= costOf(frame, layer, {x, y}, whole);
        }
    }
    return affordable >= 0;
}

/// Paints the tiles that this frame has time for, with the help of another thread.
void TileCache::paintNow(Frame &frame)
{
    std::vector<TileJob> jobs = affordableJobs(frame);
    const qsizetype cost = std::accumulate(jobs.begin(), jobs.end(), qsizetype(0),
                                           [](qsizetype sum, const TileJob &job) { return sum + job.shapes.size(); });
    std::vector<QImage> images(jobs.size());
    std::atomic<size_t> next = 0;
    const auto run = [&] {
        for (size_t i = next++; i < jobs.size(); i = next++)
            images[i] = paintTile(std::move(jobs[i]), m_picture.geometry());
    };
    const bool helped = jobs.size() > 1 && cost > worthHelping;
    std::vector<std::pair<QPoint, QRect>> painted;
    painted.reserve(jobs.size());
    for (const TileJob &job : jobs)
        painted.emplace_back(job.tile, job.area.translated(tilePixels(job.tile).topLeft()));
    QSemaphore done;
    if (helped) {
        m_helper.start([&] {
            run();
            done.release();
        });
    }
    run();
    if (helped)
        done.acquire();
    for (size_t i = 0; i < images.size(); ++i) {
        const auto &[at, area] = painted[i];
        frame.painter.drawImage(tilePixels(at).topLeft(), images[i]);
        frame.layer.tiles()[at].setPainted(images[i]);
        // This frame may be about a corner of it only.
        if (!frame.exposed.contains(area))
            Q_EMIT improved(sceneOf(area, frame.layer.scale()));
    }
}

void TileCache::paintOthers(Frame &frame)
{
    for (const auto &[cost, at] : frame.wrong) {
        frame.painter.drawImage(tilePixels(at).topLeft(), frame.layer.tiles().value(at).image);
        frame.right = false;
    }
    for (const QPoint at : frame.missing)
        paintElsewise(frame, at);
}

/// Paints a tile that is not there from what other zooms have.
void TileCache::paintElsewise(Frame &frame, QPoint at)
{
    const QRect pixels = tilePixels(at);
    frame.painter.save();
    frame.painter.setClipRect(pixels, Qt::IntersectClip);
    frame.painter.setRenderHint(QPainter::SmoothPixmapTransform);
    // The one used last is most alike.
    const auto covering = std::find_if(m_layers.rbegin() + 1, m_layers.rend(), [&](const auto &layer) {
        return layer->covers(pixelsOf(QRectF(pixels), layer->scale() / frame.layer.scale()));
    });
    if (covering != m_layers.rend()) {
        paintScaled(frame, **covering, pixels);
    } else {
        paintGround(frame, pixels);
        if (m_overview && paintScaled(frame, *m_overview, pixels) && m_look.grid)
            paintGrid(frame.painter, pixels, frame.layer.scale(), m_look.devicePixelRatio, m_look.dark);
        else if (!m_overview)
            frame.right = false;
        if (m_layers.size() > 1)
            paintScaled(frame, *m_layers[m_layers.size() - 2], pixels);
    }
    frame.painter.restore();
}

/// Returns whether there was anything to paint.
bool TileCache::paintScaled(Frame &frame, TileLayer &other, const QRect &pixels)
{
    const double factor = frame.layer.scale() / other.scale();
    const QRect range = TileLayer::tilesIn(pixelsOf(QRectF(pixels), 1 / factor));
    bool any = false;
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            const auto tile = other.tiles().find(QPoint(x, y));
            if (tile == other.tiles().end() || tile->image.isNull())
                continue;
            any = true;
            if (!tile->isRight())
                repairOther(frame, other, {x, y}, *tile);
            // Edges on whole pixels, so that no seam shows between two tiles.
            const QPoint topLeft = (QPointF(x, y) * tileSize * factor).toPoint();
            const QPoint bottomRight = (QPointF(x + 1, y + 1) * tileSize * factor).toPoint() - QPoint(1, 1);
            frame.painter.drawImage(QRect(topLeft, bottomRight), tile->image);
        }
    }
    return any;
}

void TileCache::repairOther(Frame &frame, const TileLayer &layer, QPoint at, Tile &tile)
{
    const qsizetype cost = costOf(frame, layer, at, tile.wrong);
    if (cost > frame.affordable) {
        frame.right = false;
        return;
    }
    frame.affordable -= cost;
    tile.setPainted(paintTile(jobFor(layer, at), m_picture.geometry()));
}

void TileCache::paintGround(Frame &frame, const QRect &pixels)
{
    frame.painter.fillRect(pixels, boardColor(m_look.dark));
    if (!m_look.grid)
        return;
    frame.painter.save();
    frame.painter.setClipRect(pixels, Qt::IntersectClip);
    paintGrid(frame.painter, pixels, frame.layer.scale(), m_look.devicePixelRatio, m_look.dark);
    frame.painter.restore();
}

// ---- other threads ----

bool TileCache::isSettled() const
{
    if (m_layers.empty() || m_visible.isNull())
        return true;
    const TileLayer &layer = *m_layers.back();
    const QRect window = TileLayer::tilesIn(pixelsOf(m_visible, layer.scale()));
    for (int x = window.left(); x <= window.right(); ++x) {
        for (int y = window.top(); y <= window.bottom(); ++y) {
            if (!isDone(layer, {x, y}))
                return false;
        }
    }
    return true;
}

/// Whether a tile is as the board is, or would be empty.
bool TileCache::isDone(const TileLayer &layer, QPoint at) const
{
    const auto tile = layer.tiles().constFind(at);
    if (tile == layer.tiles().cend() || tile->image.isNull())
        return !m_picture.index().touchesAny(tileScene(tilePixels(at), layer.scale()));
    return tile->isRight();
}

TileJob TileCache::jobFor(const TileLayer &layer, QPoint at) const
{
    const Tile tile = layer.tiles().value(at);
    TileJob job{m_look, layer.scale(), at, QRect(0, 0, tileSize, tileSize), tile.image, {}};
    job.look.grid = m_look.grid && &layer != m_overview.get();
    if (!tile.image.isNull())
        job.area = tile.wrong;
    job.shapes = m_picture.index().query(tileScene(job.area.translated(tilePixels(at).topLeft()), layer.scale()));
    return job;
}

/// Makes the list of what is to be painted next: what is in the window, and then what is around it.
void TileCache::wish(const TileLayer &layer)
{
    m_wanted.clear();
    if (m_visible.isNull())
        return;
    const QRect window = TileLayer::tilesIn(pixelsOf(m_visible, layer.scale()));
    const QRect range = window.adjusted(-tilesAhead, -tilesAhead, tilesAhead, tilesAhead);
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            const auto tile = layer.tiles().constFind(QPoint(x, y));
            const bool coming = tile != layer.tiles().cend() && tile->isComing();
            if (!coming && !isDone(layer, {x, y}))
                m_wanted.append({x, y});
        }
    }
    const QPoint focus = (m_focus * layer.scale()).toPoint();
    const auto rank = [&](QPoint at) {
        return std::pair(window.contains(at), -(tilePixels(at).center() - focus).manhattanLength());
    };
    std::sort(m_wanted.begin(), m_wanted.end(), [&](QPoint a, QPoint b) { return rank(a) < rank(b); });
}

void TileCache::dispatch()
{
    while (m_inFlight < threads && !m_wanted.isEmpty()) {
        ++m_inFlight;
        start(*m_layers.back(), m_wanted.takeLast());
    }
    if (m_inFlight == 0 && m_overviewTicket == 0)
        dispatchOverview();
}

void TileCache::dispatchOverview()
{
    fitOverview();
    if (!m_overview)
        return;
    const QRect range = TileLayer::tilesIn(pixelsOf(m_drawn, m_overview->scale()));
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            if (isDone(*m_overview, {x, y}))
                continue;
            m_overviewTicket = start(*m_overview, {x, y});
            return;
        }
    }
}

void TileCache::fitOverview()
{
    const auto scaleFor = [&](double times) {
        return std::min(
            {1.0, times * overviewSize.width() / m_drawn.width(), times * overviewSize.height() / m_drawn.height()});
    };
    if (m_drawn.isEmpty() || (m_overview && m_overview->scale() <= scaleFor(2)))
        return;
    m_overview = std::make_unique<TileLayer>(++m_lastId, scaleFor(1));
}

quint64 TileCache::start(TileLayer &layer, QPoint at)
{
    TileJob job = jobFor(layer, at);
    Tile &tile = layer.tiles()[at];
    tile.ticket = ++m_lastId;
    tile.since = {};
    m_pool.start([this, job = std::move(job), layerId = layer.id(), ticket = tile.ticket]() mutable {
        const QPoint place = job.tile;
        const QImage image = paintTile(std::move(job), m_picture.geometry());
        QMetaObject::invokeMethod(
            this, [this, layerId, place, image, ticket] { receive(layerId, place, image, ticket); },
            Qt::QueuedConnection);
    });
    return tile.ticket;
}

void TileCache::receive(quint64 layerId, QPoint at, const QImage &image, quint64 ticket)
{
    TileLayer *layer = layerWithId(layerId);
    const bool forOverview = ticket == m_overviewTicket;
    if (forOverview)
        m_overviewTicket = 0;
    else
        --m_inFlight;
    // It may be gone, or painted at once since.
    const auto tile = layer ? layer->tiles().find(at) : QHash<QPoint, Tile>::iterator();
    if (layer && tile != layer->tiles().end() && tile->take(image, ticket) && !forOverview)
        Q_EMIT improved(sceneOf(tilePixels(at), layer->scale()));
    dispatch();
}

// ---- memory ----

qsizetype TileCache::bytes() const
{
    return std::accumulate(m_layers.begin(), m_layers.end(), m_overview ? m_overview->bytes() : 0,
                           [](qsizetype sum, const auto &layer) { return sum + layer->bytes(); });
}

void TileCache::trim()
{
    qsizetype held = bytes();
    while (m_layers.size() > 1 && (held > m_budget || m_layers.size() > mostLayers)) {
        held -= m_layers.front()->bytes();
        m_layers.erase(m_layers.begin());
    }
    if (held > m_budget)
        m_layers.back()->keepNearest(pixelsOf(m_visible, m_layers.back()->scale()).center(), m_budget / 4 * 3);
}

} // namespace sketchroom
