#include "server/net/httpconnection.h"

#include "server/net/gentleend.h"
#include "server/net/proxyheader.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace sketchroom {

namespace {

constexpr int closeWaitMs = 2'000;
// RFC 8446, 5.1: an encrypted connection begins with a record of this type.
constexpr char handshakeRecord = 22;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const QHostAddress &address, std::shared_ptr<const void> ticket,
                               QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_ticket(std::move(ticket))
    , m_socket(socket)
{
    listen();
}

HttpConnection::HttpConnection(QSslSocket *socket, const QSslConfiguration &tls, const QHostAddress &address,
                               std::shared_ptr<const void> ticket, QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_ticket(std::move(ticket))
    , m_socket(socket)
    , m_undecided(socket)
{
    socket->setSslConfiguration(tls);
    connect(socket, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::wrote, Qt::QueuedConnection);
    listen();
}

HttpConnection::~HttpConnection()
{
    m_ended = true;
    delete m_gentleEnd;
    if (m_socket)
        m_socket->disconnect(this);
}

void HttpConnection::listen()
{
    m_socket->setParent(this);
    // Not at once: an encrypted socket must not be closed while it tells something, and none be given away.
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read, Qt::QueuedConnection);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::wrote, Qt::QueuedConnection);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        if (!m_gentleEnd)
            finish();
    });
}

void HttpConnection::read()
{
    if (m_ended || !takeIntroduction() || !decide())
        return;
    if (m_ignoresInput)
        takeInput();
    else if (inputBytes() > 0)
        Q_EMIT came();
}

/// False while it is not known whether there is one.
bool HttpConnection::takeIntroduction()
{
    if (!m_mayBeIntroduced)
        return true;
    using State = ProxyHeader::State;
    const ProxyHeader header = readProxyHeader(input(proxyHeaderMaxBytes));
    if (header.state == State::Malformed)
        abort();
    if (header.state == State::Malformed || header.state == State::Incomplete)
        return false;
    m_mayBeIntroduced = false;
    skipInput(header.bytes);
    if (!header.address.isNull())
        Q_EMIT introduced(header.address);
    return !m_ended;
}

/// False while it is not known whether the connection is encrypted, or when that has just begun.
bool HttpConnection::decide()
{
    if (!m_undecided)
        return true;
    const QByteArray first = m_undecided->peek(1);
    if (first.isEmpty())
        return false;
    QSslSocket *const socket = std::exchange(m_undecided, nullptr);
    if (first.front() != handshakeRecord)
        return true;
    m_isEncrypted = true;
    socket->startServerEncryption();
    return false;
}

bool HttpConnection::isOpen() const
{
    return !m_ended && m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

QByteArray HttpConnection::input(qint64 most) const
{
    return m_socket ? m_socket->peek(most) : QByteArray();
}

qint64 HttpConnection::inputBytes() const
{
    return m_socket ? m_socket->bytesAvailable() : 0;
}

void HttpConnection::skipInput(qint64 bytes)
{
    if (m_socket)
        m_socket->skip(bytes);
}

QByteArray HttpConnection::takeInput()
{
    return m_socket ? m_socket->readAll() : QByteArray();
}

void HttpConnection::ignoreInput()
{
    m_ignoresInput = true;
    takeInput();
}

void HttpConnection::write(const QByteArray &bytes)
{
    if (!isOpen() || m_gentleEnd)
        return;
    m_socket->write(bytes);
    m_socket->flush();
}

qint64 HttpConnection::unsent() const
{
    if (!m_socket)
        return 0;
    const qint64 encrypted = m_isEncrypted ? static_cast<QSslSocket *>(m_socket.get())->encryptedBytesToWrite() : 0;
    return m_socket->bytesToWrite() + encrypted;
}

void HttpConnection::answer(const HttpResponse &response, bool withBody)
{
    write(toBytes(response, withBody));
    endGently();
}

void HttpConnection::endGently()
{
    if (!isOpen() || m_gentleEnd)
        return;
    ignoreInput();
    m_gentleEnd = new GentleEnd(m_socket, closeWaitMs, this);
    connect(m_gentleEnd, &GentleEnd::over, this, &HttpConnection::finish);
    m_socket->disconnectFromHost();
}

void HttpConnection::abort()
{
    finish();
    if (m_socket)
        m_socket->abort();
}

QTcpSocket *HttpConnection::release()
{
    if (!isOpen())
        return nullptr;
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    QTcpSocket *const socket = m_socket;
    m_socket = nullptr;
    finish();
    return socket;
}

void HttpConnection::finish()
{
    if (!std::exchange(m_ended, true))
        deleteLater();
}

} // namespace sketchroom
