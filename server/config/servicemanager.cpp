#include "server/config/servicemanager.h"

#include "common/base/logging.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sketchroom {

ServiceManager::ServiceManager(QObject *parent)
    : QObject(parent)
    , m_socket(qgetenv("NOTIFY_SOCKET"))
{
    connect(&m_alive, &QTimer::timeout, this, [this] { tell("WATCHDOG=1"); });
}

void ServiceManager::ready(const QString &status)
{
    tell("READY=1\nSTATUS=" + status.toUtf8());
    const qint64 microseconds = qgetenv("WATCHDOG_USEC").toLongLong();
    const QByteArray meant = qgetenv("WATCHDOG_PID");
    if (microseconds > 0 && (meant.isEmpty() || meant.toLongLong() == getpid()))
        m_alive.start(int(microseconds / 2'000)); // twice as often as it is waited for
}

void ServiceManager::stopping()
{
    tell("STOPPING=1");
}

void ServiceManager::tell(const QByteArray &state) const
{
    sockaddr_un address{};
    // A path, or the name of an abstract socket, which begins with @ here and with a zero on the wire.
    if (m_socket.size() < 2 || size_t(m_socket.size()) >= sizeof(address.sun_path))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_socket.constData(), size_t(m_socket.size()));
    if (m_socket.startsWith('@'))
        address.sun_path[0] = '\0';
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(m_socket.size()));
    const ssize_t sent = sendto(descriptor, state.constData(), size_t(state.size()), MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr *>(&address), length);
    if (sent != state.size())
        qCWarning(lcNet, "The service manager cannot be told: %s", std::strerror(errno));
    close(descriptor);
}

} // namespace sketchroom
