#pragma once

#include "app/session/roomlink.h"
#include "common/protocol/codec.h"
#include "server/room/room.h"
#include "server/storage/memorylog.h"
#include "tests/support/people.h"
#include "tests/support/steeredhasher.h"

#include <QTest>

namespace sketchroom {

/// A room of the real host's, in this process: its owner, whom the test makes do things, and others, who come by a
/// SharedLink.
class SharedRoom final : public QObject
{
    Q_OBJECT

public:
    SharedRoom()
        : m_room("r1", m_log, m_hasher, m_clock, m_random, {})
    {
        QVERIFY(m_room.load());
        join(owner, "owner");
    }

    void open(SessionId session)
    {
        m_room.open(session, {});
        collect();
    }
    void send(SessionId session, const ClientMessage &message)
    {
        m_room.receive(session, message);
        collect();
    }
    void close(SessionId session)
    {
        m_room.close(session, Room::LeaveReason::Closed);
        collect();
    }
    SessionId newSession() { return ++m_lastSession; }

    // What the owner does.
    void edit(const QList<Op> &ops) { send(owner, EditMessage{{++m_lastEdit, "of-the-owner", ops}, {}}); }
    void act(RoomVerb verb, const PeerId &peer = {}, std::optional<Role> role = {})
    {
        send(owner, RoomActionMessage{verb, peer, role, {}, {}});
    }
    /// The peer does not read for a while: it gets the room anew.
    void resync(SessionId session)
    {
        m_room.cut(session);
        m_room.restart(session);
        collect();
    }
    QList<ShapeRef> board() const { return m_room.committedShapes().value_or(QList<ShapeRef>()); }

Q_SIGNALS:
    void told(sketchroom::SessionId session, const QByteArray &message);
    void hungUp(sketchroom::SessionId session, const QString &why);

private:
    static constexpr SessionId owner = 1;

    void join(SessionId session, const QByteArray &name)
    {
        QByteArray nonce;
        const auto hello = connect(this, &SharedRoom::told, this, [&](SessionId, const QByteArray &message) {
            if (const auto read = decodeHost(message); read && std::holds_alternative<HelloMessage>(*read))
                nonce = std::get<HelloMessage>(*read).nonce;
        });
        open(session);
        disconnect(hello);
        send(session, signedJoin(joinOf(name), keyOf(name), "r1", nonce));
    }

    void collect()
    {
        for (const Outgoing &out : m_room.takeOutput()) {
            for (const SessionId session : out.to) {
                if (const auto *hangup = std::get_if<Hangup>(&out.what))
                    Q_EMIT hungUp(session, hangup->reason);
                else
                    deliver(session, out.what);
            }
        }
    }

    template <class What>
    void deliver(SessionId session, const What &what)
    {
        if (const auto *bulk = std::get_if<DeliverBulk>(&what)) {
            for (const QByteArray &message : bulk->messages)
                Q_EMIT told(session, message);
        } else if (const auto *message = std::get_if<Deliver>(&what)) {
            Q_EMIT told(session, message->message);
        } else if (const auto *edits = std::get_if<DeliverEdits>(&what)) {
            Q_EMIT told(session, edits->message);
        } else if (const auto *presence = std::get_if<DeliverIfIdle>(&what)) {
            Q_EMIT told(session, presence->message);
        }
    }

    ManualClock m_clock;
    Random m_random{3};
    MemoryLog m_log;
    SteeredHasher m_hasher;
    Room m_room;
    SessionId m_lastSession = owner;
    qint64 m_lastEdit = 0;
};

/// The way of one person into a SharedRoom. What the room says comes later, as over a socket.
class SharedLink final : public RoomLink
{
    Q_OBJECT

public:
    SharedLink(SharedRoom &room, QByteArray name)
        : m_room(room)
        , m_name(std::move(name))
    {
        connect(&room, &SharedRoom::told, this, &SharedLink::hear, Qt::QueuedConnection);
        connect(&room, &SharedRoom::hungUp, this, &SharedLink::end, Qt::QueuedConnection);
    }

    State state() const override { return m_state; }
    QString problem() const override { return m_problem; }
    void setResume(const HistoryPoint &resume) override { m_join.resume = resume; }
    void open(const JoinMessage &join) override
    {
        m_join = join;
        if (m_session != 0)
            m_room.close(std::exchange(m_session, 0));
        comeBack();
    }
    void send(const ClientMessage &message) override
    {
        if (m_state == State::Connected)
            m_room.send(m_session, message);
    }
    void close(const QString &problem) override { end(m_session, problem); }

    PeerId peer() const { return m_peer; }
    SessionId session() const { return m_session; }
    /// The connection is gone.
    void breakOff()
    {
        m_room.close(std::exchange(m_session, 0));
        setState(State::Reconnecting);
    }
    void comeBack()
    {
        m_session = m_room.newSession();
        m_room.open(m_session);
    }

private:
    void hear(SessionId session, const QByteArray &json)
    {
        const auto message = decodeHost(json);
        if (session != m_session || !message)
            return;
        if (const auto *hello = std::get_if<HelloMessage>(&*message)) {
            m_join.window = m_name;
            return m_room.send(session, signedJoin(m_join, keyOf(m_name), "r1", hello->nonce));
        }
        if (const auto *welcome = std::get_if<WelcomeMessage>(&*message)) {
            m_peer = welcome->peer;
            setState(State::Connected);
        }
        Q_EMIT received(*message);
    }
    void end(SessionId session, const QString &why)
    {
        if (session != m_session)
            return;
        m_problem = why;
        setState(State::Closed);
    }
    void setState(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    SharedRoom &m_room;
    const QByteArray m_name;
    JoinMessage m_join;
    SessionId m_session = 0;
    PeerId m_peer;
    State m_state = State::Connecting;
    QString m_problem;
};

} // namespace sketchroom
