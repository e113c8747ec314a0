#include "server/room/room.h"

#include "common/protocol/codec.h"

namespace sketchroom {

namespace {

/// What a message counts for in the rate of edits. Presence is free: only its newest value is ever passed on.
int editCost(const ClientMessage &message)
{
    return std::holds_alternative<PresenceMessage>(message) ? 0 : 1;
}

QByteArray reasonName(Room::LeaveReason reason)
{
    static constexpr std::array names = {"closed", "timeout", "kicked", "replaced"};
    return names.at(size_t(reason));
}

/// When the session is hung up on if nothing becomes of it.
std::optional<qint64> deadlineOf(const Session &session)
{
    if (const auto *awaiting = std::get_if<AwaitingJoin>(&session))
        return awaiting->deadlineMs;
    if (const auto *knocking = std::get_if<Knocking>(&session))
        return knocking->deadlineMs;
    return std::nullopt;
}

/// Presence that would weigh on everybody is cut: nobody can look at more.
Presence trimmed(Presence presence)
{
    constexpr qsizetype most = 1'000;
    if (presence.selection && presence.selection->size() > most)
        presence.selection->resize(most);
    if (presence.laser && presence.laser->size() > most)
        presence.laser->resize(most);
    return presence;
}

} // namespace

Room::Room(RoomId id, RoomLog &log, SecretHasher &hasher, const Clock &clock, Random &random,
           const RoomOptions &options)
    : m_id(std::move(id))
    , m_log(log)
    , m_hasher(hasher)
    , m_clock(clock)
    , m_random(random)
    , m_options(options)
    , m_self(std::make_shared<Room *>(this))
    , m_secretKey(makeId(random, 32))
    , m_recent(options.recentBytes)
{
}

Room::~Room() = default;

Result<void> Room::load()
{
    return load(m_log.load(m_id));
}

Result<void> Room::load(const Result<std::optional<StoredRoom>> &stored)
{
    if (!stored)
        return tl::unexpected(stored.error());
    if (*stored) {
        if (auto restored = restore(**stored); !restored)
            return restored;
    }
    if (!m_options.owner.isEmpty() && m_stored)
        m_record.roles.insert(m_options.owner, Role::Owner);
    // Only now: limits that are lower than they were must not change what is there.
    const Limits &limits = m_options.limits;
    m_document.setLimits({limits.shapesPerRoom, limits.roomBytes, limits.numbersInPoints, limits.textLength});
    return {};
}

Result<void> Room::restore(const StoredRoom &stored)
{
    m_record = m_committedRecord = stored.record;
    m_stored = true;
    m_chat = stored.chat;
    m_members.load(stored.people);
    m_changedMs = stored.changed;
    m_acceptedEdits = m_committedEdits = stored.lastEdits;
    m_acceptedSeq = m_committedSeq = stored.seq;
    m_recent.restartAfter(stored.seq);
    for (const ShapeRef &shape : stored.shapes)
        m_document.put(shape);
    for (const QByteArray &json : stored.edits) {
        const Result<CommittedEdit> edit = decodeCommitted(json);
        if (!edit || edit->incomplete || edit->seq != m_committedSeq + 1)
            return failure(
                ErrorCode::Damaged,
                tr("Room %1 is damaged at its edit %2.").arg(QString::fromLatin1(m_id)).arg(m_committedSeq + 1));
        m_document.applyLeniently(edit->ops, {edit->client, edit->at});
        m_recent.append(edit->seq, json);
        m_bytesSinceCheckpoint += json.size();
        m_acceptedSeq = m_committedSeq = edit->seq;
    }
    m_texts.restartAfter(m_committedSeq);
    return {};
}

void Room::open(SessionId session, const QHostAddress &address)
{
    constexpr qsizetype nonceBytes = 32;
    const QByteArray nonce =
        m_random.bytes(nonceBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    m_sessions.emplace(session, AwaitingJoin{m_clock.steadyMs() + m_options.joinMs, address, nonce});
    say(session, HelloMessage{protocolVersion, nonce});
}

void Room::receive(SessionId session, const ClientMessage &message, qint64 bytes)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    if (auto *peer = std::get_if<Live>(&found->second)) {
        if (!peer->rates.traffic.admit(editCost(message), bytes, m_clock.steadyMs()))
            return overRate(session, *peer, message);
        return std::visit([&](const auto &content) { handle(session, *peer, content); }, message);
    }
    const auto *joinMessage = std::get_if<JoinMessage>(&message);
    if (joinMessage && std::holds_alternative<AwaitingJoin>(found->second))
        return join(session, *joinMessage);
    refuse(session, {ErrorCode::BadMessage, tr("The first message must be a join, and there can be only one.")});
}

void Room::refuse(SessionId session, const Error &error)
{
    if (error.code == ErrorCode::UnknownType)
        return complain(session, error);
    hangUp(session, CloseCode::Malformed, error);
}

void Room::close(SessionId session, LeaveReason reason)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    const Session state = std::move(found->second);
    m_sessions.erase(found);
    if (std::holds_alternative<Applying>(state))
        tellWaiting();
    const auto *peer = std::get_if<Live>(&state);
    if (!peer)
        return;
    keepRates(peer->info.client, peer->rates);
    m_presence.remove(peer->info.peer);
    sayAll(LeftMessage{peer->info.peer, reasonName(reason)});
    checkpointIfEmpty();
}

void Room::cut(SessionId session)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    if (auto *peer = std::get_if<Live>(&found->second))
        peer->feed = Live::Feed::Cut;
}

void Room::restart(SessionId session)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return;
    auto *peer = std::get_if<Live>(&found->second);
    if (!peer || peer->feed != Live::Feed::Cut)
        return;
    peer->feed = Live::Feed::Returning;
    settle();
}

void Room::refreshPresence(SessionId session)
{
    const auto found = m_sessions.find(session);
    if (found != m_sessions.end() && std::holds_alternative<Live>(found->second))
        sendKnownPresence(session);
}

void Room::tick()
{
    const qint64 now = m_clock.steadyMs();
    QList<SessionId> late;
    for (const auto &[session, state] : m_sessions) {
        if (deadlineOf(state).value_or(now + 1) <= now)
            late.append(session);
    }
    for (const SessionId session : late) {
        if (std::holds_alternative<AwaitingJoin>(m_sessions.at(session)))
            hangUp(session, CloseCode::NoJoin, {"timeout", tr("No join came in time.")});
        else
            hangUp(session, CloseCode::Rate,
                   Error{ErrorCode::Limit, tr("The host has too many secrets to check. Try again in a while.")});
    }
    if (const auto due = m_presence.dueMs(); due && *due <= now)
        flushPresence();
    if (!m_restoring.empty() && now >= m_restoreNotBeforeMs)
        goOnRestoring();
    forgetSnapshots();
}

std::optional<qint64> Room::nextTickMs() const
{
    std::optional<qint64> next = m_presence.dueMs();
    if (const auto snapshots = snapshotsForgottenMs())
        next = qMin(next.value_or(*snapshots), *snapshots);
    if (!m_restoring.empty()) {
        const qint64 restore = qMax(m_clock.steadyMs(), m_restoreNotBeforeMs);
        next = qMin(next.value_or(restore), restore);
    }
    for (const auto &[session, state] : m_sessions) {
        if (const auto deadline = deadlineOf(state))
            next = qMin(next.value_or(*deadline), *deadline);
    }
    return next;
}

void Room::stop(qint64 retryMs)
{
    QList<SessionId> everybody;
    for (const auto &[session, state] : m_sessions)
        everybody.append(session);
    m_sessions.clear();
    if (!everybody.isEmpty()) {
        m_output.append({everybody, Deliver{encode(HostMessage(ByeMessage{retryMs}))}});
        m_output.append({everybody, Hangup{CloseCode::Stopping, tr("The host is stopping.")}});
    }
    checkpointIfEmpty();
}

void Room::dissolve(const QString &why)
{
    QList<SessionId> everybody;
    for (const auto &[session, state] : m_sessions)
        everybody.append(session);
    for (const SessionId session : std::as_const(everybody))
        hangUp(session, CloseCode::NoRoom, Error{ErrorCode::NotFound, why});
}

QList<PeerInfo> Room::peers() const
{
    QList<PeerInfo> list;
    for (const auto &[session, state] : m_sessions) {
        if (const auto *peer = std::get_if<Live>(&state))
            list.append(peer->info);
    }
    return list;
}

RoomSummary Room::summary() const
{
    return {m_id, m_record.title, m_record.locked, int(people().size()), m_document.size(), m_changedMs};
}

std::optional<QList<ShapeRef>> Room::committedShapes() const
{
    if (m_committing || !m_waiting.isEmpty())
        return std::nullopt;
    return m_document.shapes();
}

void Room::handle(SessionId session, Live &peer, const EditMessage &message)
{
    const Edit &edit = message.edit;
    // A repeat, after a reconnect: it is on its way to its author, or has arrived.
    if (edit.id <= m_acceptedEdits.value(peer.info.client))
        return;
    if (const auto error = message.refusal ? message.refusal : accept(peer, edit))
        return reject(session, edit.id, *error);
    meet(peer);
    commitNext();
}

void Room::reject(SessionId session, qint64 editId, const Error &error)
{
    ++m_stats.rejects[error.code];
    say(session, RejectMessage{editId, error});
}

void Room::handle(SessionId, Live &peer, const PresenceMessage &message)
{
    m_presence.update(peer.info.peer, trimmed(message.presence));
    if (*m_presence.dueMs() <= m_clock.steadyMs())
        flushPresence();
}

void Room::handle(SessionId session, Live &peer, const ChatMessage &message)
{
    const QString text = message.text.trimmed();
    if (text.isEmpty())
        return complain(session, {ErrorCode::Invalid, tr("There is nothing in this chat message.")});
    if (text.size() > m_options.limits.chatLength)
        return complain(session,
                        {ErrorCode::Limit,
                         tr("A chat message can be %1 characters long at the most.").arg(m_options.limits.chatLength),
                         {{"chat", qint64(m_options.limits.chatLength)}}});
    if (!peer.rates.chat.take(1, m_clock.steadyMs()))
        return complain(session, {ErrorCode::Rate, tr("That was a lot of chat at once. Wait a moment and try again.")});
    const ChatLine line{peer.info.peer, peer.info.name, text, m_clock.wallMs()};
    m_chat.append(line);
    if (m_chat.size() > chatLinesKept)
        m_chat.removeFirst();
    sayAll(ChatLineMessage{line});
    m_waiting.chat.append(line);
    meet(peer);
    commitNext();
}

void Room::handle(SessionId session, Live &peer, const RoomActionMessage &message)
{
    if (const auto error = act(session, peer, message))
        complain(session, *error);
    commitNext();
}

void Room::handle(SessionId session, Live &, const HistoryRequest &message)
{
    const auto kept = m_log.firstKept(m_id);
    if (!kept)
        return complain(session, kept.error());
    const qint64 from = qMax(message.from, *kept);
    const qint64 last = qMin(message.to, m_committedSeq);
    constexpr qint64 mostEdits = 200;
    const auto edits = m_log.read(m_id, from, qMin(last, from + mostEdits - 1), snapshotFrameBytes);
    if (!edits)
        return complain(session, edits.error());
    const qint64 to = from + edits->size() - 1;
    m_output.append({{session}, Deliver{encodeHistory(from, to, *edits, to >= last)}});
}

void Room::handle(SessionId session, Live &, const JoinMessage &)
{
    refuse(session, {ErrorCode::BadMessage, tr("This connection has joined already.")});
}

void Room::overRate(SessionId session, const Live &peer, const ClientMessage &message)
{
    if (peer.rates.traffic.isHopeless(m_clock.steadyMs()))
        return hangUp(session, CloseCode::Rate,
                      Error{ErrorCode::Rate, tr("This client went on sending more than the room allows.")});
    const QString sentence = tr("That was too much at once. Wait a moment and try again.");
    if (const auto *edit = std::get_if<EditMessage>(&message))
        return reject(session, edit->edit.id, {ErrorCode::Rate, sentence});
    if (!std::holds_alternative<PresenceMessage>(message))
        complain(session, {ErrorCode::Rate, sentence});
}

void Room::say(SessionId session, const HostMessage &message)
{
    m_output.append({{session}, Deliver{encode(message)}});
}

void Room::sayAll(const HostMessage &message, SessionId except)
{
    if (const QList<SessionId> to = people(except); !to.isEmpty())
        m_output.append({to, Deliver{encode(message)}});
}

void Room::complain(SessionId session, const Error &error)
{
    say(session, ErrorMessage{codeName(error.code), error.message, error.params});
}

void Room::hangUp(SessionId session, CloseCode closeCode, const Error &error)
{
    hangUp(session, closeCode, ErrorMessage{codeName(error.code), error.message, error.params});
}

void Room::hangUp(SessionId session, CloseCode closeCode, const ErrorMessage &error, LeaveReason reason)
{
    if (!m_sessions.contains(session))
        return;
    say(session, error);
    m_output.append({{session}, Hangup{closeCode, error.message}});
    close(session, reason);
}

QList<SessionId> Room::people(SessionId except) const
{
    QList<SessionId> list;
    for (const auto &[session, state] : m_sessions) {
        if (session != except && std::holds_alternative<Live>(state))
            list.append(session);
    }
    return list;
}

std::optional<SessionId> Room::sessionOf(const PeerId &peer) const
{
    for (const auto &[session, state] : m_sessions) {
        if (const auto *other = std::get_if<Live>(&state); other && other->info.peer == peer)
            return session;
    }
    return std::nullopt;
}

QHostAddress Room::addressOf(SessionId session) const
{
    return std::visit([](const auto &state) { return state.address; }, m_sessions.at(session));
}

std::optional<SessionId> Room::sessionOfClient(const ClientId &client) const
{
    for (const auto &[session, state] : m_sessions) {
        if (const auto *other = std::get_if<Live>(&state); other && other->info.client == client)
            return session;
    }
    return std::nullopt;
}

void Room::flushPresence()
{
    std::map<PeerId, QByteArray> news;
    for (const auto &[peer, presence] : m_presence.takeFresh())
        news.emplace(peer, encodePresence(peer, presence));
    qint64 bytes = 0;
    for (const auto &[peer, encoded] : news)
        bytes += encoded.size() + 1;
    m_presence.pauseFor(bytes, m_clock.steadyMs());
    QList<SessionId> others;
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (peer && news.contains(peer->info.peer))
            sendPresence({session}, news, peer->info.peer);
        else if (peer)
            others.append(session);
    }
    if (!others.isEmpty())
        sendPresence(others, news, {});
}

void Room::sendKnownPresence(SessionId session)
{
    std::map<PeerId, QByteArray> known;
    for (const auto &[peer, presence] : m_presence.known())
        known.emplace(peer, encodePresence(peer, presence));
    sendPresence({session}, known, std::get<Live>(m_sessions.at(session)).info.peer);
}

void Room::sendPresence(const QList<SessionId> &to, const std::map<PeerId, QByteArray> &encoded, const PeerId &except)
{
    QList<QByteArray> parts;
    for (const auto &[peer, presence] : encoded) {
        if (peer != except)
            parts.append(presence);
    }
    if (!parts.isEmpty())
        m_output.append({to, DeliverIfIdle{encodePresences(parts)}});
}

} // namespace sketchroom
