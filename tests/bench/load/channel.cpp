#include "tests/bench/load/channel.h"

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sketchroom::bench {

namespace {

/// What all encrypted channels share.
SSL_CTX *tlsContext()
{
    static SSL_CTX *const context = [] {
        SSL_CTX *const made = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        return made;
    }();
    return context;
}

std::ptrdiff_t outcomeOfCall(ssize_t count)
{
    if (count > 0)
        return count;
    return count < 0 && errno == EAGAIN ? 0 : -1;
}

} // namespace

void Channel::Free::operator()(ssl_st *tls) const
{
    SSL_free(tls);
}

Channel::Channel(const Port &port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
{
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port.number);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    if (!port.encrypted)
        return;
    m_tls.reset(SSL_new(tlsContext()));
    SSL_set_fd(m_tls.get(), m_socket);
    SSL_set_connect_state(m_tls.get());
}

Channel::~Channel()
{
    close(m_socket);
}

bool Channel::isConnected() const
{
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

std::ptrdiff_t Channel::outcome(int returned) const
{
    if (returned > 0)
        return returned;
    const int reason = SSL_get_error(m_tls.get(), returned);
    return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

std::ptrdiff_t Channel::send(std::string_view bytes)
{
    if (!m_tls)
        return outcomeOfCall(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    ERR_clear_error();
    return outcome(SSL_write(m_tls.get(), bytes.data(), int(bytes.size())));
}

std::ptrdiff_t Channel::receive(std::span<char> room)
{
    if (!m_tls)
        return outcomeOfCall(::recv(m_socket, room.data(), room.size(), 0));
    ERR_clear_error();
    return outcome(SSL_read(m_tls.get(), room.data(), int(room.size())));
}

} // namespace sketchroom::bench
