#pragma once

#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "server/room/room.h"
#include "server/storage/memorylog.h"
#include "tests/support/people.h"
#include "tests/support/steeredhasher.h"

#include <QTest>

#include <deque>

namespace sketchroom {

/// A log that commits when it is told to, or fails.
class SteeredLog final : public RoomLog
{
public:
    Result<QList<RoomSummary>> rooms() override { return kept.rooms(); }
    Result<std::optional<StoredRoom>> load(const RoomId &room) override { return kept.load(room); }
    void append(const RoomId &room, const Commit &commit, const Done &done) override
    {
        m_waiting.push_back({room, commit, done});
        if (!held)
            release();
    }
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override
    {
        checkpoints.append(seq);
        kept.checkpoint(room, seq, shapes);
    }
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override
    {
        ++reads;
        return kept.read(room, qMax(from, forgotten + 1), to, maxBytes);
    }
    Result<qint64> firstKept(const RoomId &) override { return forgotten + 1; }
    void keepDeleted(const RoomId &room, const LoggedDeletion &deletion) override { kept.keepDeleted(room, deletion); }
    Result<QList<Deletion>> deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most) override
    {
        return kept.deletions(room, filter, most);
    }
    Result<QList<DeletedPart>> deleted(const RoomId &room, const DeletionFilter &filter,
                                       const std::optional<DeletedPart> &after, qint64 maxBytes) override
    {
        return kept.deleted(room, filter, after, maxBytes);
    }
    void remove(const RoomId &room) override { kept.remove(room); }
    void flush() override {}

    /// Ends the oldest commit that is under way.
    void release()
    {
        const Waiting waiting = m_waiting.front();
        m_waiting.pop_front();
        if (failing)
            waiting.done(failure(ErrorCode::Io, QStringLiteral("The disk is full.")));
        else
            kept.append(waiting.room, waiting.commit, waiting.done);
    }
    qsizetype underWay() const { return qsizetype(m_waiting.size()); }
    const Commit &next() const { return m_waiting.front().commit; }

    MemoryLog kept;
    bool held = false;
    bool failing = false;
    QList<qint64> checkpoints;
    int reads = 0;
    qint64 forgotten = 0; ///< edits up to this are not kept any more

private:
    struct Waiting
    {
        RoomId room;
        Commit commit;
        Done done;
    };
    std::deque<Waiting> m_waiting;
};

/// A whole room in a test: people are numbers, and what they are told is kept for each.
class RoomFixture
{
public:
    explicit RoomFixture(const RoomOptions &roomOptions = {})
        : options(roomOptions)
    {
        start();
    }

    /// The room anew from the log, as after a restart of the host.
    void start()
    {
        room = std::make_unique<Room>("r1", log, hasher, clock, random, options);
        const auto loaded = room->load();
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        m_inboxes.clear();
        m_hangups.clear();
    }

    void open(SessionId session)
    {
        room->open(session, addresses.value(session));
        collect();
    }
    void send(SessionId session, const ClientMessage &message, qint64 bytes = 0)
    {
        room->receive(session, message, bytes);
        collect();
    }
    static QByteArray nameOf(SessionId session) { return "client-" + QByteArray::number(session); }
    static ClientId clientOf(SessionId session) { return clientNamed(nameOf(session)); }
    /// Opens and joins as somebody named after the session, or as `name`, or as `message` says.
    void join(SessionId session) { join(session, nameOf(session)); }
    void join(SessionId session, const QByteArray &name) { join(session, joinOf(name)); }
    /// By whoever the window is called after.
    void join(SessionId session, const JoinMessage &message)
    {
        open(session);
        send(session, signedFor(session, message));
    }
    JoinMessage signedFor(SessionId session, const JoinMessage &message)
    {
        return signedJoin(message, keyOf(message.window), "r1", nonceOf(session));
    }
    QByteArray nonceOf(SessionId session) { return last<HelloMessage>(session).nonce; }
    PeerId peerOf(SessionId session) { return first<WelcomeMessage>(session).peer; }

    void edit(SessionId session, qint64 id, const QList<Op> &ops) { send(session, EditMessage{{id, "g1", ops}, {}}); }
    static Op create(const ShapeId &id, Kind kind = Kind::Rect)
    {
        Shape shape = Shape::defaults(kind);
        shape.id = id;
        return create(shape);
    }
    static Op create(const Shape &shape) { return CreateOp{std::make_shared<const Shape>(shape)}; }
    static Op move(const ShapeId &id, double x) { return UpdateOp{id, {{Register::Box, Box{x, 0, 10, 10, 0}}}}; }

    void tick()
    {
        room->tick();
        collect();
    }
    /// Carries out what the room wants done.
    void collect()
    {
        while (!hasher.held && hasher.underWay() > 0)
            hasher.release();
        for (const Outgoing &out : room->takeOutput()) {
            for (const SessionId session : out.to)
                std::visit([&](const auto &what) { deliver(session, what); }, out.what);
        }
    }
    void releaseCommit()
    {
        log.release();
        collect();
    }

    void releaseHash()
    {
        hasher.release();
        collect();
    }

    /// All messages of one type that a session has got.
    template <class Message>
    QList<Message> all(SessionId session)
    {
        QList<Message> found;
        for (const HostMessage &message : m_inboxes[session]) {
            if (const auto *typed = std::get_if<Message>(&message))
                found.append(*typed);
        }
        return found;
    }
    template <class Message>
    Message first(SessionId session)
    {
        return all<Message>(session).value(0);
    }
    template <class Message>
    Message last(SessionId session)
    {
        const QList<Message> found = all<Message>(session);
        return found.isEmpty() ? Message() : found.last();
    }
    /// The committed edits that a session has been told of.
    QList<CommittedEdit> edits(SessionId session)
    {
        QList<CommittedEdit> list;
        for (const EditsMessage &message : all<EditsMessage>(session))
            list.append(message.edits);
        return list;
    }
    QList<ErrorCode> rejects(SessionId session)
    {
        QList<ErrorCode> codes;
        for (const RejectMessage &message : all<RejectMessage>(session))
            codes.append(message.error.code);
        return codes;
    }
    QByteArray lastError(SessionId session) { return last<ErrorMessage>(session).code; }
    /// Ids of the shapes in the snapshots that a session has got.
    QList<ShapeId> snapshotIds(SessionId session)
    {
        QList<ShapeId> ids;
        for (const SnapshotMessage &message : all<SnapshotMessage>(session)) {
            for (const ShapeRef &shape : message.shapes)
                ids.append(shape->id);
        }
        return ids;
    }
    /// 0: the session has not been hung up on.
    int closedWith(SessionId session) const { return m_hangups.contains(session) ? int(m_hangups[session].code) : 0; }
    QString reasonOf(SessionId session) const { return m_hangups.value(session).reason; }
    /// All that a session has got, in order.
    QList<HostMessage> inbox(SessionId session) const { return m_inboxes.value(session); }
    int packedParts(SessionId session) const { return m_packedParts.value(session); } ///< of snapshots
    void forget(SessionId session) { m_inboxes[session].clear(); }
    qsizetype received(SessionId session) const { return m_inboxes.value(session).size(); }

    RoomOptions options;
    QHash<SessionId, QHostAddress> addresses; ///< where people come from; null where it does not matter
    ManualClock clock;
    Random random{1};
    SteeredLog log;
    SteeredHasher hasher;
    std::unique_ptr<Room> room;

private:
    void deliver(SessionId session, const Deliver &what) { read(session, what.message); }
    void deliver(SessionId session, const DeliverEdits &what) { read(session, what.message); }
    void deliver(SessionId session, const DeliverIfIdle &what) { read(session, what.message); }
    void deliver(SessionId session, const DeliverBulk &what)
    {
        for (const QByteArray &message : what.messages) {
            m_packedParts[session] += isPacked(message) ? 1 : 0;
            read(session, message);
        }
    }
    void deliver(SessionId session, const Hangup &what) { m_hangups[session] = what; }
    void read(SessionId session, const QByteArray &bytes)
    {
        const QByteArray json = isPacked(bytes) ? unpackMessage(bytes).value_or("damaged") : bytes;
        const auto message = decodeHost(json);
        QVERIFY2(message, json.constData());
        m_inboxes[session].append(*message);
    }

    QMap<SessionId, QList<HostMessage>> m_inboxes;
    QMap<SessionId, Hangup> m_hangups;
    QMap<SessionId, int> m_packedParts;
};

} // namespace sketchroom
