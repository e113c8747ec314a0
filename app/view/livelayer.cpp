#include "app/view/livelayer.h"

#include "app/view/boardpicture.h"
#include "app/view/tilecache.h"

#include <QTimerEvent>

namespace sketchroom {

namespace {
constexpr int restMs = 100; // that shapes stay as they are before they land
/// More than this cannot be painted in a frame either.
constexpr qsizetype mostShapes = 5000;
/// More than this hardly ever can be repaired in a frame.
constexpr qsizetype manyShapes = 100;
} // namespace

LiveLayer::LiveLayer(BoardPicture &picture, TileCache &tiles)
    : m_picture(picture)
    , m_tiles(tiles)
    , m_live(picture.geometry())
{
}

void LiveLayer::note(const QSet<ShapeId> &shapes)
{
    for (const ShapeId &id : shapes) {
        if (m_picture.lifted().contains(id))
            m_rest.start(restMs, this);
        else
            m_recent.insert(id);
    }
}

bool LiveLayer::expectsLift() const
{
    return m_recent.size() > manyShapes && m_recent.size() <= mostShapes;
}

void LiveLayer::paint(QPainter &painter, const QRectF &exposed, bool tilesRight, bool dark)
{
    if (!tilesRight && !m_recent.isEmpty()) {
        // What has changed once may stay: it is shown over the tiles until they show it.
        QSet<ShapeId> again;
        for (const ShapeId &id : seenOf(std::exchange(m_recent, {}))) {
            if (m_landing.contains(id))
                again.insert(id);
            else
                m_landing.insert(id);
        }
        lift(again);
    }
    if (m_tiles.isSettled())
        finishLanding();
    QList<ShapeRef> shapes = m_picture.lifted().values();
    for (const ShapeId &id : std::as_const(m_landing)) {
        if (const ShapeRef shape = m_picture.shown(id))
            shapes.append(shape);
    }
    m_live.paint(painter, exposed, shapes, dark);
}

void LiveLayer::lift(const QSet<ShapeId> &shapes)
{
    if (shapes.isEmpty())
        return;
    for (const QRectF &area : m_picture.lift(shapes))
        Q_EMIT tilesSpoilt(area);
    m_landing -= shapes;
    m_rest.start(restMs, this);
}

QSet<ShapeId> LiveLayer::seenOf(const QSet<ShapeId> &shapes) const
{
    if (shapes.size() + m_picture.lifted().size() > mostShapes)
        return {};
    QSet<ShapeId> seen;
    for (const ShapeId &id : shapes) {
        if (touches(m_picture.index().boundsOf(id), m_visible))
            seen.insert(id);
    }
    return seen;
}

bool LiveLayer::isEmpty() const
{
    return m_picture.lifted().isEmpty() && m_landing.isEmpty();
}

void LiveLayer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_rest.timerId())
        land();
}

void LiveLayer::land()
{
    m_rest.stop();
    const QList<ShapeId> ids = m_picture.lifted().keys();
    m_landing.unite(QSet<ShapeId>(ids.begin(), ids.end()));
    for (const QRectF &area : m_picture.land()) {
        Q_EMIT tilesSpoilt(area);
        Q_EMIT outdated(area);
    }
}

/// The tiles show all shapes, each in its place among the others.
void LiveLayer::finishLanding()
{
    m_recent.clear();
    for (const ShapeId &id : std::exchange(m_landing, {})) {
        if (const ShapeRef shape = m_picture.shown(id))
            Q_EMIT outdated(roomyBounds(*shape));
    }
}

void LiveLayer::clear()
{
    m_recent.clear();
    m_landing.clear();
    m_rest.stop();
    m_live.clear();
}

} // namespace sketchroom
