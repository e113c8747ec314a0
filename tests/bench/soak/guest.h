#pragma once

#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/sync/roomclient.h"

#include <QUrl>
#include <QWebSocket>

namespace sketchroom::bench {

/// Somebody in a room, with all that a client keeps of it, who comes, draws, reads or does not, and goes in one way or
/// another. Writes down what is acknowledged.
class Guest final : public QObject
{
    Q_OBJECT

public:
    enum class Drawing : quint8 { Everyday, Loud }; ///< edits of some 100 bytes, or of several KB
    Guest(const QByteArray &name, const QUrl &room, quint64 seed);

    void come();
    void sayGoodbye();
    /// As when a cable is pulled: in the midst of whatever is on its way.
    void vanish();
    void stopReading();
    void readAgain();
    /// Online or offline. Boards stay small: where they are not, something is deleted.
    void draw(Drawing drawing);

    bool isHere() const { return m_here; }
    bool isAway() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    /// Whether everything that it has drawn is settled, and it knows the room as it is.
    bool isAtRest() const { return m_here && m_room.isSynced() && m_room.replica().pending().empty(); }
    qsizetype pending() const { return qsizetype(m_room.replica().pending().size()); }
    const Replica &replica() const { return m_room.replica(); }
    /// Its edits, and the places that they were said to have.
    int resyncs() const { return m_resyncs; } ///< how often it got the room anew for not having read
    const QHash<qint64, QSet<qint64>> &acknowledged() const { return m_acknowledged; }

private:
    void join(const QByteArray &nonce);
    void hear(const QString &json);
    template <class Message>
    void take(const Message &message);
    void carryOut(const RoomClient::Outcome &outcome);

    const QUrl m_url;
    const QByteArray m_name;
    SystemClock m_clock;
    Random m_random;
    RoomClient m_room;
    QWebSocket m_socket;
    QHash<qint64, QSet<qint64>> m_acknowledged;
    int m_resyncs = 0;
    bool m_here = false; ///< it was welcomed
    bool m_anew = false; ///< something was missing: it joins without what it has
};

} // namespace sketchroom::bench
