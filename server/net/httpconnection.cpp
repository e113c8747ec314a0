#include "server/net/httpconnection.h"

namespace sketchroom {

namespace {
constexpr int closeWaitMs = 2'000;
}

HttpConnection::HttpConnection(std::shared_ptr<Wire> wire, const QHostAddress &address,
                               std::shared_ptr<const void> ticket, Reactor &reactor, QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_ticket(std::move(ticket))
    , m_wire(std::move(wire))
    , m_socket(m_wire, reactor, *this)
{
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::ignoreInput()
{
    m_ignoresInput = true;
    m_input.clear();
}

void HttpConnection::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

void HttpConnection::answer(const HttpResponse &response, bool withBody)
{
    m_socket.write(toBytes(response, withBody));
    endGently();
}

void HttpConnection::endGently()
{
    ignoreInput();
    QTimer::singleShot(closeWaitMs, this, &HttpConnection::abort);
    m_socket.endWriting();
}

std::shared_ptr<Wire> HttpConnection::release()
{
    if (m_ended)
        return nullptr;
    m_socket.release();
    finish();
    return m_wire;
}

void HttpConnection::socketRead(std::span<char> bytes)
{
    if (m_ignoresInput)
        return;
    m_input.append(bytes.data(), qsizetype(bytes.size()));
    Q_EMIT came();
}

void HttpConnection::socketWrote()
{
    Q_EMIT wrote();
}

void HttpConnection::socketEnded()
{
    finish();
}

void HttpConnection::finish()
{
    if (!std::exchange(m_ended, true))
        deleteLater();
}

} // namespace sketchroom
