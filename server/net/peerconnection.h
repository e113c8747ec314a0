#pragma once

#include "common/base/clock.h"
#include "common/base/faultyline.h"
#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/net/caller.h"
#include "server/net/outbox.h"
#include "server/room/outgoing.h"

#include <QObject>
#include <QWebSocket>

class QWebSocketServer;

namespace sketchroom {

class GentleEnd;
class Pace;

/// One WebSocket of a host: messages in, frames out through a bounded outbox, keep-alive, and an end that the other
/// side hears of. What comes in is read by QWebSocket; what is sent is framed once for everybody and goes straight to
/// the socket under it.
class PeerConnection final : public QObject
{
    Q_OBJECT

public:
    enum class End : quint8 { Closed, Timeout };

    /// The socket of `caller` lives on this thread by now. `server` answers its request; where it does not come to a
    /// WebSocket, ended() follows. `pace` may be null.
    PeerConnection(SessionId session, const Caller &caller, QWebSocketServer &server, Pace *pace,
                   const HostOptions &options, const Clock &clock, QObject *parent);
    ~PeerConnection() override;

    SessionId session() const { return m_session; }
    const QHostAddress &address() const { return m_address; }
    /// Of messages in and frames out since it began, and those that wait to be read.
    struct Traffic
    {
        qint64 bytesIn = 0;
        qint64 bytesOut = 0;
        qint64 bytesQueued = 0;
    };
    Traffic traffic() const;

    /// Tells what has come before anybody listened. To be called once, when somebody does.
    void begin();

    /// These take whole frames (framing.h). Little is written before pump().
    Outbox::Verdict push(const QByteArray &frame);
    Outbox::Verdict pushEdits(const QByteArray &frame);
    /// A message, not a frame.
    void pushBulk(const QByteArray &message);
    void pushIfIdle(const QByteArray &frame);
    /// Writes as much as the socket will soon be rid of.
    void pump();
    /// Sends what is left and a close frame; ended() follows. Nothing is received any more.
    void hangUp(CloseCode code, const QString &reason);

    /// Pings when it is time, and ends the connection of a peer that is silent. False for one that has not read for so
    /// long that it is to be given up.
    bool keepAlive();

Q_SIGNALS:
    /// The text of a message, which is there until this returns.
    void received(QByteArrayView message);
    /// Something that no message can be; to be hung up on.
    void violated(sketchroom::CloseCode code, const sketchroom::Error &error);
    /// The peer has read everything after it had fallen behind, and was not sent all that there was.
    void caughtUp(bool missedEdits);
    /// The connection is over; told once.
    void ended(sketchroom::PeerConnection::End how);

private:
    /// A network that is worse than it is, both ways.
    struct Faults
    {
        Faults(const LineFaults &faults, SessionId session)
            : in(faults, quint64(session))
            , out(faults, ~quint64(session))
        {
        }
        FaultyLine in;
        FaultyLine out;
    };
    void open(QTcpSocket *socket, QWebSocketServer &server);
    void hear();
    void takeText(const QString &text);
    void takeMessage(const QByteArray &message);
    void noteWritten();
    void socketWrote();
    qint64 unsent() const;
    qint64 write(const QList<QByteArray> &frames, qint64 waiting);
    qint64 writeNow(const QList<QByteArray> &frames, qint64 waiting);
    void close(CloseCode code, const QString &reason);
    void beginToEnd();
    void abort();
    void end();

    const SessionId m_session;
    const HostOptions &m_options;
    const Clock &m_clock;
    const QHostAddress m_address;
    const std::shared_ptr<const void> m_ticket;
    Pace *const m_pace;
    QPointer<QTcpSocket> m_socket; ///< under the other
    std::unique_ptr<QWebSocket> m_webSocket;
    GentleEnd *m_gentleEnd = nullptr;
    Outbox m_outbox;
    std::unique_ptr<Faults> m_faults; ///< none: a network as it is
    QByteArrayList m_early;           ///< messages that came before anybody listened
    qint64 m_earlyBytes = 0;
    qint64 m_heardMs;
    qint64 m_pingedMs;
    qint64 m_progressMs; ///< when it last read something, or had nothing to read
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    qint64 m_unsentBefore = 0; ///< when something was written last
    bool m_isListenedTo = false;
    bool m_isEncrypted = false;
    bool m_isWriting = false;
    bool m_hasWritten = false; ///< something that is not looked at yet
    bool m_hungUp = false;
    bool m_ended = false;
    End m_end = End::Closed;
};

} // namespace sketchroom
