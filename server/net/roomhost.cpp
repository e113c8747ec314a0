#include "server/net/roomhost.h"

#include "common/base/clock.h"
#include "common/base/logging.h"
#include "server/http/router.h"
#include "server/net/assetdoor.h"
#include "server/net/frontdoor.h"
#include "server/net/hostedroom.h"
#include "server/net/lobby.h"
#include "server/net/peerconnection.h"
#include "server/net/reactor.h"
#include "server/storage/datafolder.h"
#include "server/storage/memorylog.h"
#include "server/storage/sqlitelog.h"

#include <QTimer>

namespace sketchroom {

namespace {

constexpr qint64 retryMs = 2'000;
constexpr int tellRoomsMs = 500;
constexpr int keepAliveMs = 1'000;

} // namespace

/// What there is while the host runs; made by start(), so that it lives on the thread of whoever calls that.
class RoomHost::Private final : public QObject
{
    Q_OBJECT

public:
    explicit Private(RoomHost &host, const HostOptions &options)
        : m_host(host)
        , m_options(options)
    {
        m_tellRooms.setSingleShot(true);
        m_tellRooms.setInterval(tellRoomsMs);
        connect(&m_tellRooms, &QTimer::timeout, this, &Private::tellRooms);
        connect(&m_keepAlive, &QTimer::timeout, this, &Private::keepAlive);
        connect(&m_sweep, &QTimer::timeout, this, &Private::sweepAssets);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, &Private::finish);
        connect(&m_lobby, &Lobby::emptied, this, &Private::finishIfEmpty);
    }
    ~Private() override
    {
        // Connections before the reactor; those that were turned away at once are children.
        m_rooms.clear();
        qDeleteAll(findChildren<PeerConnection *>(Qt::FindDirectChildrenOnly));
        if (m_log)
            m_log->flush();
    }

    Result<quint16> start();
    Result<RoomId> takeOver(const RoomCopy &copy);
    void stop();
    QList<RoomSummary> rooms() const;

private:
    RoomId freeId(const RoomId &wanted) const;
    void enterRoom(const RoomId &room, const Caller &caller);
    void enterLobby(const Caller &caller);
    PeerConnection *connection(const Caller &caller);
    Result<void> openLog();
    Result<HostedRoom *> roomNamed(const RoomId &id);
    void tellRooms();
    void keepAlive();
    void forgetIdleRooms();
    Result<void> openAssets();
    void sweepAssets();
    bool exists(const RoomId &room) const;
    HostFacts facts() const;
    void finishIfEmpty();
    void finish();

    RoomHost &m_host;
    const HostOptions m_options;
    SystemClock m_clock;
    Random m_random = Random::fromSystem();
    std::unique_ptr<DataFolder> m_folder;
    std::unique_ptr<RoomLog> m_log;
    std::unique_ptr<AssetStore> m_assets;
    std::unique_ptr<AssetDoor> m_assetDoor;
    Access m_access{m_options, m_clock};
    Reactor m_reactor; ///< before all that has connections
    std::unique_ptr<FrontDoor> m_door;
    Lobby m_lobby;
    std::map<RoomId, std::unique_ptr<HostedRoom>> m_rooms;
    std::map<RoomId, RoomSummary> m_stored; ///< of the rooms that are not in memory
    HostFacts m_past;                       ///< what rooms did that are not in memory any more
    SessionId m_lastSession = 0;
    QList<RoomSummary> m_told;
    QTimer m_tellRooms;
    QTimer m_keepAlive;
    QTimer m_sweep;
    QTimer m_patience;
    bool m_stopping = false;
};

Result<void> RoomHost::Private::openLog()
{
    if (m_options.dataFolder.isEmpty()) {
        m_log = std::make_unique<MemoryLog>();
        return {};
    }
    auto folder = DataFolder::open(m_options.dataFolder);
    if (!folder)
        return tl::unexpected(folder.error());
    m_folder = std::move(*folder);
    auto log = SqliteLog::open(m_folder->databasePath());
    if (!log)
        return tl::unexpected(log.error());
    m_log = std::move(*log);
    return {};
}

Result<void> RoomHost::Private::openAssets()
{
    m_assets =
        std::make_unique<AssetStore>(m_folder ? m_folder->assetsPath() : QString(), m_options.imageStoreBytes, m_clock);
    m_assetDoor =
        std::make_unique<AssetDoor>(*m_assets, m_options, [this](const RoomId &room) { return exists(room); });
    m_sweep.start(int(m_options.times.sweepMs));
    return m_assets->open();
}

void RoomHost::Private::sweepAssets()
{
    AssetStore::ReadNames read;
    if (m_folder)
        read = [path = m_folder->databasePath()] { return assetNamesIn(path); };
    else
        read = [names = static_cast<const MemoryLog &>(*m_log).assetNames()] { return names; };
    m_assets->sweep(m_options.times.unusedMs, read);
}

bool RoomHost::Private::exists(const RoomId &room) const
{
    const auto found = m_rooms.find(room);
    return m_stored.contains(room) || (found != m_rooms.end() && found->second->room().isStored());
}

Result<quint16> RoomHost::Private::start()
{
    if (const auto opened = openLog().and_then([this] { return openAssets(); }); !opened)
        return tl::unexpected(opened.error());
    const auto stored = m_log->rooms();
    if (!stored)
        return tl::unexpected(stored.error());
    for (const RoomSummary &room : *stored)
        m_stored.emplace(room.id, room);
    m_door = std::make_unique<FrontDoor>(m_options, m_access,
                                         [this](const RequestHead &head) { return answer(head, rooms(), facts()); });
    connect(m_door.get(), &FrontDoor::roomCalled, this, &Private::enterRoom);
    connect(m_door.get(), &FrontDoor::lobbyCalled, this, &Private::enterLobby);
    connect(m_door.get(), &FrontDoor::assetCalled, m_assetDoor.get(), &AssetDoor::enter);
    m_keepAlive.start(int(qMin<qint64>(keepAliveMs, m_options.times.pingMs)));
    return m_door->open();
}

RoomId RoomHost::Private::freeId(const RoomId &wanted) const
{
    constexpr qsizetype longest = 63;
    RoomId id = wanted;
    for (int i = 2; m_stored.contains(id) || m_rooms.contains(id); ++i) {
        const QByteArray number = "-" + QByteArray::number(i);
        id = wanted.left(longest - number.size()) + number;
    }
    return id;
}

Result<RoomId> RoomHost::Private::takeOver(const RoomCopy &copy)
{
    const RoomId id = freeId(copy.room.id);
    const Commit commit = firstCommit(copy, makeId(m_random), m_clock.wallMs());
    m_log->append(id, commit, [](const Result<void> &) {});
    m_log->flush();
    // What counts is what is there.
    const auto stored = m_log->load(id);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored || (*stored)->shapes.size() != copy.shapes.size())
        return failure(ErrorCode::Io, tr("The room could not be stored. Make room on the disk."));
    m_stored.emplace(id, RoomSummary{id, copy.room.title, false, 0, commit.shapes, commit.at});
    tellRooms();
    return id;
}

void RoomHost::Private::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    m_door->close();
    for (const auto &[id, room] : m_rooms)
        room->stop(retryMs);
    m_lobby.stop(retryMs);
    m_patience.start(int(m_options.times.stopMs));
    // Never before this returns: whoever stops the host wants to hear of it afterwards.
    QMetaObject::invokeMethod(this, &Private::finishIfEmpty, Qt::QueuedConnection);
}

QList<RoomSummary> RoomHost::Private::rooms() const
{
    std::map<RoomId, RoomSummary> all = m_stored;
    for (const auto &[id, room] : m_rooms) {
        if (room->room().isStored())
            all.insert_or_assign(id, room->room().summary());
    }
    QList<RoomSummary> list;
    for (const auto &[id, summary] : all)
        list.append(summary);
    return list;
}

PeerConnection *RoomHost::Private::connection(const Caller &caller)
{
    return new PeerConnection(++m_lastSession, caller, m_reactor, m_options, m_clock, this);
}

void RoomHost::Private::enterRoom(const RoomId &room, const Caller &caller)
{
    const QHostAddress address = caller.address;
    PeerConnection *peer = connection(caller);
    if (m_access.isSlowed(address)) {
        qCWarning(lcNet, "%s guesses at secrets, and has to wait.", qUtf8Printable(address.toString()));
        peer->hangUp(CloseCode::Rate, tr("Too many wrong secrets. Wait a minute."));
        connect(peer, &PeerConnection::ended, peer, &QObject::deleteLater);
        return;
    }
    connect(peer, &PeerConnection::guessedWrong, this, [this, address] { m_access.guessedWrong(address); });
    if (const auto hosted = roomNamed(room))
        return (*hosted)->enter(peer);
    else
        qCWarning(lcNet, "Room %s cannot be opened: %s", room.constData(), qUtf8Printable(hosted.error().message));
    peer->hangUp(CloseCode::Storage, tr("The host cannot open this room. Ask whoever runs it to look at its log."));
    connect(peer, &PeerConnection::ended, peer, &QObject::deleteLater);
}

void RoomHost::Private::enterLobby(const Caller &caller)
{
    m_lobby.enter(connection(caller), rooms());
}

Result<HostedRoom *> RoomHost::Private::roomNamed(const RoomId &id)
{
    if (const auto found = m_rooms.find(id); found != m_rooms.end())
        return found->second.get();
    RoomOptions options;
    options.limits = m_options.limits;
    options.createRooms = m_options.createRooms;
    options.joinMs = m_options.times.joinMs;
    auto room = std::make_unique<HostedRoom>(id, *m_log, m_reactor, m_clock, m_random, options, nullptr);
    if (const auto loaded = room->load(); !loaded)
        return tl::unexpected(loaded.error());
    qCInfo(lcRoom, "Room %s is in memory, with %lld shapes.", id.constData(), room->room().summary().shapes);
    connect(room.get(), &HostedRoom::changed, this, [this] {
        if (!m_tellRooms.isActive())
            m_tellRooms.start();
    });
    connect(room.get(), &HostedRoom::emptied, this, [this, id] {
        finishIfEmpty();
        // A room that nobody has joined is none; it would be kept for nothing.
        const auto found = m_rooms.find(id);
        if (found != m_rooms.end() && !found->second->room().isStored()) {
            found->second.release()->deleteLater();
            m_rooms.erase(found);
        }
    });
    return m_rooms.emplace(id, std::move(room)).first->second.get();
}

void RoomHost::Private::tellRooms()
{
    QList<RoomSummary> now = rooms();
    if (now == m_told)
        return;
    m_told = std::move(now);
    m_lobby.show(m_told);
    Q_EMIT m_host.roomsChanged(m_told);
}

void RoomHost::Private::keepAlive()
{
    for (const auto &[id, room] : m_rooms)
        room->keepAlive();
    m_lobby.keepAlive();
    forgetIdleRooms();
}

void RoomHost::Private::forgetIdleRooms()
{
    // One that was never joined goes when the connection does.
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        const HostedRoom &hosted = *room->second;
        if (hosted.idleMs() < m_options.times.idleMs || !hosted.room().isStored()) {
            ++room;
            continue;
        }
        qCInfo(lcRoom, "Room %s leaves memory: nobody is in it.", room->first.constData());
        hosted.addTo(m_past);
        m_stored.insert_or_assign(room->first, hosted.room().summary());
        room = m_rooms.erase(room);
    }
}

HostFacts RoomHost::Private::facts() const
{
    HostFacts facts = m_past;
    for (const auto &[id, room] : m_rooms) {
        room->addTo(facts);
        facts.people += room->room().summary().people;
    }
    facts.roomsInMemory = int(m_rooms.size());
    facts.roomsStored = rooms().size();
    facts.connections = m_door->connections();
    facts.images = m_assets->count();
    facts.imageBytes = m_assets->bytes();
    return facts;
}

void RoomHost::Private::finishIfEmpty()
{
    const bool empty = m_lobby.isEmpty() && std::all_of(m_rooms.begin(), m_rooms.end(),
                                                        [](const auto &entry) { return entry.second->isEmpty(); });
    if (m_stopping && empty)
        finish();
}

void RoomHost::Private::finish()
{
    m_log->flush();
    // The host deletes this in stopped(), or whenever it likes.
    QMetaObject::invokeMethod(&m_host, &RoomHost::forget, Qt::QueuedConnection);
    m_stopping = false;
    m_patience.stop();
}

RoomHost::RoomHost(QObject *parent)
    : QObject(parent)
{
}

RoomHost::~RoomHost() = default;

Result<quint16> RoomHost::start(const HostOptions &options)
{
    d = std::make_unique<Private>(*this, options);
    auto port = d->start();
    if (!port)
        d.reset();
    return port;
}

Result<RoomId> RoomHost::takeOver(const RoomCopy &copy)
{
    return d->takeOver(copy);
}

void RoomHost::stop()
{
    if (d)
        d->stop();
}

bool RoomHost::isRunning() const
{
    return d != nullptr;
}

QList<RoomSummary> RoomHost::rooms() const
{
    return d ? d->rooms() : QList<RoomSummary>();
}

int RoomHost::people() const
{
    int people = 0;
    for (const RoomSummary &room : rooms())
        people += room.people;
    return people;
}

void RoomHost::forget()
{
    d.reset();
    Q_EMIT stopped();
}

} // namespace sketchroom

#include "roomhost.moc"
