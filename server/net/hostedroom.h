#pragma once

#include "server/http/metrics.h"
#include "server/net/pace.h"
#include "server/net/peerconnection.h"
#include "server/room/room.h"

#include <QObject>
#include <QTimer>

namespace sketchroom {

/// A room and the connections of those who are in it: carries out what the room wants done, and brings it messages,
/// time and what the log reports. What everybody has sent in a turn of the event loop becomes one commit, and one write
/// to each peer.
class HostedRoom final : public QObject
{
    Q_OBJECT

public:
    HostedRoom(const RoomId &id, RoomLog &log, SecretHasher &hasher, Pace &pace, const Clock &clock, Random &random,
               const RoomOptions &options, QObject *parent);
    ~HostedRoom() override;

    /// Errors: Io, Damaged.
    Result<void> load() { return m_room.load(); }
    /// The same of what was read already. May be called on another thread while nobody else uses the room.
    Result<void> load(const Result<std::optional<StoredRoom>> &stored) { return m_room.load(stored); }
    const Room &room() const { return m_room; }

    /// Takes the connection in; it is the room's from now on.
    void enter(PeerConnection *connection);
    /// Hangs up on everybody; the connections end by and by.
    void stop(qint64 retryMs);
    /// Says why, and hangs up on everybody: the room goes for good.
    void dissolve(const QString &why);
    void grant(const ClientId &client);
    /// Pings everybody, and gives up on who does not answer or read.
    void keepAlive();
    bool isEmpty() const { return m_connections.empty(); }
    /// How long nobody has been there, ms; 0 while somebody is, or not everything is stored.
    qint64 idleMs() const;
    /// Adds what the room and its connections have done.
    void addTo(HostFacts &facts) const;

Q_SIGNALS:
    /// People came or went, or the room changed.
    void changed();
    /// The last connection has ended.
    void emptied();

private:
    void receive(SessionId session, QByteArrayView message);
    void leave(SessionId session, Room::LeaveReason reason);
    void giveUp(SessionId session);
    void carryOutAfterReading();
    void carryOut();
    void carryOut(const Outgoing &out);
    void schedule();

    Pace &m_pace;
    const Clock &m_clock;
    const Limits m_limits;
    Room m_room;
    std::map<SessionId, PeerConnection *> m_connections;
    PeerConnection::Traffic m_traffic; ///< of the connections that have ended
    qint64 m_emptySinceMs;
    QTimer m_timer;
    bool m_carryingOut = false;
    bool m_reading = false; ///< messages are being received, and what comes of them is still to be carried out
};

} // namespace sketchroom
