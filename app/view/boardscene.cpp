#include "app/view/boardscene.h"

#include "app/images/imagecache.h"
#include "app/session/boardsession.h"
#include "app/view/livelayer.h"
#include "app/view/peeroverlay.h"
#include "app/view/tilecache.h"
#include "common/model/geometry.h"

#include <QGraphicsView>
#include <QTimerEvent>

#include <algorithm>

namespace sketchroom {

namespace {

// Scene units each way: large enough to never meet its end, small enough that pixels are still whole numbers at the
// greatest zoom.
constexpr double reach = 3e7;

} // namespace

BoardScene::BoardScene(BoardSession &session, QObject *parent)
    : QGraphicsScene(parent)
    , m_session(session)
    , m_picture(std::make_unique<BoardPicture>(session.document()))
    , m_tiles(std::make_unique<TileCache>(*m_picture))
    , m_live(std::make_unique<LiveLayer>(*m_picture, *m_tiles))
    , m_ink(session.replica().client())
{
    m_time.start();
    setSceneRect(-reach, -reach, 2 * reach, 2 * reach);
    setItemIndexMethod(NoIndex);
    m_tiles->setGrid(m_gridShown);
    connect(&session, &BoardSession::documentChanged, this, &BoardScene::applyChanges);
    connect(&session, &BoardSession::documentReset, this, &BoardScene::reset);
    connect(m_tiles.get(), &TileCache::improved, this, [this](const QRectF &area) { showAgain(area); });
    connect(m_live.get(), &LiveLayer::tilesSpoilt, m_tiles.get(), &TileCache::invalidate);
    connect(m_live.get(), &LiveLayer::outdated, this, [this](const QRectF &area) { showAgain(area); });
    // Connected after the scene itself, so that it sees shapes where they are shown.
    new PeerOverlay(*this);
}

BoardScene::~BoardScene() = default;

QList<ShapeRef> BoardScene::original(QList<ShapeRef> shown) const
{
    for (ShapeRef &shape : shown) {
        if (!m_picture->isShownAsIs(*shape))
            shape = m_session.document().find(shape->id);
    }
    shown.removeAll(nullptr);
    return shown;
}

QList<ShapeRef> BoardScene::shapesAt(QPointF scene, double tolerance) const
{
    const QRectF area(scene.x() - tolerance, scene.y() - tolerance, 2 * tolerance, 2 * tolerance);
    QList<ShapeRef> shapes = m_picture->shown(area);
    shapes.removeIf([&](const ShapeRef &shape) { return !hits(*shape, scene, tolerance); });
    std::reverse(shapes.begin(), shapes.end());
    return original(shapes);
}

QList<ShapeRef> BoardScene::shapesInside(const QRectF &area) const
{
    return original(m_picture->inside(area));
}

QList<ShapeRef> BoardScene::shapesInside(const LassoArea &area) const
{
    return original(m_picture->inside(area));
}

QList<ShapeRef> BoardScene::shapesAround(const QRectF &area) const
{
    return original(m_picture->shown(area));
}

QList<ShapeRef> BoardScene::shapesTouching(const QRectF &area) const
{
    QList<ShapeRef> shapes = m_picture->shown(area);
    shapes.removeIf([&](const ShapeRef &shape) { return !reaches(*shape, area); });
    return original(shapes);
}

QRectF BoardScene::shownBounds(const ShapeId &id) const
{
    const ShapeRef shape = m_picture->shown(id);
    return shape ? geometryBounds(*shape) : QRectF();
}

QRectF BoardScene::drawingBounds() const
{
    // The index keeps roomy bounds, which need no text to be laid out; only those that reach out are looked at closely.
    QRectF bounds = m_picture->index().bounds(paintBounds);
    for (const ShapeRef &shape : m_picture->lifted())
        bounds |= paintBounds(*shape);
    return bounds;
}

void BoardScene::setHidden(const QSet<ShapeId> &ids)
{
    repaint(m_picture->setHidden(ids));
}

void BoardScene::setImages(const std::shared_ptr<ImageCache> &images)
{
    m_picture->geometry().setImages(images);
    connect(images.get(), &ImageCache::changed, this, [this](const AssetId &id) {
        // Many come at once, and to find their shapes takes as long as for one.
        if (m_changedImages.isEmpty())
            QMetaObject::invokeMethod(this, &BoardScene::showImagesAgain, Qt::QueuedConnection);
        m_changedImages.insert(id);
    });
}

void BoardScene::showImagesAgain()
{
    const QSet<AssetId> changed = std::exchange(m_changedImages, {});
    BoardPicture::Spoilt spoilt;
    for (const ShapeRef &shape : m_session.document().inPaintOrder()) {
        if (shape->kind == Kind::Image && changed.contains(shape->asset))
            spoilt.tiles.append(roomyBounds(*shape));
    }
    repaint(spoilt);
}

void BoardScene::setDark(bool dark)
{
    if (m_dark == dark)
        return;
    m_dark = dark;
    m_tiles->setDark(dark);
    showAllAgain();
}

void BoardScene::setGridShown(bool shown)
{
    if (m_gridShown == shown)
        return;
    m_gridShown = shown;
    m_tiles->setGrid(shown);
    showAllAgain();
}

void BoardScene::applyChanges(const ChangeSet &changes)
{
    m_ink.note(changes, m_time.elapsed());
    playInk();
    repaint(m_picture->apply(changes));
}

void BoardScene::playInk()
{
    constexpr int frameMs = 16;
    const QHash<ShapeId, qsizetype> growing = m_ink.shownAt(m_time.elapsed());
    repaint(m_picture->showFirst(growing));
    if (growing.isEmpty())
        m_inkTimer.stop();
    else if (!m_inkTimer.isActive())
        m_inkTimer.start(frameMs, Qt::PreciseTimer, this);
}

void BoardScene::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_inkTimer.timerId())
        playInk();
    else
        QGraphicsScene::timerEvent(event);
}

void BoardScene::reset()
{
    m_ink.clear();
    m_picture->reset();
    m_tiles->clear();
    m_live->clear();
    showAllAgain();
}

void BoardScene::repaint(const BoardPicture::Spoilt &spoilt)
{
    for (const QRectF &area : spoilt.tiles)
        m_tiles->invalidate(area);
    m_tiles->hurry(spoilt.gone);
    m_live->note(spoilt.shapes);
    for (const QRectF &area : spoilt.tiles + spoilt.live)
        showAgain(area);
}

void BoardScene::showAgain(const QRectF &area)
{
    // A region of very many rectangles takes longer to put together than to paint.
    constexpr int mostAreas = 24;
    if (++m_shownAgain <= mostAreas) {
        updateWindows(area);
    } else if (!m_manyAreas.contains(area)) {
        m_manyAreas |= area;
        updateWindows(m_manyAreas);
    }
}

void BoardScene::updateWindows(const QRectF &area)
{
    // Straight to the windows: the scene's own update() would go there by way of the event loop.
    for (const QGraphicsView *view : views()) {
        const QRect window = view->viewport()->rect();
        const QRectF shown = view->viewportTransform().mapRect(area).adjusted(-1, -1, 1, 1) & QRectF(window);
        if (!shown.isEmpty())
            view->viewport()->update(shown.toAlignedRect());
    }
}

void BoardScene::showAllAgain()
{
    for (const QGraphicsView *view : views())
        view->viewport()->update();
}

void BoardScene::setVisibleArea(const QRectF &area, QPointF focus)
{
    m_tiles->setVisibleArea(area, focus);
    m_live->setVisibleArea(area);
}

bool BoardScene::isSettled() const
{
    return m_tiles->isSettled() && m_live->isEmpty();
}

qsizetype BoardScene::tileBytes() const
{
    return m_tiles->bytes();
}

void BoardScene::drawBackground(QPainter *painter, const QRectF &rect)
{
    m_shownAgain = 0;
    m_manyAreas = {};
    const auto repair = m_live->expectsLift() ? TileCache::Repair::Later : TileCache::Repair::Now;
    const bool right = m_tiles->paint(*painter, rect, m_clip.isEmpty() ? QList{rect} : m_clip, repair);
    m_live->paint(*painter, rect, right, m_dark);
}

} // namespace sketchroom
