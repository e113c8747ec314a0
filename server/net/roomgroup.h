#pragma once

#include "server/net/awakeclock.h"
#include "server/net/caller.h"
#include "server/net/hostedroom.h"
#include "server/net/pooledhasher.h"
#include "server/net/pooledpacker.h"
#include "server/net/roomloader.h"
#include "server/room/roomcopy.h"
#include "server/storage/assetnames.h"

#include <QWebSocketServer>

#include <map>
#include <set>
#include <vector>

namespace sketchroom {

/// Some of a host's rooms, with all that they need to live on a thread of their own: connections, clock, and a log.
/// Made anywhere, used and destroyed on its thread.
class RoomGroup final : public QObject
{
    Q_OBJECT

public:
    /// Where rooms are kept; none of it for rooms that are kept in memory only.
    struct Storage
    {
        QString databasePath;
        std::shared_ptr<SqliteWriter> writer;
        RoomLoader *loader = nullptr;
    };
    /// What all rooms of the host share; outlives its groups.
    struct Shared
    {
        RoomDirectory &directory;
        QThreadPool &hashing; ///< of secrets
        PackingPool &packing; ///< of snapshots
    };
    RoomGroup(const HostOptions &options, Storage storage, const Shared &shared);
    ~RoomGroup() override;

    /// `stored` are those of its rooms that there are. Errors: Io, Damaged.
    Result<void> start(const QList<RoomSummary> &stored);
    void enter(const RoomId &room, SessionId session, const Caller &caller);
    /// Makes a room of the copy; false where there is one of that name. Errors: Io, Limit.
    Result<bool> takeOver(const RoomId &id, const RoomCopy &copy);
    /// What is stored of a room. Errors: Io, Damaged, NotFound.
    Result<StoredRoom> stored(const RoomId &id);
    QList<PeerInfo> people(const RoomId &id) const;
    /// The room goes for good; who is in it is hung up on (4404).
    void remove(const RoomId &id);
    /// Makes somebody an owner. Errors: as of stored().
    Result<void> grant(const RoomId &id, const ClientId &client);
    /// Hangs up on everybody; emptied() follows.
    void stop(qint64 retryMs);

    bool isEmpty() const; ///< no connections
    QList<RoomSummary> rooms() const;
    bool has(const RoomId &room) const; ///< whether it is stored
    void addTo(HostFacts &facts) const;
    /// What the boards name, of rooms that are kept in memory only.
    AssetNames assetNames() const;

Q_SIGNALS:
    /// A room came, or its name, people or number of shapes may have changed. At most a few times a second.
    void changed();
    /// The last connection of a room has ended.
    void emptied();

private:
    /// A room that is being loaded, and who waits for it.
    struct Opening
    {
        std::unique_ptr<HostedRoom> room;
        std::vector<QPointer<PeerConnection>> people;
    };
    std::unique_ptr<HostedRoom> newRoom(const RoomId &id);
    void opened(const RoomId &id, const Result<void> &outcome);
    PeerConnection *connection(SessionId session, const Caller &caller);
    void roomEmptied(const RoomId &id);
    void keepAlive();
    void forgetIdleRooms();
    /// A few of those in which nothing has ever been done, so that others can be made.
    void removeUnusedRooms();
    /// Those that an administrator wants gone, and that nobody is in any more.
    void finishRemoving();

    const HostOptions &m_options;
    const Storage m_storage;
    const Shared m_shared;
    AwakeClock m_clock;
    Random m_random = Random::fromSystem();
    std::unique_ptr<Pace> m_pace; ///< made on the thread; before all that has connections
    QWebSocketServer m_webSockets{QStringLiteral("sketchroom"), QWebSocketServer::NonSecureMode, this};
    std::unique_ptr<RoomLog> m_log;
    std::unique_ptr<PooledHasher> m_hasher; ///< made on the thread, too
    std::unique_ptr<PooledPacker> m_packer; ///< likewise
    std::map<RoomId, std::unique_ptr<HostedRoom>> m_rooms;
    std::map<RoomId, Opening> m_opening;
    std::set<RoomId> m_opened;              ///< since the host started
    std::map<RoomId, RoomSummary> m_stored; ///< of the rooms that are not in memory
    HostFacts m_past;                       ///< what rooms did that are not in memory any more
    QTimer m_tell{this};
    QTimer m_keepAlive{this};
    std::set<RoomId> m_removing;
    std::set<RoomId> m_used;        ///< that were looked at, and in which something was done
    qint64 m_lookedForUnusedMs = 0; ///< on the steady clock
    bool m_stopping = false;
    const std::shared_ptr<std::atomic<quint64>> m_lastPeer = std::make_shared<std::atomic<quint64>>(0);
};

} // namespace sketchroom
