#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/net/access.h"

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QWebSocketServer>

#include <functional>

namespace sketchroom {

/// One port for everything. Looks at each connection's request head without consuming it, bounded in size and time,
/// and hands the connection to the WebSocket side or to the HTTP side, if it is let in. Limits how many connections
/// there are.
class FrontDoor final : public QTcpServer
{
    Q_OBJECT

public:
    /// `answer` makes the response to a request that is no upgrade.
    using Answer = std::function<HttpResponse(const RequestHead &)>;
    FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent = nullptr);
    ~FrontDoor() override;

    int connections() const { return m_connections; }
    /// The port. Errors: Io, with a sentence that says what is in the way.
    Result<quint16> open();

Q_SIGNALS:
    /// Somebody is at the door of a room. The receiver owns the WebSocket, which writes to `socket`.
    void roomCalled(const sketchroom::RoomId &room, QWebSocket *webSocket, QTcpSocket *socket);
    void lobbyCalled(QWebSocket *webSocket, QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Upgrade
    {
        RoomId room; ///< empty: the lobby
        QPointer<QTcpSocket> socket;
    };
    void look(QTcpSocket *socket);
    void route(QTcpSocket *socket, const RequestHead &head);
    void upgrade(QTcpSocket *socket, const RoomId &room);
    void handOver();
    void respond(QTcpSocket *socket, const HttpResponse &response, bool withBody);
    void count(QTcpSocket *socket);
    void whenGone(QTcpSocket *socket, const std::function<void()> &action);
    bool isFull(const QHostAddress &address) const;

    HostOptions m_options;
    Access &m_access;
    Answer m_answer;
    QWebSocketServer m_webSockets;
    QHash<QString, Upgrade> m_upgrades; ///< by the far end: QWebSocketServer does not say which socket it speaks of
    int m_connections = 0;
    QHash<QHostAddress, int> m_perAddress;
};

} // namespace sketchroom
