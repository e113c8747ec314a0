#include "common/protocol/codec.h"

#include "common/base/plaintext.h"
#include "common/base/signingkey.h"
#include "common/protocol/packing.h"
#include "server/room/editframes.h"
#include "server/room/room.h"
#include "server/room/vocabulary.h"

#include <QSet>

namespace sketchroom {

namespace {
constexpr qint64 chatPerSecond = 2;
constexpr qint64 chatBurst = 30;
constexpr qint64 listsPerSecond = 1;
constexpr qint64 listsBurst = 5;
constexpr qint64 ratesKeptMs = 60'000; // by then all that there was to take is there again
} // namespace

void Room::join(SessionId session, const JoinMessage &message)
{
    if (const auto joiner = proven(session, message))
        goOnJoining(session, *joiner);
}

/// The message with the client whose key it is signed with; nothing for one that had to be hung up on.
std::optional<JoinMessage> Room::proven(SessionId session, const JoinMessage &message)
{
    if (message.protocol != protocolVersion) {
        hangUp(session, CloseCode::Malformed,
               {"version",
                tr("This host speaks version %1 of the protocol, this program version %2. Get the program of the same "
                   "release as the host: the host's address, opened in a browser, tells which that is.")
                    .arg(protocolVersion)
                    .arg(message.protocol),
                {{"host", qint64(protocolVersion)}, {"client", qint64(message.protocol)}}});
        return std::nullopt;
    }
    const QByteArray nonce = std::get<AwaitingJoin>(m_sessions.at(session)).nonce;
    if (!isSignedBy(message.key, joinText(nonce, m_id), message.proof)) {
        hangUp(session, CloseCode::Malformed,
               {"identity", tr("The join is not signed by the key that it names, with what this connection was given "
                               "to sign.")});
        return std::nullopt;
    }
    JoinMessage joiner = message;
    joiner.client = clientOf(message.key);
    return joiner;
}

void Room::goOnJoining(SessionId session, const JoinMessage &message)
{
    if (!mayJoin(session, message))
        return;
    if (m_committedRecord.secret.isEmpty() || knowsSecret(message))
        enter(session, message);
    else if (message.secret.isEmpty())
        turnAwayWrong(session, message);
    else
        knock(session, message);
}

void Room::enter(SessionId session, const JoinMessage &message)
{
    if (m_record.epoch.isEmpty() && !create(session, message))
        return;
    // A room of before version 2 of the protocol: who owned it could not prove it.
    if (m_options.owner.isEmpty() && m_record.roles.key(Role::Owner).isEmpty()) {
        m_record.roles.insert(message.client, Role::Owner);
        m_waiting.record = m_record;
    }
    if (mustWait(message.client))
        return letWait(session, message);
    m_sessions.at(session) = Joining{message, addressOf(session)};
    commitNext();
    settle();
}

bool Room::mayJoin(SessionId session, const JoinMessage &message)
{
    if (m_record.epoch.isEmpty() && !(message.make && m_options.createRooms)) {
        const QString room = QString::fromLatin1(m_id);
        hangUp(session, CloseCode::NoRoom,
               {codeName(ErrorCode::NotFound),
                m_options.createRooms ? tr("There is no room “%1” here.").arg(room)
                                      : tr("There is no room “%1” here, and this host makes no new ones.").arg(room),
                {{"room", room}},
                m_options.directory ? m_options.directory->like(m_id) : QList<RoomId>()});
        return false;
    }
    if (isBanned(message.client, addressOf(session))) {
        turnAwayBanned(session);
        return false;
    }
    return true;
}

bool Room::create(SessionId session, const JoinMessage &message)
{
    if (m_options.directory && !m_options.directory->mayMake(addressOf(session), m_clock.steadyMs())) {
        hangUp(session, CloseCode::Rate,
               Error{ErrorCode::Rate, tr("Many rooms were made from your network just now. Wait ten seconds, or join a "
                                         "room that there is.")});
        return false;
    }
    if (m_options.directory && !m_options.directory->take(m_id)) {
        hangUp(session, CloseCode::Rate,
               Error{ErrorCode::Limit,
                     tr("This host has %1 rooms, and makes no more. Join one that there is, or ask whoever runs the "
                        "host.")
                         .arg(m_options.directory->most()),
                     {{"rooms", m_options.directory->most()}}});
        return false;
    }
    m_record.epoch = makeId(m_random);
    m_record.title = QString::fromLatin1(m_id);
    m_record.roles.insert(message.client, Role::Owner);
    if (!m_options.owner.isEmpty())
        m_record.roles.insert(m_options.owner, Role::Owner);
    m_waiting.record = m_record;
    return true;
}

bool Room::somebodyWaits() const
{
    return std::any_of(m_sessions.begin(), m_sessions.end(), [](const auto &entry) {
        const auto *peer = std::get_if<Live>(&entry.second);
        return peer ? peer->feed == Live::Feed::Returning : std::holds_alternative<Joining>(entry.second);
    });
}

void Room::admitWaiting(const QList<ShapeRef> &shapes)
{
    QList<SessionId> everybody;
    for (const auto &[session, state] : m_sessions)
        everybody.append(session);
    for (const SessionId session : everybody) {
        // One who comes in may replace another who has just come in.
        const auto found = m_sessions.find(session);
        if (found == m_sessions.end())
            continue;
        if (const auto *joining = std::get_if<Joining>(&found->second)) {
            const Joining copy = *joining;
            admit(session, copy, shapes);
        } else if (auto *peer = std::get_if<Live>(&found->second); peer && peer->feed == Live::Feed::Returning) {
            resync(session, *peer, shapes);
        }
    }
}

/// Asked when somebody is let in, not before: those who have waited together do not count each other until then.
std::optional<Error> Room::whyFull(const Joining &joining) const
{
    qint64 people = 0;
    qint64 neighbours = 0;
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (!peer)
            continue;
        if (peer->info.client == joining.join.client)
            return {}; // who takes the place of an older connection
        ++people;
        if (peer->address == joining.address)
            ++neighbours;
    }
    const Limits &limits = m_options.limits;
    if (people >= limits.peersPerRoom)
        return Error{ErrorCode::Limit, tr("The room is full: %1 people are in it.").arg(people), {{"people", people}}};
    if (neighbours >= limits.peersPerAddress)
        return Error{ErrorCode::Limit,
                     tr("%1 people are in this room from your address, and no more may be.").arg(neighbours),
                     {{"neighbours", neighbours}}};
    return {};
}

/// Whether the older connection is of somebody else who has the same key: another window, or another computer.
bool Room::isAnotherWindow(const Live &older, const JoinMessage &message) const
{
    // One that names no window has been here before if it knows what it saw here.
    return message.window.isEmpty() ? !message.resume : message.window != older.window;
}

/// What is left of a name when it can be read.
QString Room::readableName(const QString &wanted) const
{
    const QString name = plainName(wanted, m_options.limits.nameLength);
    return name.isEmpty() ? tr("Somebody") : name;
}

/// The same, told apart from those that are here.
QString Room::nameFor(const QString &wanted) const
{
    const QString name = readableName(wanted);
    // Looked up, as a whole class may call itself the same.
    QSet<QString> taken;
    for (const auto &[session, state] : m_sessions) {
        if (const auto *peer = std::get_if<Live>(&state))
            taken.insert(peer->info.name.toCaseFolded());
    }
    QString told = name;
    for (int number = 2; taken.contains(told.toCaseFolded()); ++number) {
        const QString ending = u' ' + QString::number(number);
        told = cutText(name, m_options.limits.nameLength - ending.size()).trimmed() + ending;
    }
    return told;
}

void Room::admit(SessionId session, const Joining &joining, const QList<ShapeRef> &shapes)
{
    const JoinMessage &message = joining.join;
    // They may have been put out while they waited.
    if (isBanned(message.client, joining.address))
        return turnAwayBanned(session);
    if (mustWait(message.client))
        return letWait(session, message);
    if (const auto full = whyFull(joining))
        return hangUp(session, CloseCode::Rate, *full);
    if (const auto older = sessionOfClient(message.client)) {
        if (isAnotherWindow(std::get<Live>(m_sessions.at(*older)), message))
            return hangUp(session, CloseCode::InUse,
                          {"in-use", tr("You are in this room already, in another window or on another computer. Leave "
                                        "it there first; if that connection is broken, try again in half a minute.")});
        hangUp(*older, CloseCode::Replaced, {"replaced", tr("The same window has joined this room again.")},
               LeaveReason::Replaced);
    }

    const PeerInfo self{QByteArray("p") + QByteArray::number(++*m_options.lastPeer), nameFor(message.name),
                        message.color, roleOf(message.client), message.client};

    WelcomeMessage welcome;
    welcome.peer = self.peer;
    welcome.role = self.role;
    welcome.room = info();
    welcome.epoch = m_record.epoch;
    welcome.continues = m_record.continues;
    for (const auto &[other, state] : m_sessions) {
        if (const auto *peer = std::get_if<Live>(&state))
            welcome.peers.append(peer->info);
    }
    welcome.chat = m_chat;
    welcome.limits = m_options.limits;
    welcome.owners = m_record.roles.keys(Role::Owner);
    welcome.newcomers = m_record.newcomers;
    welcome.knows = vocabulary();
    Live live{self, message.window, joining.address, ratesOf(message.client)};
    live.takesPacked = message.packings.contains(packingName);
    if (const auto missed = message.resume ? tail(*message.resume) : std::nullopt) {
        welcome.sync = WelcomeMessage::Sync::Tail;
        welcome.seq = m_committedSeq;
        welcome.lastEdit = m_committedEdits.value(message.client);
        say(session, welcome);
        m_output.append({{session}, DeliverBulk{inFrames(*missed)}});
    } else {
        const Snapshot &whole = snapshotFor(live.takesPacked, shapes);
        welcome.seq = whole.seq;
        welcome.upTo = m_committedSeq;
        welcome.lastEdit = whole.lastEdits.value(message.client);
        say(session, welcome);
        live.feed = sendSnapshot(session, whole);
    }

    m_sessions.at(session) = std::move(live);
    sendKnownPresence(session);
    sayAll(JoinedMessage{self}, session);
    if (self.role == Role::Owner && !applying().isEmpty())
        tellWaiting();
}

void Room::keepRates(const ClientId &client, const ClientRates &rates)
{
    const qint64 now = m_clock.steadyMs();
    std::erase_if(m_rates, [now](const auto &kept) { return now - kept.second.leftMs > ratesKeptMs; });
    m_rates.insert_or_assign(client, KeptRates{rates, now});
}

ClientRates Room::ratesOf(const ClientId &client) const
{
    if (const auto kept = m_rates.find(client); kept != m_rates.end())
        return kept->second.rates;
    const qint64 now = m_clock.steadyMs();
    return {RateGuard(m_options.limits, now), TokenBucket(chatPerSecond, chatBurst, now),
            TokenBucket(listsPerSecond, listsBurst, now), TokenBucket(listsPerSecond, listsBurst, now)};
}

void Room::resync(SessionId session, Live &peer, const QList<ShapeRef> &shapes)
{
    const Snapshot &whole = snapshotFor(peer.takesPacked && !peer.getsPlainSnapshots, shapes);
    say(session,
        ResyncMessage{m_record.epoch, whole.seq, "slow", whole.lastEdits.value(peer.info.client), m_committedSeq});
    peer.feed = sendSnapshot(session, whole);
    sendKnownPresence(session);
}

std::optional<QList<QByteArray>> Room::tail(const HistoryPoint &resume) const
{
    const qint64 missing = m_committedSeq - resume.seq;
    if (resume.epoch != m_record.epoch || missing < 0 || resume.seq < 0)
        return std::nullopt;
    if (auto recent = m_recent.after(resume.seq))
        return recent;
    // Further back than memory goes. The log knows it all, but a board with fewer shapes than missed edits is told
    // sooner whole.
    if (missing > m_document.size())
        return std::nullopt;
    const auto edits = m_log.read(m_id, resume.seq + 1, m_committedSeq, m_options.recentBytes);
    if (!edits || edits->size() != missing)
        return std::nullopt;
    return *edits;
}

RoomInfo Room::info() const
{
    return {m_id, m_record.title, m_record.locked, !m_record.secret.isEmpty()};
}

} // namespace sketchroom
