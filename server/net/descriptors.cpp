#include "server/net/descriptors.h"

#ifdef Q_OS_UNIX
#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#endif

namespace sketchroom {

#ifdef Q_OS_UNIX

namespace {

#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_DONTWAIT | MSG_NOSIGNAL;
#else
constexpr int sendFlags = MSG_DONTWAIT; // Qt has told the socket not to signal
#endif

} // namespace

qintptr secondDescriptor(qintptr descriptor)
{
    return ::fcntl(int(descriptor), F_DUPFD_CLOEXEC, 0);
}

void closeDescriptor(qintptr descriptor)
{
    if (descriptor >= 0)
        ::close(int(descriptor));
}

bool descriptorsAreShort(qintptr descriptor)
{
    constexpr rlim_t reserve = 16;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return false;
    // The lowest that is free is taken.
    const qintptr next = secondDescriptor(descriptor);
    closeDescriptor(next);
    return next < 0 || rlim_t(next) + reserve >= limit.rlim_cur;
}

void endWriting(qintptr descriptor)
{
    ::shutdown(int(descriptor), SHUT_WR);
}

qint64 writeAtOnce(qintptr descriptor, std::span<const QByteArray> parts)
{
    constexpr size_t mostParts = 64;
    qint64 written = 0;
    while (!parts.empty()) {
        std::array<iovec, mostParts> vectors;
        const size_t count = std::min(parts.size(), mostParts);
        qint64 wanted = 0;
        for (size_t i = 0; i < count; ++i) {
            vectors.at(i) = {const_cast<char *>(parts[i].constData()), size_t(parts[i].size())};
            wanted += parts[i].size();
        }
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        ssize_t sent = 0;
        do {
            sent = ::sendmsg(int(descriptor), &message, sendFlags);
        } while (sent < 0 && errno == EINTR);
        written += std::max<ssize_t>(sent, 0);
        if (sent < wanted)
            break;
        parts = parts.subspan(count);
    }
    return written;
}

#else

qintptr secondDescriptor(qintptr)
{
    return -1;
}

void closeDescriptor(qintptr) {}

bool descriptorsAreShort(qintptr)
{
    return false;
}

void endWriting(qintptr) {}

qint64 writeAtOnce(qintptr, std::span<const QByteArray>)
{
    return 0;
}

#endif

} // namespace sketchroom
