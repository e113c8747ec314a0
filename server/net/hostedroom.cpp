#include "server/net/hostedroom.h"

#include "common/protocol/codec.h"
#include "server/net/framing.h"

namespace sketchroom {

HostedRoom::HostedRoom(const RoomId &id, RoomLog &log, SecretHasher &hasher, Pace &pace, const Clock &clock,
                       Random &random, const RoomOptions &options, QObject *parent)
    : QObject(parent)
    , m_pace(pace)
    , m_clock(clock)
    , m_limits(options.limits)
    , m_room(id, log, hasher, clock, random, options)
    , m_emptySinceMs(clock.steadyMs())
{
    m_room.setOnOutput([this] { carryOut(); });
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_room.tick();
        carryOut();
    });
}

HostedRoom::~HostedRoom()
{
    for (const auto &[session, connection] : m_connections)
        delete connection;
}

void HostedRoom::enter(PeerConnection *connection)
{
    const SessionId session = connection->session();
    connection->setParent(this);
    m_connections.emplace(session, connection);
    connect(connection, &PeerConnection::received, this,
            [this, session](QByteArrayView message) { receive(session, message); });
    connect(connection, &PeerConnection::violated, this,
            [this, session, connection](CloseCode code, const Error &error) {
                connection->push(textFrame(encode(HostMessage(ErrorMessage{codeName(error.code), error.message}))));
                connection->hangUp(code, error.message);
                leave(session, Room::LeaveReason::Closed);
            });
    connect(connection, &PeerConnection::caughtUp, this, [this, session](bool missedEdits) {
        if (missedEdits)
            m_room.restart(session);
        else
            m_room.refreshPresence(session);
        carryOut();
    });
    connect(connection, &PeerConnection::ended, this, [this, session, connection](PeerConnection::End how) {
        m_connections.erase(session);
        m_traffic.bytesIn += connection->traffic().bytesIn;
        m_traffic.bytesOut += connection->traffic().bytesOut;
        m_emptySinceMs = m_clock.steadyMs();
        connection->deleteLater();
        leave(session, how == PeerConnection::End::Timeout ? Room::LeaveReason::Timeout : Room::LeaveReason::Closed);
        if (m_connections.empty())
            Q_EMIT emptied();
    });
    m_room.open(session, connection->address());
    carryOut();
    connection->begin();
}

void HostedRoom::stop(qint64 retryMs)
{
    m_room.stop(retryMs);
    carryOut();
}

void HostedRoom::dissolve(const QString &why)
{
    m_room.dissolve(why);
    carryOut();
}

void HostedRoom::grant(const ClientId &client)
{
    m_room.grant(client);
    carryOut();
}

void HostedRoom::keepAlive()
{
    QList<SessionId> stuck;
    for (const auto &[session, connection] : m_connections) {
        if (!connection->keepAlive())
            stuck.append(session);
    }
    for (const SessionId session : stuck)
        giveUp(session);
}

qint64 HostedRoom::idleMs() const
{
    return m_connections.empty() && m_room.isIdle() ? m_clock.steadyMs() - m_emptySinceMs : 0;
}

void HostedRoom::addTo(HostFacts &facts) const
{
    facts.rooms += m_room.stats();
    facts.canStore = facts.canStore && m_room.canStore();
    facts.bytesIn += m_traffic.bytesIn;
    facts.bytesOut += m_traffic.bytesOut;
    for (const auto &[session, connection] : m_connections) {
        const PeerConnection::Traffic traffic = connection->traffic();
        facts.bytesIn += traffic.bytesIn;
        facts.bytesOut += traffic.bytesOut;
        facts.bytesQueued += traffic.bytesQueued;
    }
}

void HostedRoom::receive(SessionId session, QByteArrayView message)
{
    carryOutAfterReading();
    if (const auto decoded = decodeClient(message, m_limits))
        m_room.receive(session, *decoded, message.size());
    else
        m_room.refuse(session, decoded.error());
}

void HostedRoom::carryOutAfterReading()
{
    if (std::exchange(m_reading, true))
        return;
    m_room.hold();
    m_pace.afterReading(this, [this] {
        m_reading = false;
        m_room.release();
        carryOut();
    });
}

void HostedRoom::leave(SessionId session, Room::LeaveReason reason)
{
    m_room.close(session, reason);
    carryOut();
}

void HostedRoom::giveUp(SessionId session)
{
    const auto found = m_connections.find(session);
    if (found == m_connections.end())
        return;
    found->second->hangUp(CloseCode::Rate, tr("This client does not read what it is sent."));
    leave(session, Room::LeaveReason::Timeout);
}

void HostedRoom::carryOut()
{
    // Connections may call back while they are written to; what that makes the room say is said in the same turn.
    if (m_carryingOut)
        return;
    m_carryingOut = true;
    for (QList<Outgoing> output = m_room.takeOutput(); !output.isEmpty(); output = m_room.takeOutput()) {
        QSet<PeerConnection *> touched;
        for (const Outgoing &out : std::as_const(output)) {
            carryOut(out);
            for (const SessionId session : out.to) {
                if (const auto found = m_connections.find(session); found != m_connections.end())
                    touched.insert(found->second);
            }
        }
        for (PeerConnection *connection : std::as_const(touched))
            connection->pump();
    }
    m_carryingOut = false;
    schedule();
    Q_EMIT changed();
}

void HostedRoom::carryOut(const Outgoing &out)
{
    const auto toEach = [&](const auto &action) {
        for (const SessionId session : out.to) {
            if (const auto found = m_connections.find(session); found != m_connections.end())
                action(*found->second);
        }
    };
    const auto queue = [&](PeerConnection &peer, Outbox::Verdict verdict) {
        if (verdict == Outbox::Verdict::Cut)
            m_room.cut(peer.session());
        else if (verdict == Outbox::Verdict::Full)
            giveUp(peer.session());
    };
    struct Visit
    {
        const decltype(toEach) &each;
        const decltype(queue) &handle;
        void operator()(const Deliver &what) const
        {
            const QByteArray frame = textFrame(what.message);
            each([&](PeerConnection &peer) { handle(peer, peer.push(frame)); });
        }
        void operator()(const DeliverEdits &what) const
        {
            const QByteArray frame = messageFrame(what.message);
            each([&](PeerConnection &peer) { handle(peer, peer.pushEdits(frame)); });
        }
        void operator()(const DeliverBulk &what) const
        {
            for (const QByteArray &message : what.messages)
                each([&](PeerConnection &peer) { peer.pushBulk(message); });
        }
        void operator()(const DeliverIfIdle &what) const
        {
            const QByteArray frame = textFrame(what.message);
            each([&](PeerConnection &peer) { peer.pushIfIdle(frame); });
        }
        void operator()(const Hangup &what) const
        {
            each([&](PeerConnection &peer) { peer.hangUp(what.code, what.reason); });
        }
    };
    std::visit(Visit{toEach, queue}, out.what);
}

void HostedRoom::schedule()
{
    if (const auto next = m_room.nextTickMs())
        m_timer.start(int(qMax<qint64>(0, *next - m_clock.steadyMs())));
    else
        m_timer.stop();
}

} // namespace sketchroom
