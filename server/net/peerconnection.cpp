#include "server/net/peerconnection.h"

#include "server/net/websocketframe.h"

#include <QTimer>

namespace sketchroom {

namespace {

// As much as keeps the kernel busy until the next turn.
constexpr qint64 writeAhead = qint64(256) * 1024;
constexpr int farewellMs = 2'000;

// RFC 6455, 7.4.1; what the protocol has no codes of its own for.
constexpr quint16 closedNormally = 1000;
constexpr quint16 againstTheRules = 1002;
constexpr quint16 notUtf8 = 1007;

} // namespace

PeerConnection::PeerConnection(SessionId session, const Caller &caller, Reactor &reactor, const HostOptions &options,
                               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_options(options)
    , m_clock(clock)
    , m_address(caller.address)
    , m_ticket(caller.ticket)
    , m_early(caller.early)
    , m_socket(caller.wire, reactor, *this)
    , m_reader(options.limits.frameBytes)
    , m_outbox(options.limits)
    , m_heardMs(clock.steadyMs())
    , m_pingedMs(m_heardMs)
    , m_progressMs(m_heardMs)
{
    if (!options.faults.any())
        return;
    m_faults = std::make_unique<Faults>(options.faults, session);
    connect(&m_faults->in, &FaultyLine::broken, this, [this] { m_socket.abort(); });
}

PeerConnection::~PeerConnection() = default;

void PeerConnection::begin()
{
    QByteArray early = std::exchange(m_early, {});
    if (!early.isEmpty())
        socketRead({early.data(), size_t(early.size())});
}

Outbox::Verdict PeerConnection::push(const QByteArray &frame)
{
    return m_hungUp ? Outbox::Verdict::Fine : m_outbox.push(frame);
}

Outbox::Verdict PeerConnection::pushEdits(const QByteArray &frame)
{
    // What is queued is not to look like neglect of a peer that could have been sent it.
    if (m_outbox.bytes() >= writeAhead)
        pump();
    return m_hungUp ? Outbox::Verdict::Fine : m_outbox.pushEdits(frame);
}

void PeerConnection::pushBulk(const QByteArray &message)
{
    if (!m_hungUp)
        m_outbox.pushBulk(message);
}

void PeerConnection::pushIfIdle(const QByteArray &frame)
{
    if (!m_hungUp && !m_ended)
        m_outbox.pushIfIdle(frame, m_socket.unsent());
}

void PeerConnection::pump()
{
    if (m_hungUp || m_ended)
        return;
    if (m_socket.unsent() == 0)
        m_progressMs = m_clock.steadyMs();
    do {
        while (!m_outbox.isEmpty() && m_socket.unsent() < writeAhead) {
            const Outbox::Next next = m_outbox.takeNext();
            write(next.isFrame ? next.bytes : textFrame(next.bytes));
        }
        m_socket.flush();
    } while (!m_ended && !m_outbox.isEmpty() && m_socket.unsent() < writeAhead);
    if (m_ended || !m_outbox.isEmpty() || m_socket.unsent() > 0)
        return;
    const bool missedPresence = m_outbox.takeMissedPresence();
    const bool missedEdits = m_outbox.takeCut();
    if (missedEdits || missedPresence)
        Q_EMIT caughtUp(missedEdits);
}

void PeerConnection::hangUp(CloseCode code, const QString &reason)
{
    if (m_hungUp || m_ended)
        return;
    sayFarewell(quint16(code), reason);
}

void PeerConnection::sayFarewell(quint16 code, QStringView reason)
{
    m_hungUp = true;
    for (const QByteArray &frame : m_outbox.takeLast())
        write(frame);
    write(closeFrame(code, reason));
    // What comes in is thrown away until the other side ends too: a close with unread input would reset the connection,
    // and with it what is on its way.
    const auto end = [this] {
        m_socket.endWriting();
        QTimer::singleShot(farewellMs, this, [this] { m_socket.abort(); });
    };
    if (m_faults)
        m_faults->out.pass(end);
    else
        end();
}

PeerConnection::Traffic PeerConnection::traffic() const
{
    return {m_bytesIn, m_bytesOut, m_outbox.bytes() + m_socket.unsent()};
}

void PeerConnection::write(const QByteArray &frame)
{
    m_bytesOut += frame.size();
    if (!m_faults)
        return m_socket.write(frame);
    m_faults->out.pass([this, frame] {
        m_socket.write(frame);
        m_socket.flush();
    });
}

bool PeerConnection::keepAlive()
{
    if (m_hungUp || m_ended)
        return true;
    const qint64 now = m_clock.steadyMs();
    if (now - m_heardMs >= m_options.times.silenceMs) {
        m_end = End::Timeout;
        m_socket.abort();
        return true;
    }
    if (now - m_pingedMs >= m_options.times.pingMs) {
        m_pingedMs = now;
        m_socket.write(pingFrame()); // between two frames, ahead of what waits
        m_socket.flush();
    }
    if (m_outbox.isEmpty() && m_socket.unsent() == 0)
        m_progressMs = now;
    return now - m_progressMs < m_options.times.stuckMs;
}

void PeerConnection::socketRead(std::span<char> bytes)
{
    m_heardMs = m_clock.steadyMs();
    while (!m_hungUp && !m_ended) {
        const auto event = m_reader.next(bytes);
        if (!event)
            return;
        take(*event);
    }
}

void PeerConnection::take(const WebSocketReader::Event &event)
{
    using Kind = WebSocketReader::Event::Kind;
    switch (event.kind) {
    case Kind::Message:
        return takeMessage(event.payload);
    case Kind::Ping:
        return answerPing(event.payload);
    case Kind::Close:
        return sayFarewell(closedNormally, {});
    case Kind::Binary:
        Q_EMIT violated(CloseCode::Malformed, {ErrorCode::BadMessage, tr("Messages are text frames.")});
        return;
    case Kind::TooLong:
        Q_EMIT violated(
            CloseCode::FrameTooLarge,
            {ErrorCode::Limit,
             tr("A message can be %1 bytes long at the most. Send several.").arg(m_options.limits.frameBytes)});
        return;
    case Kind::NoUtf8:
        return sayFarewell(notUtf8, tr("The message is not UTF-8."));
    case Kind::Unlawful:
        return sayFarewell(againstTheRules, tr("These are not the frames of a WebSocket client."));
    }
}

void PeerConnection::takeMessage(QByteArrayView message)
{
    m_bytesIn += message.size();
    if (!m_faults) {
        Q_EMIT received(message);
        return;
    }
    m_faults->in.pass([this, kept = message.toByteArray()] {
        if (!m_hungUp)
            Q_EMIT received(kept);
    });
}

void PeerConnection::answerPing(QByteArrayView payload)
{
    // One who does not read the answers gets no more of them.
    if (m_socket.unsent() > 0)
        return;
    m_socket.write(pongFrame(payload));
    m_socket.flush();
}

void PeerConnection::socketWrote()
{
    m_progressMs = m_clock.steadyMs();
    pump();
}

void PeerConnection::socketEnded()
{
    if (std::exchange(m_ended, true))
        return;
    // Not at once: whoever is told may be in the midst of sending to everybody.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT ended(m_end); }, Qt::QueuedConnection);
}

} // namespace sketchroom
