#include "server/net/peerconnection.h"

#include "server/net/descriptors.h"
#include "server/net/framing.h"
#include "server/net/gentleend.h"
#include "server/net/pace.h"
#include "server/net/upgrade.h"

#include <QSslSocket>

namespace sketchroom {

namespace {

// As much as keeps the kernel busy until the next turn.
constexpr qint64 writeAhead = qint64(256) * 1024;
constexpr int farewellMs = 2'000;

} // namespace

PeerConnection::PeerConnection(SessionId session, const Caller &caller, QWebSocketServer &server, Pace *pace,
                               const HostOptions &options, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_options(options)
    , m_clock(clock)
    , m_address(caller.address)
    , m_ticket(caller.ticket)
    , m_pace(pace)
    , m_outbox(options.limits)
    , m_heardMs(clock.steadyMs())
    , m_pingedMs(m_heardMs)
    , m_progressMs(m_heardMs)
{
    if (options.faults.any()) {
        m_faults = std::make_unique<Faults>(options.faults, session);
        connect(&m_faults->in, &FaultyLine::broken, this, &PeerConnection::abort);
    }
    QTcpSocket *const socket = caller.socket->take();
    if (socket && socket->state() == QAbstractSocket::ConnectedState)
        open(socket, server);
    else if (socket) // it has gone on its way
        socket->deleteLater();
    if (!m_webSocket)
        end();
}

PeerConnection::~PeerConnection()
{
    delete m_gentleEnd;
    m_gentleEnd = nullptr;
    m_hungUp = true;
    m_ended = true;
    // Before the other, which would say goodbye for us.
    if (m_socket)
        m_socket->abort();
}

void PeerConnection::open(QTcpSocket *socket, QWebSocketServer &server)
{
    socket->setParent(this);
    m_webSocket.reset(upgrade(server, *socket));
    if (!m_webSocket)
        return;
    m_socket = socket;
    const quint64 longest = quint64(m_options.limits.frameBytes);
    m_webSocket->setMaxAllowedIncomingFrameSize(longest);
    m_webSocket->setMaxAllowedIncomingMessageSize(longest);
    connect(m_webSocket.get(), &QWebSocket::textMessageReceived, this, &PeerConnection::takeText);
    connect(m_webSocket.get(), &QWebSocket::binaryMessageReceived, this, [this] {
        if (!m_hungUp)
            Q_EMIT violated(CloseCode::Malformed, {ErrorCode::BadMessage, tr("Messages are text frames.")});
    });
    // It closes by itself too: when the peer does, and when what comes in is not a WebSocket's.
    connect(m_webSocket.get(), &QWebSocket::aboutToClose, this, &PeerConnection::beginToEnd);
    connect(socket, &QTcpSocket::readyRead, this, &PeerConnection::hear);
    connect(socket, &QTcpSocket::bytesWritten, this, &PeerConnection::noteWritten);
    connect(socket, &QTcpSocket::disconnected, this, [this] {
        if (!m_gentleEnd)
            end();
    });
    if (const auto *const tls = qobject_cast<QSslSocket *>(socket)) {
        m_isEncrypted = tls->isEncrypted();
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &PeerConnection::noteWritten);
    }
}

void PeerConnection::begin()
{
    m_isListenedTo = true;
    m_earlyBytes = 0;
    for (const QByteArray &message : std::exchange(m_early, {})) {
        if (!m_hungUp && !m_ended)
            Q_EMIT received(message);
    }
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
        m_outbox.pushIfIdle(frame, unsent());
}

void PeerConnection::pump()
{
    if (m_hungUp || m_ended || m_isWriting)
        return;
    qint64 waiting = unsent();
    if (waiting == 0)
        m_progressMs = m_clock.steadyMs();
    while (!m_ended && !m_outbox.isEmpty() && waiting < writeAhead) {
        const qint64 before = waiting;
        QList<QByteArray> frames;
        while (!m_outbox.isEmpty() && waiting < writeAhead) {
            const Outbox::Next next = m_outbox.takeNext();
            frames.append(next.isFrame ? next.bytes : messageFrame(next.bytes));
            waiting += frames.constLast().size();
        }
        waiting = write(frames, before);
    }
    if (m_ended || !m_outbox.isEmpty() || waiting > 0)
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
    write(m_outbox.takeLast(), unsent());
    if (m_faults)
        m_faults->out.pass([this, code, reason] { close(code, reason); });
    else
        close(code, reason);
}

void PeerConnection::close(CloseCode code, const QString &reason)
{
    if (!m_ended && !m_gentleEnd)
        m_webSocket->close(QWebSocketProtocol::CloseCode(code), closeReason(reason));
}

/// The close frame is written, and the socket is going to be closed.
void PeerConnection::beginToEnd()
{
    if (m_gentleEnd || m_ended || !m_socket)
        return;
    m_hungUp = true;
    m_gentleEnd = new GentleEnd(m_socket, farewellMs, this);
    connect(m_gentleEnd, &GentleEnd::over, this, &PeerConnection::end);
}

PeerConnection::Traffic PeerConnection::traffic() const
{
    return {m_bytesIn, m_bytesOut, m_outbox.bytes() + unsent()};
}

/// Bytes that the kernel has not taken.
qint64 PeerConnection::unsent() const
{
    if (!m_socket)
        return 0;
    // Under encryption, what waits is in the socket below.
    const qint64 encrypted = m_isEncrypted ? static_cast<QSslSocket *>(m_socket.get())->encryptedBytesToWrite() : 0;
    return m_socket->bytesToWrite() + encrypted;
}

/// `waiting` bytes are unsent so far; returns how many are then.
qint64 PeerConnection::write(const QList<QByteArray> &frames, qint64 waiting)
{
    for (const QByteArray &frame : frames)
        m_bytesOut += frame.size();
    if (!m_faults)
        return writeNow(frames, waiting);
    m_faults->out.pass([this, frames] { writeNow(frames, unsent()); });
    return unsent();
}

qint64 PeerConnection::writeNow(const QList<QByteArray> &frames, qint64 waiting)
{
    if (!m_socket || m_gentleEnd)
        return waiting;
    // Most often the kernel takes it all; then Qt need not keep it, nor wait for the socket.
    qint64 written = m_isEncrypted || waiting > 0 ? 0 : writeAtOnce(m_socket->socketDescriptor(), frames);
    qsizetype first = 0;
    for (; first < frames.size() && written >= frames.at(first).size(); ++first)
        written -= frames.at(first).size();
    if (first < frames.size() && m_socket->state() == QAbstractSocket::ConnectedState) {
        m_isWriting = true;
        m_socket->write(frames.at(first).sliced(written));
        for (qsizetype i = first + 1; i < frames.size(); ++i)
            m_socket->write(frames.at(i));
        if (m_isEncrypted)
            m_socket->flush();
        m_isWriting = false;
        waiting = unsent();
    }
    m_unsentBefore = waiting;
    return waiting;
}

bool PeerConnection::keepAlive()
{
    if (m_hungUp || m_ended)
        return true;
    const qint64 now = m_clock.steadyMs();
    if (now - m_heardMs >= m_options.times.silenceMs) {
        m_end = End::Timeout;
        abort();
        return true;
    }
    if (now - m_pingedMs >= m_options.times.pingMs) {
        m_pingedMs = now;
        m_webSocket->ping(); // between two frames, ahead of what waits
    }
    if (m_outbox.isEmpty() && unsent() == 0)
        m_progressMs = now;
    return now - m_progressMs < m_options.times.stuckMs;
}

/// Something has come in, which is read soon.
void PeerConnection::hear()
{
    m_heardMs = m_clock.steadyMs();
    if (m_pace)
        m_pace->noteRead(this);
    // QWebSocket answers pings whether or not the answers are read.
    if (unsent() - m_unsentBefore > m_options.limits.closeBytes)
        QMetaObject::invokeMethod(this, &PeerConnection::abort, Qt::QueuedConnection);
}

void PeerConnection::takeText(const QString &text)
{
    if (m_hungUp || m_ended)
        return;
    const QByteArray message = text.toUtf8();
    if (message.size() <= m_options.limits.frameBytes)
        return takeMessage(message);
    // Fragments are counted by characters.
    Q_EMIT violated(CloseCode::FrameTooLarge,
                    {ErrorCode::Limit,
                     tr("A message can be %1 bytes long at the most. Send several.").arg(m_options.limits.frameBytes)});
}

void PeerConnection::takeMessage(const QByteArray &message)
{
    m_bytesIn += message.size();
    if (!m_isListenedTo) {
        m_earlyBytes += message.size();
        m_early.append(message);
        if (m_earlyBytes > m_options.limits.frameBytes)
            abort();
    } else if (!m_faults) {
        Q_EMIT received(message);
    } else {
        m_faults->in.pass([this, message] {
            if (!m_hungUp)
                Q_EMIT received(message);
        });
    }
}

void PeerConnection::noteWritten()
{
    // Not at once: an encrypted socket must not be written to, or closed, while it tells something. And not what is
    // written right now, which is looked at afterwards.
    if (!m_isWriting && !std::exchange(m_hasWritten, true))
        QMetaObject::invokeMethod(this, &PeerConnection::socketWrote, Qt::QueuedConnection);
}

void PeerConnection::socketWrote()
{
    m_hasWritten = false;
    m_progressMs = m_clock.steadyMs();
    pump();
}

void PeerConnection::abort()
{
    end();
    if (m_socket)
        m_socket->abort();
}

void PeerConnection::end()
{
    if (std::exchange(m_ended, true))
        return;
    // Not at once: whoever is told may be in the midst of sending to everybody.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT ended(m_end); }, Qt::QueuedConnection);
}

} // namespace sketchroom
