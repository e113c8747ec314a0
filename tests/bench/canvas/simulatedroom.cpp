#include "tests/bench/canvas/simulatedroom.h"

#include "common/protocol/codec.h"

namespace sketchroom::bench {

namespace {
constexpr quint32 colors[] = {0xe03131, 0x2f9e44, 0x1971c2, 0xf08c00, 0x9c36b5};
}

void SimulatedRoom::open(const JoinMessage &join)
{
    m_user = join.client;
    QMetaObject::invokeMethod(this, &SimulatedRoom::admit, Qt::QueuedConnection);
}

void SimulatedRoom::admit()
{
    m_state = State::Connected;
    Q_EMIT stateChanged();
    WelcomeMessage welcome;
    welcome.peer = "user";
    welcome.role = Role::Owner;
    welcome.epoch = "epoch";
    welcome.room.id = "bench";
    for (int i = 0; i < m_peers; ++i)
        welcome.peers.append({peer(i), QStringLiteral("Peer %1").arg(i), Color::rgb(colors[i % 5]), Role::Editor});
    Q_EMIT received(welcome);
    SnapshotMessage snapshot;
    snapshot.shapes = std::move(m_shapes);
    snapshot.sent = snapshot.total = snapshot.shapes.size();
    snapshot.done = true;
    Q_EMIT received(snapshot);
}

void SimulatedRoom::send(const ClientMessage &message)
{
    const auto *edit = std::get_if<EditMessage>(&message);
    if (!edit)
        return;
    if (m_unconfirmed.isEmpty())
        QMetaObject::invokeMethod(this, &SimulatedRoom::confirm, Qt::QueuedConnection);
    m_unconfirmed.append({0, "user", m_user, edit->edit.id, m_clock.wallMs(), edit->edit.gesture, edit->edit.ops});
}

void SimulatedRoom::confirm()
{
    EditsMessage message{std::exchange(m_unconfirmed, {})};
    for (CommittedEdit &edit : message.edits)
        edit.seq = ++m_seq;
    Q_EMIT received(message);
}

QByteArray SimulatedRoom::encoded(int peerIndex, const QList<Op> &ops)
{
    const PeerId id = peer(peerIndex);
    ++m_seq;
    return encode(EditsMessage{{{m_seq, id, id, m_seq, m_clock.wallMs(), {}, ops}}});
}

void SimulatedRoom::arrive(const QByteArray &message)
{
    Q_EMIT received(decodeHost(message).value());
}

void SimulatedRoom::movePointers(const QList<QPointF> &places)
{
    PeersPresenceMessage message;
    for (qsizetype i = 0; i < places.size(); ++i)
        message.peers[peer(int(i))].cursor = std::optional(places.at(i));
    Q_EMIT received(decodeHost(encode(message)).value());
}

} // namespace sketchroom::bench
