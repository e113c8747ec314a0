#include "server/net/peersocket.h"

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace sketchroom {

PeerSocket::PeerSocket(int descriptor, Reactor &reactor, Owner &owner)
    : m_reactor(reactor)
    , m_owner(owner)
    , m_descriptor(descriptor)
{
    m_reactor.watch(m_descriptor, this);
}

PeerSocket::~PeerSocket()
{
    close();
}

void PeerSocket::close()
{
    if (m_descriptor < 0)
        return;
    m_reactor.forget(m_descriptor, this);
    ::close(m_descriptor);
    m_descriptor = -1;
    m_frames = {};
    m_unsent = m_written = 0;
}

void PeerSocket::abort()
{
    if (m_descriptor < 0)
        return;
    close();
    m_owner.socketEnded();
}

void PeerSocket::write(const QByteArray &frame)
{
    if (m_descriptor < 0 || m_ending)
        return;
    m_frames.append(frame);
    m_unsent += frame.size();
}

void PeerSocket::flush()
{
    constexpr size_t mostParts = 64;
    while (m_unsent > 0) {
        std::array<iovec, mostParts> parts;
        size_t count = 0;
        for (qsizetype i = 0; i < m_frames.size() && count < mostParts; ++i) {
            const QByteArray &frame = m_frames.at(i);
            const qint64 skipped = i == 0 ? m_written : 0;
            parts.at(count++) = {const_cast<char *>(frame.constData()) + skipped, size_t(frame.size() - skipped)};
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const ssize_t sent = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN)
            return abort();
        if (sent < 0)
            break;
        m_unsent -= sent;
        m_written += sent;
        qsizetype done = 0;
        while (done < m_frames.size() && m_written >= m_frames.at(done).size())
            m_written -= m_frames.at(done++).size();
        m_frames.remove(0, done);
    }
    if (m_descriptor < 0)
        return;
    if (m_waiting != (m_unsent > 0)) {
        m_waiting = m_unsent > 0;
        m_reactor.watchForWriting(m_descriptor, this, m_waiting);
    }
    if (m_ending && m_unsent == 0)
        ::shutdown(m_descriptor, SHUT_WR);
}

void PeerSocket::endWriting()
{
    m_ending = true;
    flush();
}

void PeerSocket::canRead()
{
    const std::span<char> buffer = m_reactor.buffer();
    const ssize_t count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0)
        return abort();
    if (size_t(count) == buffer.size())
        m_reactor.hurry();
    m_owner.socketRead(buffer.first(size_t(count)));
}

void PeerSocket::canWrite()
{
    const qint64 before = m_unsent;
    flush();
    if (m_descriptor >= 0 && m_unsent < before)
        m_owner.socketWrote();
}

} // namespace sketchroom
