#include "app/view/peeroverlay.h"

#include "app/render/colors.h"
#include "app/session/boardsession.h"
#include "app/view/boardscene.h"
#include "app/view/lasertrail.h"
#include "app/view/peercursoritem.h"
#include "app/view/peerselectionitem.h"
#include "common/model/geometry.h"

#include <QTimerEvent>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr int frameMs = 16;
constexpr double selectionZ = 900; // under the tools' own
constexpr double laserZ = 2500;
constexpr double cursorZ = 3000;
/// More are outlined together.
constexpr qsizetype mostOutlines = 200;

} // namespace

PeerOverlay::PeerOverlay(BoardScene &scene)
    : QObject(&scene)
    , m_scene(scene)
{
    const BoardSession &session = scene.session();
    connect(&session, &BoardSession::peopleChanged, this, &PeerOverlay::updatePeople);
    connect(&session, &BoardSession::presenceChanged, this, &PeerOverlay::updatePresence);
    connect(&session, &BoardSession::documentChanged, this, &PeerOverlay::followShapes);
    connect(&session, &BoardSession::documentReset, this, &PeerOverlay::updatePeople);
    updatePeople();
}

PeerOverlay::Items PeerOverlay::makeItems()
{
    const Items items{new PeerCursorItem, new PeerSelectionItem, new LaserTrail};
    items.cursor->setZValue(cursorZ);
    items.selection->setZValue(selectionZ);
    m_scene.addItem(items.cursor);
    m_scene.addItem(items.selection);
    items.laser->setZValue(laserZ);
    m_scene.addItem(items.laser);
    return items;
}

void PeerOverlay::updatePeople()
{
    const std::map<PeerId, Peer> &peers = m_scene.session().peers();
    for (auto it = m_items.begin(); it != m_items.end();) {
        if (peers.contains(it->first)) {
            ++it;
            continue;
        }
        // An item leaves its scene when it is deleted.
        const std::unique_ptr<QGraphicsItem> cursor(it->second.cursor);
        const std::unique_ptr<QGraphicsItem> selection(it->second.selection);
        const std::unique_ptr<QGraphicsItem> laser(it->second.laser);
        it = m_items.erase(it);
    }
    for (const auto &[id, peer] : peers) {
        if (!m_items.contains(id))
            m_items.emplace(id, makeItems());
        const Items &items = m_items.at(id);
        const QColor color = toQColor(peer.info.color, false);
        items.cursor->setPerson(peer.info.name, color);
        items.selection->setPerson(peer.info.name, color);
        items.laser->setColor(color);
        updatePresence(id);
    }
}

void PeerOverlay::updatePresence(const PeerId &id)
{
    const auto items = m_items.find(id);
    const auto peer = m_scene.session().peers().find(id);
    if (items == m_items.end() || peer == m_scene.session().peers().end())
        return;
    const Presence &presence = peer->second.presence;
    if (!presence.cursor || !*presence.cursor) {
        items->second.cursor->setVisible(false);
    } else {
        items->second.cursor->moveTo(**presence.cursor);
        if (!m_timer.isActive()) {
            m_sinceFrame.start();
            m_timer.start(frameMs, Qt::PreciseTimer, this);
        }
    }
    outline(peer->second, *items->second.selection);
    items->second.selection->setNamed(!items->second.cursor->isVisible());
    const PointList trail = presence.laser.value_or(PointList());
    QList<QPointF> points;
    for (qsizetype i = 0; i + 1 < trail.size(); i += 2)
        points.append({trail.at(i), trail.at(i + 1)});
    items->second.laser->setPoints(points);
}

void PeerOverlay::followShapes(const ChangeSet &changes)
{
    if (m_items.empty())
        return;
    QSet<ShapeId> changed;
    for (const Change &change : changes)
        changed.insert(change.id());
    for (const auto &[id, peer] : m_scene.session().peers()) {
        const auto items = m_items.find(id);
        if (items == m_items.end() || !peer.presence.selection)
            continue;
        const QList<ShapeId> &selected = *peer.presence.selection;
        if (std::any_of(selected.begin(), selected.end(),
                        [&](const ShapeId &shape) { return changed.contains(shape); }))
            outline(peer, *items->second.selection);
    }
}

void PeerOverlay::outline(const Peer &peer, PeerSelectionItem &item) const
{
    const QList<ShapeId> selected = peer.presence.selection.value_or(QList<ShapeId>());
    QList<QPolygonF> outlines;
    QRectF together;
    for (const ShapeId &id : selected) {
        const QRectF bounds = m_scene.shownBounds(id);
        const ShapeRef shape = m_scene.session().document().find(id);
        if (!shape)
            continue;
        together |= bounds;
        if (shape->box.angle == 0 || isLinear(shape->kind)) {
            outlines.append(QPolygonF(bounds));
        } else {
            const auto corners = cornersOf(shape->box);
            outlines.append(QPolygonF(QList<QPointF>(corners.begin(), corners.end())));
        }
    }
    if (outlines.size() > mostOutlines)
        outlines = {QPolygonF(together)};
    item.setOutlines(outlines);
}

void PeerOverlay::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    const double passed = double(m_sinceFrame.restart());
    bool moving = false;
    for (const auto &[id, items] : m_items)
        moving = items.cursor->advanceBy(passed) || moving;
    if (!moving)
        m_timer.stop();
}

} // namespace sketchroom
