#include "server/net/peerconnection.h"

#include "server/net/gentleclose.h"
#include "server/net/websocketframe.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace sketchroom {

namespace {

// As much as keeps the kernel busy until the event loop comes by again.
constexpr qint64 writeAhead = qint64(256) * 1024;
constexpr qint64 frameHeadBytes = 14;
constexpr int farewellMs = 2'000;

} // namespace

PeerConnection::PeerConnection(SessionId session, QWebSocket *webSocket, QTcpSocket *socket, const HostOptions &options,
                               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_options(options)
    , m_clock(clock)
    , m_webSocket(webSocket)
    , m_socket(socket)
    , m_outbox(options.limits)
    , m_in(options.faults, quint64(session))
    , m_out(options.faults, ~quint64(session))
    , m_heardMs(clock.steadyMs())
    , m_pingedMs(m_heardMs)
    , m_progressMs(m_heardMs)
{
    webSocket->setParent(this);
    // Frames that are too long are noticed here while they come in, to be answered as the protocol says; QWebSocket
    // knows only a close code of its own. The read buffer bounds what is held meanwhile.
    m_socket->setReadBufferSize(options.limits.frameBytes + qint64(64) * 1024);
    m_webSocket->setMaxAllowedIncomingFrameSize(QWebSocket::maxIncomingFrameSize());
    m_webSocket->setMaxAllowedIncomingMessageSize(quint64(2 * options.limits.frameBytes));

    connect(m_webSocket, &QWebSocket::textMessageReceived, this, [this](const QString &message) {
        m_bytesIn += message.size();
        m_in.pass([this, message] {
            if (!m_hungUp)
                Q_EMIT received(message.toUtf8());
        });
    });
    connect(&m_in, &FaultyLine::broken, m_socket, &QAbstractSocket::abort);
    connect(m_webSocket, &QWebSocket::binaryMessageReceived, this, [this] {
        Q_EMIT violated(CloseCode::Malformed, {ErrorCode::BadMessage, tr("Messages are text frames.")});
    });
    connect(m_webSocket, &QWebSocket::textFrameReceived, this,
            [this](const QString &frame, bool last) { countFragment(frame.size(), last); });
    connect(m_webSocket, &QWebSocket::binaryFrameReceived, this,
            [this](const QByteArray &frame, bool last) { countFragment(frame.size(), last); });
    connect(m_socket, &QIODevice::readyRead, this, [this] {
        m_heardMs = m_clock.steadyMs();
        checkLength();
    });
    connect(m_socket, &QIODevice::bytesWritten, this, [this] {
        m_progressMs = m_clock.steadyMs();
        pump();
    });
    connect(m_socket, &QAbstractSocket::disconnected, this, &PeerConnection::finish);
}

PeerConnection::~PeerConnection()
{
    delete m_webSocket;
    // A QWebSocket takes its socket with it when the connection has ended, but not before.
    delete m_socket;
}

Outbox::Verdict PeerConnection::push(const QByteArray &frame)
{
    return m_hungUp ? Outbox::Verdict::Fine : m_outbox.push(frame);
}

Outbox::Verdict PeerConnection::pushEdits(const QByteArray &frame)
{
    return m_hungUp ? Outbox::Verdict::Fine : m_outbox.pushEdits(frame);
}

void PeerConnection::pushBulk(const QByteArray &frame)
{
    if (!m_hungUp)
        m_outbox.pushBulk(frame);
}

void PeerConnection::pushIfIdle(const QByteArray &frame)
{
    if (!m_hungUp && !m_ended)
        m_outbox.pushIfIdle(frame, m_socket->bytesToWrite());
}

void PeerConnection::pump()
{
    if (m_hungUp || m_ended || m_pumping)
        return;
    if (m_socket->bytesToWrite() == 0)
        m_progressMs = m_clock.steadyMs();
    // flush() calls back here, but does not announce what is written meanwhile: so go on until the kernel is full.
    m_pumping = true;
    do {
        while (!m_outbox.isEmpty() && m_socket->bytesToWrite() < writeAhead)
            write(m_outbox.takeNext());
        m_socket->flush();
    } while (!m_ended && !m_outbox.isEmpty() && m_socket->bytesToWrite() < writeAhead);
    m_pumping = false;
    if (m_ended || !m_outbox.isEmpty() || m_socket->bytesToWrite() > 0)
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
    m_hungUp = true;
    if (code == CloseCode::Secret)
        Q_EMIT guessedWrong();
    for (const QByteArray &frame : m_outbox.takeLast())
        write(frame);
    write(closeFrame(quint16(code), reason));
    m_webSocket->disconnect(this);
    m_out.pass([this] {
        closeGently(m_socket, farewellMs);
        connect(m_socket, &QAbstractSocket::disconnected, this, &PeerConnection::finish);
    });
}

PeerConnection::Traffic PeerConnection::traffic() const
{
    return {m_bytesIn, m_bytesOut, m_outbox.bytes() + (m_socket ? m_socket->bytesToWrite() : 0)};
}

void PeerConnection::write(const QByteArray &frame)
{
    m_bytesOut += frame.size();
    if (m_out.isFaulty())
        m_out.pass([this, frame] { m_socket->write(frame); });
    else
        m_socket->write(frame);
}

bool PeerConnection::keepAlive()
{
    if (m_hungUp || m_ended)
        return true;
    const qint64 now = m_clock.steadyMs();
    if (now - m_heardMs >= m_options.times.silenceMs) {
        m_end = End::Timeout;
        m_socket->abort();
        return true;
    }
    if (now - m_pingedMs >= m_options.times.pingMs) {
        m_pingedMs = now;
        m_socket->write(pingFrame()); // between two frames, ahead of what waits
    }
    if (m_outbox.isEmpty() && m_socket->bytesToWrite() == 0)
        m_progressMs = now;
    return now - m_progressMs < m_options.times.stuckMs;
}

void PeerConnection::finish()
{
    if (std::exchange(m_ended, true))
        return;
    // Not at once: whoever is told may be in the midst of sending to everybody.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT ended(m_end); }, Qt::QueuedConnection);
}

void PeerConnection::checkLength()
{
    if (m_socket->bytesAvailable() > m_options.limits.frameBytes + frameHeadBytes)
        countFragment(m_options.limits.frameBytes + 1, false);
}

void PeerConnection::countFragment(qsizetype length, bool last)
{
    m_fragmentBytes += length;
    if (m_fragmentBytes > m_options.limits.frameBytes)
        Q_EMIT violated(
            CloseCode::FrameTooLarge,
            {ErrorCode::Limit,
             tr("A message can be %1 bytes long at the most. Send several.").arg(m_options.limits.frameBytes)});
    else if (last)
        m_fragmentBytes = 0;
}

} // namespace sketchroom
