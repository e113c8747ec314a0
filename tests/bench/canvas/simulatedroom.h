#pragma once

#include "app/session/roomlink.h"
#include "common/base/clock.h"

namespace sketchroom::bench {

/// A room with a board and other people in it, without a network: what peers do is encoded and decoded as on its way
/// through a real one, and the user's own edits are confirmed at the next turn of the event loop.
class SimulatedRoom final : public RoomLink
{
    Q_OBJECT

public:
    SimulatedRoom(QList<ShapeRef> shapes, int peers)
        : m_shapes(std::move(shapes))
        , m_peers(peers)
    {
    }

    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    void open(const JoinMessage &join) override;
    void setResume(const HistoryPoint &) override {}
    void send(const ClientMessage &message) override;
    void close(const QString &) override { m_state = State::Closed; }

    static PeerId peer(int index) { return "peer-" + QByteArray::number(index); }
    /// A peer's edit as it comes from the host, and its arrival.
    QByteArray encoded(int peer, const QList<Op> &ops);
    void arrive(const QByteArray &message);
    void movePointers(const QList<QPointF> &places);

private:
    void admit();
    void confirm();

    QList<ShapeRef> m_shapes;
    int m_peers;
    ClientId m_user;
    State m_state = State::Connecting;
    qint64 m_seq = 0;
    QList<CommittedEdit> m_unconfirmed;
    SystemClock m_clock;
};

} // namespace sketchroom::bench
