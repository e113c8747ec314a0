#include "app/connection/boardsession.h"

#include "common/base/logging.h"

namespace sketchroom {

namespace {

constexpr int presenceEveryMs = 33;

/// About how many bytes an operation takes on the wire, never less.
qint64 wireSize(const Op &op)
{
    constexpr qint64 perNumber = 26;
    constexpr qint64 perCharacter = 6;
    constexpr qint64 rest = 1200;
    if (const auto *create = std::get_if<CreateOp>(&op))
        return rest + create->shape->points.size() * perNumber + create->shape->text.size() * perCharacter +
               create->shape->link.size() * perCharacter + create->shape->ext.json.size();
    if (const auto *append = std::get_if<AppendOp>(&op))
        return rest + append->points.size() * perNumber;
    qint64 size = rest;
    if (const auto *update = std::get_if<UpdateOp>(&op)) {
        for (const RegisterValue &entry : update->set) {
            if (const auto *points = std::get_if<PointList>(&entry.value))
                size += points->size() * perNumber;
            else if (const auto *text = std::get_if<QString>(&entry.value))
                size += text->size() * perCharacter;
            else if (const auto *ext = std::get_if<JsonObject>(&entry.value))
                size += ext->json.size();
        }
    }
    return size;
}

} // namespace

BoardSession::BoardSession(const ClientId &client, const Clock &clock, Random &random, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_random(random)
    , m_replica(client)
{
    m_presenceTimer.setSingleShot(true);
    m_presenceTimer.setInterval(presenceEveryMs);
    connect(&m_presenceTimer, &QTimer::timeout, this, &BoardSession::sendPresence);
}

BoardSession::~BoardSession() = default;

void BoardSession::setSelf(const QString &name, Color color)
{
    m_self.name = name;
    m_self.color = color;
    Q_EMIT peopleChanged();
}

void BoardSession::setLink(std::unique_ptr<RoomLink> link, Board board)
{
    if (m_link)
        m_link->disconnect(this);
    m_adopted = board == Board::Adopt ? document().shapes() : QList<ShapeRef>();
    m_link = std::move(link);
    m_peers.clear();
    m_chat.clear();
    m_room = {};
    m_incoming.reset();
    m_tailEnd.reset();
    m_firstWelcome = true;
    m_unsentPresence = {};
    connect(m_link.get(), &RoomLink::received, this, &BoardSession::receive);
    connect(m_link.get(), &RoomLink::stateChanged, this, &BoardSession::stateChanged);
    JoinMessage join;
    join.client = m_replica.client();
    join.name = m_self.name;
    join.color = m_self.color;
    m_link->open(join);
    Q_EMIT peopleChanged();
    Q_EMIT stateChanged();
}

std::optional<BoardSession::Loading> BoardSession::loading() const
{
    return m_incoming ? std::optional(Loading{m_incoming->shapes.size(), m_incoming->total}) : std::nullopt;
}

bool BoardSession::isConnected() const
{
    return m_link && m_link->state() == RoomLink::State::Connected;
}

bool BoardSession::mayEdit() const
{
    return m_self.role == Role::Owner || (m_self.role == Role::Editor && !m_room.locked);
}

GestureId BoardSession::newGesture()
{
    return makeId(m_random, 12);
}

ShapeId BoardSession::newShapeId()
{
    return makeId(m_random);
}

// ---- edits ----

Result<QList<QList<Op>>> BoardSession::split(const QList<Op> &ops) const
{
    QList<QList<Op>> parts;
    qint64 bytes = 0;
    for (const Op &op : ops) {
        const qint64 size = wireSize(op);
        if (size > 2 * m_limits.frameBytes)
            return failure(ErrorCode::Limit,
                           tr("One shape of the drawing is too large for the room: it takes %1 KiB.").arg(size / 1024));
        if (parts.isEmpty() || parts.back().size() >= m_limits.opsPerEdit || bytes + size > m_limits.frameBytes) {
            parts.emplaceBack();
            bytes = 0;
        }
        parts.back().append(op);
        bytes += size;
    }
    return parts;
}

Result<ChangeSet> BoardSession::perform(const QList<Op> &ops, const GestureId &gesture)
{
    if (!mayEdit())
        return failure(ErrorCode::Locked, m_room.locked
                                              ? tr("The room is locked. Its owner can unlock it.")
                                              : tr("You are a viewer in this room. Its owner can let you draw."));
    const auto parts = split(ops);
    if (!parts)
        return tl::unexpected(parts.error());
    if (parts->size() > 1) {
        // All or nothing also for what goes out as several edits: tried on a copy first.
        Document trial = document();
        if (const auto fits = trial.apply(ops, {m_replica.client(), m_clock.wallMs()}); !fits)
            return tl::unexpected(fits.error());
    }
    ChangeSet changes;
    for (const QList<Op> &part : *parts) {
        auto local = m_replica.edit(part, gesture, m_clock.wallMs());
        if (!local) {
            if (local.error().code == ErrorCode::Gone && parts->size() > 1)
                continue;
            return tl::unexpected(local.error());
        }
        changes += local->changes;
        if (isConnected() && !m_incoming)
            m_link->send(EditMessage{local->edit, std::nullopt});
    }
    return changes;
}

Result<void> BoardSession::submit(const QList<Op> &ops, const QString &label, const GestureId &gesture)
{
    const GestureId step = gesture.isEmpty() ? newGesture() : gesture;
    const auto changes = perform(ops, step);
    if (!changes)
        return tl::unexpected(changes.error());
    m_undo.record(*changes, step, label);
    report(*changes);
    Q_EMIT undoChanged();
    return {};
}

void BoardSession::report(const ChangeSet &changes)
{
    if (!changes.isEmpty())
        Q_EMIT documentChanged(changes);
    Q_EMIT pendingChanged();
}

void BoardSession::performUndo(const std::optional<UndoHistory::Step> &step)
{
    if (step) {
        if (const auto changes = perform(step->ops, newGesture()))
            report(*changes);
        else
            Q_EMIT noticed(changes.error().message);
    }
    Q_EMIT undoChanged();
}

void BoardSession::undo()
{
    performUndo(m_undo.undo(document()));
}

void BoardSession::redo()
{
    performUndo(m_undo.redo(document()));
}

// ---- messages ----

struct BoardSession::Receiver
{
    BoardSession &session;

    void operator()(const WelcomeMessage &message) const
    {
        session.m_self.peer = message.peer;
        session.m_self.role = message.role;
        session.m_room = message.room;
        session.m_limits = message.limits;
        session.m_chat = message.chat;
        session.m_peers.clear();
        for (const PeerInfo &info : message.peers) {
            if (info.peer != message.peer)
                session.m_peers.emplace(info.peer, Peer{info, {}});
        }
        if (message.sync == WelcomeMessage::Sync::Snapshot) {
            session.m_incoming = Incoming{message.epoch, message.seq, message.lastEdit, {}, 0};
            Q_EMIT session.loadingChanged();
        } else if (message.seq > session.m_replica.seq()) {
            session.m_tailEnd = message.seq;
            session.m_tailLastEdit = message.lastEdit;
        } else {
            session.report(session.m_replica.dropUpTo(message.lastEdit));
            session.synced();
        }
        Q_EMIT session.peopleChanged();
        session.m_unsentPresence = session.m_presence;
        session.sendPresence();
    }

    void operator()(const SnapshotMessage &message) const
    {
        if (!session.m_incoming)
            return;
        session.m_incoming->shapes += message.shapes;
        session.m_incoming->total = message.total;
        if (message.done)
            session.finishSnapshot();
        Q_EMIT session.loadingChanged();
    }

    void operator()(const EditsMessage &message) const
    {
        ChangeSet changes;
        for (const CommittedEdit &edit : message.edits) {
            if (edit.seq > session.m_replica.seq() + 1) {
                // Nothing may be missing: the room is asked for anew.
                qCWarning(lcClient) << "edit" << edit.seq << "came after" << session.m_replica.seq();
                session.report(changes);
                session.resume();
                return;
            }
            changes += session.m_replica.confirm(edit);
        }
        if (session.m_tailEnd && session.m_replica.seq() >= *session.m_tailEnd) {
            session.m_tailEnd.reset();
            changes += session.m_replica.dropUpTo(session.m_tailLastEdit);
            session.synced();
        }
        session.m_link->setResume({session.m_replica.epoch(), session.m_replica.seq()});
        session.report(changes);
    }

    void operator()(const RejectMessage &message) const
    {
        session.report(session.m_replica.reject(message.id));
        Q_EMIT session.noticed(message.error.message);
        Q_EMIT session.undoChanged();
    }

    void operator()(const PeersPresenceMessage &message) const
    {
        for (const auto &[id, presence] : message.peers) {
            const auto peer = session.m_peers.find(id);
            if (peer == session.m_peers.end())
                continue;
            peer->second.presence.merge(presence);
            Q_EMIT session.presenceChanged(id);
        }
    }

    void operator()(const JoinedMessage &message) const
    {
        if (message.peer.peer == session.m_self.peer)
            return;
        session.m_peers[message.peer.peer].info = message.peer;
        Q_EMIT session.peopleChanged();
    }

    void operator()(const LeftMessage &message) const
    {
        session.m_peers.erase(message.peer);
        Q_EMIT session.peopleChanged();
    }

    void operator()(const ChatLineMessage &message) const
    {
        session.m_chat.append(message.line);
        Q_EMIT session.chatReceived(message.line);
    }

    void operator()(const RoomMessage &message) const
    {
        session.m_room = message.room;
        if (message.action == RoomVerb::Role && message.role) {
            if (message.peer == session.m_self.peer)
                session.m_self.role = *message.role;
            else if (const auto peer = session.m_peers.find(message.peer); peer != session.m_peers.end())
                peer->second.info.role = *message.role;
        }
        Q_EMIT session.peopleChanged();
    }

    void operator()(const HistoryMessage &) const {} // asked for by nobody yet
    void operator()(const RoomsMessage &) const {}   // for LobbyClient
    void operator()(const ErrorMessage &message) const { Q_EMIT session.noticed(message.message); }
    void operator()(const ByeMessage &) const
    {
        Q_EMIT session.noticed(BoardSession::tr("The host is being stopped."));
    }

    void operator()(const ResyncMessage &message) const
    {
        session.m_incoming = Incoming{message.epoch, message.seq, message.lastEdit, {}, 0};
        Q_EMIT session.loadingChanged();
    }
};

void BoardSession::receive(const HostMessage &message)
{
    std::visit(Receiver{*this}, message);
}

void BoardSession::finishSnapshot()
{
    const Incoming snapshot = std::move(*m_incoming);
    m_incoming.reset();
    const bool sameRoom = !m_firstWelcome;
    if (m_firstWelcome) {
        // Another room: what was drawn in the one before stays there.
        m_replica = Replica(m_replica.client());
        m_undo.clear();
        Q_EMIT undoChanged();
    } else if (snapshot.epoch != m_replica.epoch()) {
        Q_EMIT noticed(tr("The room has begun anew on its host. Your unsent changes are sent to the new one."));
    }
    m_firstWelcome = false;
    const ChangeSet changes = m_replica.reset(snapshot.epoch, snapshot.seq, snapshot.shapes, snapshot.lastEdit);
    m_link->setResume({snapshot.epoch, snapshot.seq});
    if (sameRoom)
        report(changes);
    else
        Q_EMIT documentReset();
    synced();
}

void BoardSession::synced()
{
    for (const auto &[id, pending] : m_replica.pending())
        m_link->send(EditMessage{pending.edit, std::nullopt});
    if (!m_adopted.isEmpty())
        adoptBoard();
    Q_EMIT pendingChanged();
}

void BoardSession::adoptBoard()
{
    QList<Op> ops;
    for (const ShapeRef &shape : std::exchange(m_adopted, {})) {
        if (!document().contains(shape->id))
            ops.append(CreateOp{shape});
    }
    const auto changes = perform(ops, newGesture());
    if (changes)
        report(*changes);
    else
        Q_EMIT noticed(tr("The board could not be put into the room. %1").arg(changes.error().message));
}

void BoardSession::resume()
{
    JoinMessage join;
    join.client = m_replica.client();
    join.name = m_self.name;
    join.color = m_self.color;
    m_tailEnd.reset();
    m_link->open(join);
}

// ---- presence and chat ----

void BoardSession::setPresence(const Presence &presence)
{
    m_presence.merge(presence);
    m_unsentPresence.merge(presence);
    if (!m_presenceTimer.isActive())
        sendPresence();
}

void BoardSession::sendPresence()
{
    if (!isConnected() || m_unsentPresence.isEmpty() || m_link->isLocal())
        return;
    m_link->send(PresenceMessage{std::exchange(m_unsentPresence, {})});
    m_presenceTimer.start();
}

void BoardSession::sendChat(const QString &text)
{
    if (isConnected())
        m_link->send(ChatMessage{text});
}

} // namespace sketchroom
