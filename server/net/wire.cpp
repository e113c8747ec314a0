#include "server/net/wire.h"

#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace sketchroom {

namespace {

/// What Wire promises, of what a system call has returned; 0 bytes of it are the end.
ssize_t outcome(ssize_t count)
{
    if (count > 0)
        return count;
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

} // namespace

Wire::~Wire()
{
    close();
}

void Wire::close()
{
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

ssize_t Wire::read(std::span<char> buffer)
{
    return outcome(::recv(m_descriptor, buffer.data(), buffer.size(), 0));
}

ssize_t Wire::write(std::span<const iovec> parts)
{
    msghdr message{};
    message.msg_iov = const_cast<iovec *>(parts.data());
    message.msg_iovlen = parts.size();
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return outcome(sent);
}

void Wire::endWriting()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

} // namespace sketchroom
