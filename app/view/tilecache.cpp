#include "app/view/tilecache.h"

#include "app/view/boardpicture.h"
#include "common/base/background.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sketchroom {

namespace {

constexpr int tilesAhead = 1; // around the window
constexpr size_t mostLayers = 24;
constexpr int threads = 2;
// The whole drawing fits into so many device pixels, or into twice as many when it has grown since.
constexpr QSizeF overviewSize(1600, 1000);

} // namespace

TileCache::TileCache(BoardPicture &picture, qsizetype budgetBytes, QObject *parent)
    : QObject(parent)
    , m_picture(picture)
    , m_budget(budgetBytes)
    , m_drawn(picture.index().bounds())
{
    m_pool.setMaxThreadCount(threads);
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
    keepShown();
    // Shown in the colours of the other theme until it is painted anew. Pictures keep theirs.
    if (!m_layers.empty())
        m_layers.back()->turnTheme(dark);
    if (m_overview)
        m_overview->turnTheme(dark);
}

/// Drops all tiles but those that are shown, or could be at once, and which are to be painted anew.
void TileCache::keepShown()
{
    m_wanted.clear();
    if (m_layers.size() > 1)
        m_layers.erase(m_layers.begin(), m_layers.end() - 1);
    if (!m_layers.empty()) {
        TileLayer &shown = *m_layers.back();
        const QRect window = TileLayer::tilesIn(pixelsOf(m_visible, shown.scale()));
        shown.tiles().removeIf([&](const auto &entry) { return !window.contains(entry.key()); });
        shown.spoil();
    }
    if (m_overview)
        m_overview->spoil();
}

void TileCache::setGrid(bool grid)
{
    if (m_look.grid == grid)
        return;
    m_look.grid = grid;
    keepShown();
}

void TileCache::clear()
{
    m_layers.clear();
    m_overview.reset();
    m_drawn = m_picture.index().bounds();
    m_wanted.clear();
    m_urgent.clear();
}

void TileCache::invalidate(const QRectF &scene)
{
    m_drawn |= scene;
    for (const std::unique_ptr<TileLayer> &layer : m_layers)
        layer->invalidate(scene);
    if (m_overview)
        m_overview->invalidate(scene);
}

void TileCache::hurry(const QList<QRectF> &scene)
{
    constexpr qsizetype mostUrgent = 50; // more is as much work as all that is wrong
    if (m_urgent.size() + scene.size() <= mostUrgent)
        m_urgent += scene;
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
    const Areas areas = tile.image.isNull() ? Areas(QRect(0, 0, tileSize, tileSize)) : tile.wrong;
    TileJob job{m_look, layer.scale(), at, tile.image, partsOf(layer, at, areas)};
    job.look.grid = m_look.grid && &layer != m_overview.get();
    return job;
}

QList<TileJob::Part> TileCache::partsOf(const TileLayer &layer, QPoint at, const Areas &areas) const
{
    QList<TileJob::Part> parts;
    for (const QRect &area : areas.rects()) {
        const QRectF scene = tileScene(area.translated(tilePixels(at).topLeft()), layer.scale());
        parts.append({area, m_picture.index().query(scene)});
    }
    return parts;
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
    m_dispatching = false;
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
    if (const auto missing = missingOfOverview())
        m_overviewTicket = start(*m_overview, *missing);
}

/// A tile of the overview that is not as the board is.
std::optional<QPoint> TileCache::missingOfOverview() const
{
    if (!m_overview)
        return std::nullopt;
    const QRect range = TileLayer::tilesIn(pixelsOf(m_drawn, m_overview->scale()));
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            if (!isDone(*m_overview, {x, y}))
                return QPoint(x, y);
        }
    }
    return std::nullopt;
}

bool TileCache::isOverviewDone() const
{
    return m_drawn.isEmpty() || (m_overview && !missingOfOverview());
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
        giveWay(); // to the frames
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
    trim();
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
    if (held <= m_budget || m_layers.empty())
        return;
    TileLayer &layer = *m_layers.back();
    const qsizetype room = m_budget - (held - layer.bytes());
    layer.keepNearest(pixelsOf(m_visible, layer.scale()).center(), room / 4 * 3);
}

} // namespace sketchroom
