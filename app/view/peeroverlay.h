#pragma once

#include "common/model/document.h"
#include "common/protocol/messages.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <map>

namespace sketchroom {

class BoardScene;
class LaserTrail;
class PeerCursorItem;
class PeerSelectionItem;
struct Peer;

/// The other people on the board: their pointers and what they have selected, as items over everything else.
class PeerOverlay final : public QObject
{
public:
    /// Lives as long as the scene, which owns the items.
    explicit PeerOverlay(BoardScene &scene);

private:
    struct Items
    {
        PeerCursorItem *cursor;
        PeerSelectionItem *selection;
        LaserTrail *laser;
    };

    void timerEvent(QTimerEvent *event) override;
    void updatePeople();
    void updatePresence(const PeerId &id);
    void followShapes(const ChangeSet &changes);
    void outline(const Peer &peer, PeerSelectionItem &item) const;
    Items makeItems();

    BoardScene &m_scene;
    std::map<PeerId, Items> m_items;
    QBasicTimer m_timer;
    QElapsedTimer m_sinceFrame;
};

} // namespace sketchroom
