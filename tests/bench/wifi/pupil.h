#pragma once

#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/sync/roomclient.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace sketchroom::bench {

/// Somebody in a room over a network that can be measured: joins, draws as a pen does, moves the pointer.
class Pupil final : public QObject
{
    Q_OBJECT

public:
    enum class Snapshots : quint8 { Packed, Plain };
    Pupil(const QByteArray &name, const QUrl &room, Snapshots snapshots);

    void come();
    /// From now on, until rest(): 30 edits a second, and the pointer goes with the pen.
    void draw();
    /// Likewise, the pointer alone.
    void move();
    void rest() { m_timer.stop(); }
    /// Puts shapes on the board, as many edits as it takes.
    void bring(const QList<ShapeRef> &shapes);

    bool isThere() const { return m_client.isSynced(); } ///< has the whole board
    bool isAtRest() const { return isThere() && m_client.replica().pending().empty(); }
    qint64 joinedAfterMs() const { return m_joinedAfterMs; } ///< from come() until the board was there
    int timesPutOut() const { return m_timesPutOut; }        ///< or cut off; comes again
    qint64 snapshotBytes() const { return m_snapshotBytes; } ///< as they came, without the heads of frames
    qint64 bytes() const { return m_bytes; }                 ///< of all messages that came
    qsizetype shapes() const { return m_client.replica().visible().size(); }

private:
    void take(const QByteArray &json, qint64 bytesOnTheWay);
    void join(const QByteArray &nonce);
    void carryOut(const RoomClient::Outcome &outcome);
    void send(const ClientMessage &message);
    void tick();

    const QUrl m_url;
    const QByteArray m_name;
    const Snapshots m_snapshots;
    SystemClock m_clock;
    Random m_random;
    RoomClient m_client;
    QWebSocket m_socket;
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_joinedAfterMs = -1;
    int m_timesPutOut = 0;
    qint64 m_snapshotBytes = 0;
    qint64 m_bytes = 0;
    bool m_draws = false;
    ShapeId m_stroke;
    PointList m_points;
    double m_x = 0;
    double m_y = 0;
    double m_heading = 0;
};

} // namespace sketchroom::bench
