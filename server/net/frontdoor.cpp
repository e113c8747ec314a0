#include "server/net/frontdoor.h"

#include "common/base/logging.h"
#include "server/http/httpresponse.h"
#include "server/net/gentleclose.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <limits>

namespace sketchroom {

namespace {

constexpr int backlog = 4'096;
constexpr int farewellMs = 2'000;

QString farEnd(const QHostAddress &address, quint16 port)
{
    return address.toString() + u' ' + QString::number(port);
}

} // namespace

FrontDoor::FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent)
    : QTcpServer(parent)
    , m_options(options)
    , m_access(access)
    , m_answer(std::move(answer))
    , m_webSockets(QStringLiteral("Sketchroom"), QWebSocketServer::NonSecureMode)
{
    m_webSockets.setMaxPendingConnections(std::numeric_limits<int>::max());
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FrontDoor::handOver);
}

FrontDoor::~FrontDoor() = default;

Result<quint16> FrontDoor::open()
{
    setListenBacklogSize(backlog);
    if (listen(m_options.address, m_options.port))
        return serverPort();
    const QString where = m_options.address.toString() + u':' + QString::number(m_options.port);
    switch (serverError()) {
    case QAbstractSocket::AddressInUseError:
        return failure(
            ErrorCode::Io,
            tr("Port %1 is taken by another program. Choose another port, or 0 for any.").arg(m_options.port));
    case QAbstractSocket::SocketAccessError:
        return failure(ErrorCode::Io,
                       tr("Port %1 may not be used by this user. Choose one above 1023.").arg(m_options.port));
    case QAbstractSocket::SocketAddressNotAvailableError:
        return failure(ErrorCode::Io,
                       tr("This computer does not have the address %1.").arg(m_options.address.toString()));
    default:
        return failure(ErrorCode::Io, tr("Cannot listen on %1: %2.").arg(where, errorString()));
    }
}

void FrontDoor::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    // Without it, small messages wait for 40 ms now and then.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(2 * requestHeadMaxBytes);
    const bool full = isFull(socket->peerAddress());
    count(socket);
    if (full)
        return respond(socket, HttpResponse::plain(503, tr("Too many connections. Try again later.")), true);
    connect(socket, &QIODevice::readyRead, this, [this, socket] { look(socket); });
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    auto *patience = new QTimer(socket);
    patience->setObjectName(QStringLiteral("patience"));
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, this, [this, socket] {
        respond(socket, HttpResponse::plain(408, tr("The request did not come in time.")), true);
    });
    patience->start(int(m_options.times.headMs));
}

bool FrontDoor::isFull(const QHostAddress &address) const
{
    return m_connections >= m_options.limits.connections ||
           m_perAddress.value(address) >= m_options.limits.connectionsPerAddress;
}

void FrontDoor::count(QTcpSocket *socket)
{
    const QHostAddress address = socket->peerAddress();
    ++m_connections;
    ++m_perAddress[address];
    whenGone(socket, [this, address] {
        --m_connections;
        if (--m_perAddress[address] == 0)
            m_perAddress.remove(address);
    });
}

void FrontDoor::whenGone(QTcpSocket *socket, const std::function<void()> &action)
{
    // Not the socket's own signal: closeGently() disconnects all of those.
    auto *ticket = new QObject(socket);
    connect(ticket, &QObject::destroyed, this, action);
}

void FrontDoor::look(QTcpSocket *socket)
{
    const HeadReading reading = readHead(socket->peek(requestHeadMaxBytes + 4));
    switch (reading.state) {
    case HeadReading::State::Incomplete:
        return;
    case HeadReading::State::Malformed:
        return respond(socket, HttpResponse::plain(400, tr("That is no HTTP request.")), true);
    case HeadReading::State::TooLarge:
        return respond(socket, HttpResponse::plain(431, tr("The head of the request is too long.")), true);
    case HeadReading::State::Complete:
        return route(socket, reading.head);
    }
}

void FrontDoor::route(QTcpSocket *socket, const RequestHead &head)
{
    if (const auto refused = m_access.refusal(head, socket->peerAddress())) {
        qCWarning(lcNet, "%s is not let in: %d.", qUtf8Printable(socket->peerAddress().toString()), refused->status);
        return respond(socket, *refused, head.method != "HEAD");
    }
    if (!head.wantsWebSocket() || head.method != "GET")
        return respond(socket, m_answer(head), head.method != "HEAD");
    static const QByteArray rooms = "/rooms/";
    if (head.path == "/lobby")
        return upgrade(socket, {});
    if (!head.path.startsWith(rooms))
        return respond(socket, HttpResponse::plain(404, tr("There is nothing here but /rooms/ROOM and /lobby.")), true);
    const RoomId room = head.path.mid(rooms.size());
    if (!isValidRoomId(room))
        return respond(socket,
                       HttpResponse::plain(400, tr("A room's name is 1 to 63 small letters, digits and hyphens, and "
                                                   "does not begin with a hyphen.")),
                       true);
    upgrade(socket, room);
}

void FrontDoor::upgrade(QTcpSocket *socket, const RoomId &room)
{
    socket->disconnect(this);
    const QString key = farEnd(socket->peerAddress(), socket->peerPort());
    m_upgrades.insert(key, {room, socket});
    whenGone(socket, [this, key] { m_upgrades.remove(key); });
    // The timer stays: an upgrade that fails, or never ends, must not keep the socket.
    m_webSockets.handleConnection(socket);
}

void FrontDoor::handOver()
{
    while (QWebSocket *webSocket = m_webSockets.nextPendingConnection()) {
        const Upgrade upgrade = m_upgrades.take(farEnd(webSocket->peerAddress(), webSocket->peerPort()));
        if (!upgrade.socket) {
            delete webSocket;
            continue;
        }
        delete upgrade.socket->findChild<QTimer *>(QStringLiteral("patience"));
        QObject::disconnect(upgrade.socket, &QAbstractSocket::disconnected, upgrade.socket, &QObject::deleteLater);
        if (upgrade.room.isEmpty())
            Q_EMIT lobbyCalled(webSocket, upgrade.socket);
        else
            Q_EMIT roomCalled(upgrade.room, webSocket, upgrade.socket);
    }
}

void FrontDoor::respond(QTcpSocket *socket, const HttpResponse &response, bool withBody)
{
    delete socket->findChild<QTimer *>(QStringLiteral("patience"));
    socket->write(toBytes(response, withBody));
    closeGently(socket, farewellMs);
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
}

} // namespace sketchroom
