#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QTcpSocket>

#include <memory>
#include <utility>

namespace sketchroom {

/// A socket on its way from one thread to another, which is not to be lost where nobody takes it.
class SocketOnItsWay final
{
public:
    /// `socket` has no parent, and nothing is connected to it.
    explicit SocketOnItsWay(QTcpSocket *socket)
        : m_socket(socket)
    {
    }
    ~SocketOnItsWay()
    {
        if (m_socket)
            m_socket->deleteLater();
    }
    SocketOnItsWay(const SocketOnItsWay &) = delete;
    SocketOnItsWay &operator=(const SocketOnItsWay &) = delete;

    QTcpSocket *get() const { return m_socket; }
    /// The caller's from now on; null where it was taken already.
    QTcpSocket *take() { return std::exchange(m_socket, nullptr); }

private:
    QPointer<QTcpSocket> m_socket;
};

/// Who has come through the front door: a socket whose request for a WebSocket is whole, and is still to be read from
/// it. May go to another thread, with its socket.
struct Caller
{
    std::shared_ptr<SocketOnItsWay> socket;
    QHostAddress address;
    std::shared_ptr<const void> ticket; ///< the connection counts until this is gone
};

} // namespace sketchroom
