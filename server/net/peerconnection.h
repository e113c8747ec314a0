#pragma once

#include "common/base/clock.h"
#include "common/base/faultyline.h"
#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/net/caller.h"
#include "server/net/outbox.h"
#include "server/net/peersocket.h"
#include "server/net/websocketreader.h"
#include "server/room/outgoing.h"

#include <QObject>

namespace sketchroom {

/// One WebSocket of a host: messages in, frames out through a bounded outbox, keep-alive, and an end that the other
/// side hears of. What is sent is framed once for everybody and goes straight to the socket.
class PeerConnection final : public QObject, private PeerSocket::Owner
{
    Q_OBJECT

public:
    enum class End : quint8 { Closed, Timeout };

    PeerConnection(SessionId session, const Caller &caller, Reactor &reactor, const HostOptions &options,
                   const Clock &clock, QObject *parent);
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

    /// Takes what came with the request. To be called once, when somebody listens.
    void begin();

    /// These take whole frames (websocketframe.h). Little is written before pump().
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
    void socketRead(std::span<char> bytes) override;
    void socketWrote() override;
    void socketEnded() override;
    void take(const WebSocketReader::Event &event);
    void takeMessage(QByteArrayView message);
    void answerPing(QByteArrayView payload);
    void write(const QByteArray &frame);
    void sayFarewell(quint16 code, QStringView reason);

    const SessionId m_session;
    const HostOptions &m_options;
    const Clock &m_clock;
    const QHostAddress m_address;
    const std::shared_ptr<const void> m_ticket;
    QByteArray m_early;
    PeerSocket m_socket;
    WebSocketReader m_reader;
    Outbox m_outbox;
    std::unique_ptr<Faults> m_faults; ///< none: a network as it is
    qint64 m_heardMs;
    qint64 m_pingedMs;
    qint64 m_progressMs; ///< when it last read something, or had nothing to read
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    bool m_hungUp = false;
    bool m_ended = false;
    End m_end = End::Closed;
};

} // namespace sketchroom
