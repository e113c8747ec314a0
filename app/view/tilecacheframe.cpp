// The part of TileCache that is about one frame: what is painted in it, and from what.
#include "app/render/colors.h"
#include "app/view/boardgrid.h"
#include "app/view/boardpicture.h"
#include "app/view/tilecache.h"

#include <QPainter>
#include <QRegion>
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
constexpr qsizetype affordableUrgent = 100;
// A second thread takes a while to wake up.
constexpr qsizetype worthHelping = 24; // shapes
constexpr size_t mostBlended = 4;      // layers, where none has all of a tile

} // namespace

/// One call of paint(): the painter is in device pixels, moved so that scene point (0, 0) is at (0, 0).
struct TileCache::Frame
{
    QPainter &painter;
    TileLayer &layer;
    QRect exposed;
    QRegion clip; ///< the part of `exposed` that reaches the screen
    qsizetype affordable;
    std::vector<std::pair<qsizetype, QPoint>> wrong; ///< tiles that are not as the board is now, and what they cost
    std::vector<QPoint> missing;                     ///< tiles that are not there
    bool right = true;
};

bool TileCache::paint(QPainter &painter, const QRectF &exposed, const QList<QRectF> &clip, Repair repair)
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
    QRegion clipPixels;
    for (const QRectF &area : clip)
        clipPixels += toDevice.mapRect(area).toAlignedRect().translated(-origin);
    Frame frame{painter, layerFor(scale), pixels, clipPixels, scale < afar ? affordableFromAfar : affordableShapes, {},
                {}};
    if (repair == Repair::Later)
        frame.affordable = 0;

    painter.save();
    painter.setWorldTransform(QTransform::fromTranslate(origin.x(), origin.y()) * deviceToPainter);
    const QRect range = TileLayer::tilesIn(pixels);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x)
            collect(frame, {x, y});
    }
    paintNow(frame);
    paintOthers(frame);
    m_urgent.clear();
    painter.restore();
    wish(frame.layer);
    trim();
    // When the frame is on the screen: other threads would take the processor from the rest of it.
    if (!std::exchange(m_dispatching, true))
        QMetaObject::invokeMethod(this, &TileCache::dispatch, Qt::QueuedConnection);
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
    frame.wrong.emplace_back(costOf(frame.layer, at, found->wrong, frame.affordable), at);
}

/// How many shapes are to be painted for this; when that is more than `affordable`, any such number.
qsizetype TileCache::costOf(const TileLayer &layer, QPoint at, const Areas &areas, qsizetype affordable) const
{
    qsizetype cost = 0;
    for (const QRect &area : areas.rects()) {
        const QRect pixels = area.translated(tilePixels(at).topLeft());
        cost += m_picture.index().count(tileScene(pixels, layer.scale()), affordable + 1 - cost);
        if (cost > affordable)
            break;
    }
    return cost;
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
    const Areas whole(QRect(0, 0, tileSize, tileSize));
    for (int x = range.left(); x <= range.right() && affordable >= 0; ++x) {
        for (int y = range.top(); y <= range.bottom() && affordable >= 0; ++y) {
            const auto tile = layer.tiles().constFind(QPoint(x, y));
            if (tile == layer.tiles().cend() || tile->image.isNull())
                affordable -= costOf(layer, {x, y}, whole, frame.affordable);
        }
    }
    return affordable >= 0;
}

/// Paints the tiles that this frame has time for, with the help of another thread.
void TileCache::paintNow(Frame &frame)
{
    std::vector<TileJob> jobs = affordableJobs(frame);
    const qsizetype cost = std::accumulate(jobs.begin(), jobs.end(), qsizetype(0),
                                           [](qsizetype sum, const TileJob &job) { return sum + job.cost(); });
    std::vector<QImage> images(jobs.size());
    std::atomic<size_t> next = 0;
    const auto run = [&] {
        for (size_t i = next++; i < jobs.size(); i = next++)
            images[i] = paintTile(std::move(jobs[i]), m_picture.geometry());
    };
    const bool helped = jobs.size() > 1 && cost > worthHelping;
    std::vector<std::pair<QPoint, QRect>> painted;
    painted.reserve(jobs.size());
    for (const TileJob &job : jobs) {
        QRect area;
        for (const TileJob::Part &part : job.parts)
            area |= part.area;
        painted.emplace_back(job.tile, area.translated(tilePixels(job.tile).topLeft()));
    }
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
        if (!QRegion(area).subtracted(frame.clip).isEmpty())
            Q_EMIT improved(sceneOf(area, frame.layer.scale()));
    }
}

void TileCache::paintOthers(Frame &frame)
{
    for (const auto &[cost, at] : frame.wrong) {
        repairUrgent(frame, at);
        frame.painter.drawImage(tilePixels(at).topLeft(), frame.layer.tiles().value(at).image);
        frame.right = false;
    }
    for (const QPoint at : frame.missing)
        paintElsewise(frame, at);
}

/// Repairs of a tile that stays wrong what must not be seen wrong.
void TileCache::repairUrgent(Frame &frame, QPoint at)
{
    const QRect tilePlace = tilePixels(at);
    Areas urgent;
    for (const QRectF &area : std::as_const(m_urgent))
        urgent.add((pixelsOf(area, frame.layer.scale()) & tilePlace).translated(-tilePlace.topLeft()));
    if (urgent.isEmpty() || costOf(frame.layer, at, urgent, affordableUrgent) > affordableUrgent)
        return;
    Tile &tile = frame.layer.tiles()[at];
    TileJob job{m_look, frame.layer.scale(), at, tile.image, partsOf(frame.layer, at, urgent)};
    tile.image = paintTile(std::move(job), m_picture.geometry());
    // What another thread paints may show it still. All that is wrong is painted again, this too.
    tile.ticket = 0;
    tile.since.clear();
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
        // What there is of other zooms, the best on top.
        for (size_t i = m_layers.size() - std::min(m_layers.size(), mostBlended + 1); i + 1 < m_layers.size(); ++i)
            paintScaled(frame, *m_layers[i], pixels);
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
    const qsizetype cost = costOf(layer, at, tile.wrong, frame.affordable);
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

} // namespace sketchroom
