#include "app/session/boardsession.h"

#include "common/base/logging.h"

namespace sketchroom {

namespace {
constexpr int presenceEveryMs = 33;
}

BoardSession::BoardSession(const ClientId &client, const Clock &clock, Random &random, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_random(random)
    , m_client(client)
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
    // The protocol says who one is when one joins, and only then. A join that is under way says it anew.
    if (m_link && !m_link->isLocal() && m_link->state() != RoomLink::State::Closed)
        join(Resume::IfPossible);
    Q_EMIT peopleChanged();
}

void BoardSession::setLink(std::unique_ptr<RoomLink> link, Board board, const JournalPlace &journal)
{
    if (m_link)
        m_link->disconnect(this);
    if (pendingEdits() > 0)
        keepBoard();
    m_adopted = board == Board::Adopt ? document().shapes() : QList<ShapeRef>();
    m_link = std::move(link);
    const Journal *const mine = journalOfBoard();
    if (mine && mine->path() == journal.path && board == Board::Replace) {
        // The room whose board is in view: it goes on as after any other break.
        m_client.expectSameRoom();
        if (!std::exchange(m_journalIsOfBoard, true))
            m_journal = std::move(m_journalBefore);
    } else {
        m_client.expectNewRoom();
        useJournal(journal);
    }
    m_peers.clear();
    m_chat.clear();
    m_room = {};
    m_unsentPresence = {};
    connect(m_link.get(), &RoomLink::received, this, &BoardSession::receive);
    connect(m_link.get(), &RoomLink::stateChanged, this, &BoardSession::linkChanged);
    join(Resume::IfPossible);
    Q_EMIT peopleChanged();
    Q_EMIT stateChanged();
}

void BoardSession::join(Resume resume)
{
    JoinMessage message;
    message.client = replica().client();
    message.name = m_self.name;
    message.color = m_self.color;
    if (resume == Resume::IfPossible)
        message.resume = m_client.resumePoint();
    m_link->open(message);
}

bool BoardSession::isConnected() const
{
    return m_link && m_link->state() == RoomLink::State::Connected;
}

void BoardSession::linkChanged()
{
    if (!isConnected()) {
        if (m_client.isSynced())
            keepBoard();
        m_client.disconnected();
        if (!m_peers.empty()) {
            m_peers.clear();
            Q_EMIT peopleChanged();
        }
        Q_EMIT loadingChanged();
    }
    Q_EMIT stateChanged();
}

bool BoardSession::mayEdit() const
{
    return m_self.role == Role::Owner || (m_self.role == Role::Editor && !m_room.locked);
}

QString BoardSession::whyNoEdit() const
{
    if (mayEdit())
        return {};
    return m_self.role == Role::Viewer ? tr("You are a viewer in this room. Its owner can let you draw.")
                                       : tr("The room is locked. Its owner can unlock it.");
}

bool BoardSession::isOwner() const
{
    return m_self.role == Role::Owner && isConnected() && !m_link->isLocal();
}

void BoardSession::ask(const ClientMessage &message)
{
    if (isConnected())
        m_link->send(message);
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

Result<void> BoardSession::submit(const QList<Op> &ops, const QString &label, const GestureId &gesture)
{
    if (!mayEdit())
        return failure(ErrorCode::Locked, whyNoEdit());
    const auto outcome = m_client.edit(ops, label, gesture.isEmpty() ? newGesture() : gesture, m_clock.wallMs());
    if (!outcome)
        return tl::unexpected(outcome.error());
    carryOut(*outcome);
    Q_EMIT undoChanged();
    return {};
}

void BoardSession::undo()
{
    const bool had = canUndo();
    if (mayEdit()) {
        const RoomClient::Outcome outcome = m_client.undo(newGesture(), m_clock.wallMs());
        carryOut(outcome);
        if (had && outcome.changes.isEmpty())
            Q_EMIT noticed(tr("There is nothing left to undo: what you did, others have changed or deleted since."));
    }
    Q_EMIT undoChanged();
}

void BoardSession::redo()
{
    if (mayEdit())
        carryOut(m_client.redo(newGesture(), m_clock.wallMs()));
    Q_EMIT undoChanged();
}

void BoardSession::carryOut(const RoomClient::Outcome &outcome)
{
    record(outcome);
    if (isConnected()) {
        for (const ClientMessage &message : outcome.messages)
            m_link->send(message);
    }
    if (const auto resume = m_client.resumePoint())
        m_link->setResume(*resume);
    if (outcome.reset) {
        ++m_board;
        Q_EMIT documentReset();
        Q_EMIT undoChanged();
    } else if (!outcome.changes.isEmpty()) {
        Q_EMIT documentChanged(outcome.changes);
    }
    if (!outcome.undoable.isEmpty())
        Q_EMIT undoChanged();
    Q_EMIT pendingChanged();
    if (!outcome.notices.isEmpty()) {
        if (m_unsaid.isEmpty())
            QMetaObject::invokeMethod(this, &BoardSession::say, Qt::QueuedConnection);
        m_unsaid += outcome.notices;
    }
    if (outcome.rejoin) {
        qCWarning(lcClient) << "edits are missing after" << replica().seq() << "- the room is joined anew";
        join(Resume::No);
    }
    if (outcome.beganAnew) {
        m_link->close(tr("The room has begun anew on its host. What you see is your own copy."));
        Q_EMIT roomBeganAnew();
    }
}

void BoardSession::say()
{
    const QStringList sentences = std::exchange(m_unsaid, {});
    Q_EMIT noticed(
        sentences.size() == 1
            ? sentences.first()
            : tr("%n change(s) could not be made. %1", nullptr, int(sentences.size())).arg(sentences.last()));
}

void BoardSession::adoptBoard()
{
    QList<Op> ops;
    for (const ShapeRef &shape : std::exchange(m_adopted, {})) {
        if (!document().contains(shape->id))
            ops.append(CreateOp{shape});
    }
    if (ops.isEmpty()) {
        Q_EMIT pendingChanged();
        return;
    }
    const auto outcome = m_client.edit(ops, tr("Bring the board"), newGesture(), m_clock.wallMs());
    if (outcome)
        carryOut(*outcome);
    else
        Q_EMIT noticed(tr("The board could not be put into the room. %1").arg(outcome.error().message));
}

// ---- what outlives the program ----

void BoardSession::useJournal(const JournalPlace &place)
{
    // Until a room has shown its own, the board in view is the one before's, and so is what is pending.
    if (m_journalIsOfBoard)
        m_journalBefore = std::move(m_journal);
    m_journal.reset();
    m_journalIsOfBoard = m_carrying = false;
    m_noJournalBecause.clear();
    if (place.path.isEmpty())
        return;
    if (m_journalBefore && m_journalBefore->path() == place.path)
        m_journalBefore.reset();
    auto opened = Journal::open(place.path, place.room);
    if (!opened) {
        m_noJournalBecause = opened.error().message;
        Q_EMIT noticed(
            tr("What the host does not have yet cannot be kept on this computer. %1").arg(m_noJournalBecause));
        return;
    }
    m_journal = std::move(*opened);
    connect(m_journal.get(), &Journal::failed, this, &BoardSession::noticed);
    connect(m_journal.get(), &Journal::written, this, &BoardSession::closeJournalBefore);
    if (!m_journal->notice().isEmpty())
        Q_EMIT noticed(m_journal->notice());
    const JournalContent content = m_journal->takeContent();
    if (content.pending.isEmpty())
        return;
    carryOut(m_client.restore(content.board, content.pending, content.lastEditId));
}

void BoardSession::record(const RoomClient::Outcome &outcome)
{
    if (outcome.reset) {
        m_journalBefore.reset();
        m_journalIsOfBoard = true;
    }
    if (outcome.carried && !m_journalIsOfBoard) {
        m_journalIsOfBoard = m_carrying = true;
        JournalEntry all;
        for (const auto &[id, pending] : replica().pending())
            all.made.append(pending);
        if (m_journal)
            m_journal->write(all);
        closeJournalBefore();
    }
    if (Journal *const journal = journalOfBoard())
        journal->write({outcome.made, outcome.settled, std::nullopt});
}

void BoardSession::closeJournalBefore()
{
    if (!m_carrying || !m_journal || !m_journal->isWritten())
        return;
    if (m_journalBefore)
        m_journalBefore->clear();
    m_journalBefore.reset();
    m_carrying = false;
}

void BoardSession::keepBoard()
{
    Journal *const journal = journalOfBoard();
    if (journal && !replica().epoch().isEmpty())
        journal->keep(replica().confirmedCopy());
}

void BoardSession::dropPending()
{
    if (Journal *const journal = journalOfBoard())
        journal->clear();
    m_journal.reset();
    m_journalBefore.reset();
    m_journalIsOfBoard = false;
}

bool BoardSession::isSettled() const
{
    return isConnected() && m_client.isSynced() && m_adopted.isEmpty() && pendingEdits() == 0;
}

bool BoardSession::isKept() const
{
    const Journal *const journal = journalOfBoard();
    return pendingEdits() == 0 || (journal && journal->isWritten());
}

Result<void> BoardSession::keepNow()
{
    if (pendingEdits() == 0)
        return {};
    Journal *const journal = journalOfBoard();
    if (!journal)
        return failure(ErrorCode::Io, m_noJournalBecause);
    return journal->writeNow();
}

RoomCopy BoardSession::copyOfRoom() const
{
    RoomCopy copy{m_room,
                  replica().confirmedCopy().shapes,
                  m_client.ancestry(),
                  replica().lastEdits(),
                  m_chat,
                  replica().client()};
    copy.owners = m_members.owners();
    copy.newcomers = m_newcomers;
    for (auto name = m_members.names().cbegin(); name != m_members.names().cend(); ++name)
        copy.people.insert(name.key(), {name.value(), 0});
    return copy;
}

// ---- messages ----

struct BoardSession::Receiver
{
    BoardSession &session;

    void operator()(const WelcomeMessage &message) const
    {
        session.m_self.peer = message.peer;
        session.m_self.role = message.role;
        const bool cameBack = session.m_room.id == message.room.id;
        const qint64 heardUntil = session.m_chat.isEmpty() ? 0 : session.m_chat.constLast().at;
        session.m_room = message.room;
        session.m_newcomers = message.newcomers;
        session.m_waiting.clear();
        session.m_chat = message.chat;
        session.m_peers.clear();
        session.m_members.entered(message);
        for (const PeerInfo &info : message.peers) {
            if (info.peer != message.peer)
                session.m_peers.emplace(info.peer, Peer{info, {}});
        }
        session.carryOut(session.m_client.receive(message));
        Q_EMIT session.loadingChanged();
        Q_EMIT session.peopleChanged();
        session.m_unsentPresence = session.m_presence;
        session.sendPresence();
        for (const ChatLine &line : message.chat) {
            if (cameBack && line.at > heardUntil)
                Q_EMIT session.chatReceived(line);
        }
    }

    void operator()(const SnapshotMessage &message) const
    {
        session.carryOut(session.m_client.receive(message));
        if (session.m_client.isSynced())
            session.adoptBoard();
        Q_EMIT session.loadingChanged();
    }

    void operator()(const EditsMessage &message) const
    {
        session.carryOut(session.m_client.receive(message));
        for (const CommittedEdit &edit : message.edits) {
            if (edit.client != session.replica().client())
                Q_EMIT session.editedByOther(edit);
        }
    }

    void operator()(const RejectMessage &message) const
    {
        session.carryOut(session.m_client.receive(message));
        Q_EMIT session.undoChanged();
        Q_EMIT session.editRefused(message.id);
    }

    void operator()(const ResyncMessage &message) const
    {
        session.carryOut(session.m_client.receive(message));
        Q_EMIT session.loadingChanged();
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
        session.m_members.joined(message.peer);
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
        session.m_newcomers = message.newcomers.value_or(session.m_newcomers);
        session.m_members.acted(message);
        Q_EMIT session.acted(message);
        if (message.action == RoomVerb::Role && message.role) {
            if (message.peer == session.m_self.peer)
                session.m_self.role = *message.role;
            else if (const auto peer = session.m_peers.find(message.peer); peer != session.m_peers.end())
                peer->second.info.role = *message.role;
        }
        Q_EMIT session.peopleChanged();
        if (message.action == RoomVerb::Summon)
            Q_EMIT session.summoned(message.by);
    }

    void operator()(const MembersMessage &message) const
    {
        session.m_members.told(message);
        Q_EMIT session.membersChanged();
    }
    void operator()(const BansMessage &message) const { Q_EMIT session.bansReceived(message.bans); }
    void operator()(const DeletionsMessage &message) const { Q_EMIT session.deletionsReceived(message.deletions); }
    void operator()(const ErrorMessage &message) const { Q_EMIT session.noticed(message.message); }
    void operator()(const ByeMessage &) const { Q_EMIT session.hostStopping(); }
    // For others than a board: the history is asked for by nobody here, the rooms are the lobby's.
    void operator()(const HistoryMessage &) const {}
    void operator()(const RoomsMessage &) const {}
    // The link's own.
    void operator()(const HelloMessage &) const {}
    // Comes only where another program has made newcomers wait.
    void operator()(const WaitingMessage &message) const
    {
        session.m_waiting = message.people;
        Q_EMIT session.waitingChanged();
    }
};

void BoardSession::receive(const HostMessage &message)
{
    std::visit(Receiver{*this}, message);
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
