#include "server/net/roomgroup.h"

#include "common/base/logging.h"
#include "server/net/peerconnection.h"
#include "server/storage/memorylog.h"
#include "server/storage/sqlitelog.h"

namespace sketchroom {

namespace {

constexpr int tellMs = 500;
constexpr int roomTickMs = 1'000;

QString removedByAdministrator()
{
    return RoomGroup::tr("Whoever runs this host has removed the room.");
}

} // namespace

RoomGroup::RoomGroup(const HostOptions &options, Storage storage, const Shared &shared)
    : m_options(options)
    , m_storage(std::move(storage))
    , m_shared(shared)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellMs);
    connect(&m_tell, &QTimer::timeout, this, &RoomGroup::changed);
    connect(&m_keepAlive, &QTimer::timeout, this, &RoomGroup::keepAlive);
}

RoomGroup::~RoomGroup()
{
    if (!m_opening.empty())
        m_storage.loader->finish();
    m_opening.clear();
    // Connections before what they use; those that were turned away at once are children.
    m_rooms.clear();
    qDeleteAll(findChildren<PeerConnection *>(Qt::FindDirectChildrenOnly));
    if (m_log)
        m_log->flush();
}

Result<void> RoomGroup::start(const QList<RoomSummary> &stored)
{
    m_pace = std::make_unique<Pace>();
    m_hasher = std::make_unique<PooledHasher>(m_shared.hashing);
    m_packer = std::make_unique<PooledPacker>(m_shared.packing);
    if (m_storage.writer) {
        auto log = SqliteLog::open(m_storage.databasePath, m_storage.writer);
        if (!log)
            return tl::unexpected(log.error());
        m_log = std::move(*log);
    } else {
        m_log = std::make_unique<MemoryLog>();
    }
    for (const RoomSummary &room : stored)
        m_stored.emplace(room.id, room);
    m_keepAlive.start(int(qMin<qint64>(roomTickMs, m_options.times.pingMs)));
    return {};
}

std::unique_ptr<HostedRoom> RoomGroup::newRoom(const RoomId &id)
{
    RoomOptions options;
    options.limits = m_options.limits;
    options.createRooms = m_options.createRooms;
    options.directory = &m_shared.directory;
    options.packer = m_packer.get();
    options.owner = m_options.owner;
    options.deletedMs = m_options.deletedDays * qint64(86'400'000);
    options.joinMs = m_options.times.joinMs;
    options.lastPeer = m_lastPeer;
    return std::make_unique<HostedRoom>(id, *m_log, *m_hasher, *m_pace, m_clock, m_random, options, nullptr);
}

void RoomGroup::enter(const RoomId &room, SessionId session, const Caller &caller)
{
    if (m_stopping)
        return;
    PeerConnection *const peer = connection(session, caller);
    if (m_removing.contains(room))
        return peer->hangUp(CloseCode::NoRoom, removedByAdministrator());
    if (const auto found = m_rooms.find(room); found != m_rooms.end())
        return found->second->enter(peer);
    Opening &opening = m_opening[room];
    opening.people.emplace_back(peer);
    if (opening.room)
        return;
    opening.room = newRoom(room);
    if (m_storage.loader && m_stored.contains(room))
        m_storage.loader->load(*opening.room, this,
                               [this, room](const Result<void> &outcome) { opened(room, outcome); });
    else
        opened(room, opening.room->load());
}

void RoomGroup::opened(const RoomId &id, const Result<void> &outcome)
{
    Opening opening = std::move(m_opening.extract(id).mapped());
    if (m_stopping)
        return Q_EMIT emptied();
    std::erase_if(opening.people, [](const auto &peer) { return peer.isNull(); });
    if (outcome) {
        qCInfo(lcRoom, "Room %s is in memory, with %lld shapes.", id.constData(),
               opening.room->room().summary().shapes);
        m_opened.insert(id);
        HostedRoom &room = *m_rooms.emplace(id, std::move(opening.room)).first->second;
        connect(&room, &HostedRoom::changed, this, [this] {
            if (!m_tell.isActive())
                m_tell.start();
        });
        connect(&room, &HostedRoom::emptied, this, [this, id] { roomEmptied(id); });
        for (const auto &peer : opening.people)
            room.enter(peer);
        return;
    }
    qCWarning(lcNet, "Room %s cannot be opened: %s", id.constData(), qUtf8Printable(outcome.error().message));
    for (const auto &peer : opening.people)
        peer->hangUp(CloseCode::Storage, tr("The host cannot open this room. Ask whoever runs it to look at its log."));
}

PeerConnection *RoomGroup::connection(SessionId session, const Caller &caller)
{
    auto *peer = new PeerConnection(session, caller, m_webSockets, m_pace.get(), m_options, m_clock, this);
    // Whatever becomes of it.
    connect(peer, &PeerConnection::ended, peer, &QObject::deleteLater);
    return peer;
}

void RoomGroup::roomEmptied(const RoomId &id)
{
    Q_EMIT emptied();
    // Not at once: the room that has told it goes with it.
    if (m_removing.contains(id))
        QMetaObject::invokeMethod(this, &RoomGroup::finishRemoving, Qt::QueuedConnection);
    // A room that nobody has joined is none; it would be kept for nothing. One that is being made may yet be one.
    const auto found = m_rooms.find(id);
    if (found != m_rooms.end() && !found->second->room().isStored() && found->second->room().isIdle()) {
        found->second.release()->deleteLater();
        m_rooms.erase(found);
    }
}

Result<bool> RoomGroup::takeOver(const RoomId &id, const RoomCopy &copy)
{
    if (m_stored.contains(id) || m_rooms.contains(id) || m_opening.contains(id))
        return false;
    RoomDirectory &directory = m_shared.directory;
    if (!directory.take(id))
        return failure(ErrorCode::Limit, tr("This host has %1 rooms, and makes no more.").arg(directory.most()),
                       {{"rooms", directory.most()}});
    const Commit commit = firstCommit(copy, makeId(m_random), m_clock.wallMs());
    m_log->append(id, commit, [](const Result<void> &) {});
    m_log->flush();
    // What counts is what is there.
    const auto stored = m_log->load(id);
    if (!stored || !*stored || (*stored)->shapes.size() != copy.shapes.size()) {
        directory.remove(id);
        if (!stored)
            return tl::unexpected(stored.error());
        return failure(ErrorCode::Io, tr("The room could not be stored. Make room on the disk."));
    }
    m_opened.insert(id);
    m_stored.emplace(id, RoomSummary{id, copy.room.title, false, 0, commit.shapes, commit.at});
    return true;
}

void RoomGroup::stop(qint64 retryMs)
{
    m_stopping = true;
    for (const auto &[id, room] : m_rooms)
        room->stop(retryMs);
}

bool RoomGroup::isEmpty() const
{
    return m_opening.empty() &&
           std::all_of(m_rooms.begin(), m_rooms.end(), [](const auto &entry) { return entry.second->isEmpty(); });
}

QList<RoomSummary> RoomGroup::rooms() const
{
    std::map<RoomId, RoomSummary> all = m_stored;
    for (const auto &[id, room] : m_rooms) {
        if (room->room().isStored())
            all.insert_or_assign(id, room->room().summary());
    }
    QList<RoomSummary> list;
    for (const auto &[id, summary] : all) {
        if (m_options.listsUnopened || m_opened.contains(id))
            list.append(summary);
    }
    return list;
}

bool RoomGroup::has(const RoomId &room) const
{
    const auto found = m_rooms.find(room);
    return m_stored.contains(room) || (found != m_rooms.end() && found->second->room().isStored());
}

AssetNames RoomGroup::assetNames() const
{
    const auto *memory = dynamic_cast<const MemoryLog *>(m_log.get());
    return memory ? memory->assetNames() : AssetNames();
}

void RoomGroup::addTo(HostFacts &facts) const
{
    facts.rooms += m_past.rooms;
    facts.bytesIn += m_past.bytesIn;
    facts.bytesOut += m_past.bytesOut;
    facts.canStore = facts.canStore && m_past.canStore;
    for (const auto &[id, room] : m_rooms) {
        room->addTo(facts);
        facts.people += room->room().summary().people;
    }
    facts.roomsInMemory += int(m_rooms.size());
    facts.roomsStored += rooms().size();
}

void RoomGroup::keepAlive()
{
    m_clock.noticeTime();
    for (const auto &[id, room] : m_rooms)
        room->keepAlive();
    finishRemoving();
    forgetIdleRooms();
    if (m_clock.steadyMs() - m_lookedForUnusedMs > qMin<qint64>(60'000, m_options.times.unusedRoomMs))
        removeUnusedRooms();
}

Result<StoredRoom> RoomGroup::stored(const RoomId &id)
{
    auto room = m_log->load(id);
    if (!room)
        return tl::unexpected(room.error());
    if (!*room)
        return failure(ErrorCode::NotFound, tr("There is no room %1.").arg(QString::fromLatin1(id)));
    return std::move(**room);
}

QList<PeerInfo> RoomGroup::people(const RoomId &id) const
{
    const auto room = m_rooms.find(id);
    return room == m_rooms.end() ? QList<PeerInfo>() : room->second->room().peers();
}

Result<void> RoomGroup::grant(const RoomId &id, const ClientId &client)
{
    if (const auto room = m_rooms.find(id); room != m_rooms.end() && room->second->room().isStored()) {
        room->second->grant(client);
        return {};
    }
    auto record = stored(id);
    if (!record)
        return tl::unexpected(record.error());
    record->record.roles.insert(client, Role::Owner);
    m_log->append(id, Commit{record->record, {}, {}, m_stored[id].shapes, m_clock.wallMs()},
                  [](const Result<void> &) {});
    m_log->flush();
    return {};
}

void RoomGroup::remove(const RoomId &id)
{
    m_removing.insert(id);
    if (const auto room = m_rooms.find(id); room != m_rooms.end())
        room->second->dissolve(removedByAdministrator());
    finishRemoving();
}

void RoomGroup::finishRemoving()
{
    for (auto id = m_removing.begin(); id != m_removing.end();) {
        const auto room = m_rooms.find(*id);
        const bool isBusy = m_opening.contains(*id) ||
                            (room != m_rooms.end() && (!room->second->isEmpty() || !room->second->room().isIdle()));
        if (isBusy) {
            ++id;
            continue;
        }
        if (room != m_rooms.end()) {
            room->second->addTo(m_past);
            m_rooms.erase(room);
        }
        qCInfo(lcRoom, "Room %s was removed by an administrator.", id->constData());
        m_log->remove(*id);
        m_stored.erase(*id);
        m_used.erase(*id);
        m_shared.directory.remove(*id);
        id = m_removing.erase(id);
        if (!m_tell.isActive())
            m_tell.start();
    }
}

void RoomGroup::removeUnusedRooms()
{
    constexpr int mostAtOnce = 200; // some milliseconds' work
    m_lookedForUnusedMs = m_clock.steadyMs();
    const qint64 before = m_clock.wallMs() - m_options.times.unusedRoomMs;
    QList<RoomId> candidates;
    for (const auto &[id, room] : m_stored) {
        const bool mayBe = room.shapes == 0 && room.changed < before && room.title == QString::fromLatin1(id);
        if (mayBe && !m_used.contains(id) && candidates.size() < mostAtOnce && !m_rooms.contains(id) &&
            !m_opening.contains(id))
            candidates.append(id);
    }
    for (const RoomId &id : std::as_const(candidates)) {
        const auto stored = m_log->load(id);
        if (!stored || !*stored || !isUnused(id, **stored)) {
            m_used.insert(id);
            continue;
        }
        qCInfo(lcRoom, "Room %s is removed: nothing was ever done in it.", id.constData());
        m_log->remove(id);
        m_stored.erase(id);
        m_shared.directory.remove(id);
    }
    if (!candidates.isEmpty() && !m_tell.isActive())
        m_tell.start();
}

void RoomGroup::forgetIdleRooms()
{
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        const HostedRoom &hosted = *room->second;
        if (!hosted.isEmpty() || hosted.idleMs() < m_options.times.idleMs) {
            ++room;
            continue;
        }
        qCInfo(lcRoom, "Room %s leaves memory: nobody is in it.", room->first.constData());
        hosted.addTo(m_past);
        if (hosted.room().isStored())
            m_stored.insert_or_assign(room->first, hosted.room().summary());
        room = m_rooms.erase(room);
    }
}

} // namespace sketchroom
