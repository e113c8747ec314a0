#include "server/net/frontdoor.h"

#include "common/base/logging.h"
#include "server/http/httpresponse.h"
#include "server/net/assetdoor.h"
#include "server/net/gentleclose.h"
#include "server/net/websockethandshake.h"

#include <QTimer>

#include <fcntl.h>

namespace sketchroom {

namespace {

constexpr int backlog = 4'096;
constexpr int breatherMs = 200;

// What a socket carries with it.
constexpr const char *ticket = "ticket";
const QString patience = QStringLiteral("patience");

} // namespace

FrontDoor::FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent)
    : QTcpServer(parent)
    , m_options(options)
    , m_access(access)
    , m_answer(std::move(answer))
{
    // Without a descriptor to spare, what waits would be announced again and again.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(lcNet, "Connections cannot be taken in for now: %s.", qUtf8Printable(errorString()));
        pauseAccepting();
        QTimer::singleShot(breatherMs, this, &QTcpServer::resumeAccepting);
    });
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
    socket->setProperty(ticket, QVariant::fromValue(m_headcount->enter(socket->peerAddress())));
    if (full)
        return respond(socket, tooMany(), true);
    connect(socket, &QIODevice::readyRead, this, [this, socket] { look(socket); });
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    giveTime(socket);
}

/// A socket has a timer while its request has not come.
void FrontDoor::giveTime(QTcpSocket *socket)
{
    auto *timer = new QTimer(socket);
    timer->setObjectName(patience);
    timer->setSingleShot(true);
    m_unfinished.append(socket);
    connect(timer, &QObject::destroyed, this, [this, socket] { m_unfinished.removeOne(socket); });
    connect(timer, &QTimer::timeout, this, [this, socket] {
        respond(socket, HttpResponse::plain(408, tr("The request did not come in time.")), true);
    });
    timer->start(int(m_options.times.headMs));
    // Honest ones take milliseconds, so it is not them who are the slowest.
    if (m_unfinished.size() > m_options.limits.handshakes)
        respond(m_unfinished.constFirst(), tooMany(), true);
}

HttpResponse FrontDoor::tooMany()
{
    return HttpResponse::plain(503, tr("Too many connections. Try again later."));
}

bool FrontDoor::isFull(const QHostAddress &address) const
{
    return m_headcount->all() >= m_options.limits.connections ||
           m_headcount->from(address) >= m_options.limits.connectionsPerAddress;
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
        return route(socket, reading);
    }
}

void FrontDoor::route(QTcpSocket *socket, const HeadReading &reading)
{
    const RequestHead &head = reading.head;
    if (const auto refused = m_access.refusal(head, socket->peerAddress())) {
        qCWarning(lcNet, "%s is not let in: %d.", qUtf8Printable(socket->peerAddress().toString()), refused->status);
        return respond(socket, *refused, head.method != "HEAD");
    }
    if (!head.wantsWebSocket() && isAssetPath(head.path)) {
        delete socket->findChild<QTimer *>(patience);
        socket->disconnect(this);
        socket->skip(reading.bytes);
        Q_EMIT assetCalled(head, socket);
        return;
    }
    if (!head.wantsWebSocket() || head.method != "GET")
        return respond(socket, m_answer(head), head.method != "HEAD");
    static const QByteArray rooms = "/rooms/";
    if (head.path == "/lobby")
        return upgrade(socket, reading, {});
    if (!head.path.startsWith(rooms))
        return respond(socket, HttpResponse::plain(404, tr("There is nothing here but /rooms/ROOM and /lobby.")), true);
    const RoomId room = head.path.mid(rooms.size());
    if (!isValidRoomId(room))
        return respond(socket,
                       HttpResponse::plain(400, tr("A room's name is 1 to 63 small letters, digits and hyphens, and "
                                                   "does not begin with a hyphen.")),
                       true);
    upgrade(socket, reading, room);
}

void FrontDoor::upgrade(QTcpSocket *socket, const HeadReading &reading, const RoomId &room)
{
    const auto accepted = acceptWebSocket(reading.head);
    if (!accepted)
        return respond(socket, HttpResponse::plain(400, accepted.error().message), true);
    socket->disconnect();
    delete socket->findChild<QTimer *>(patience);
    socket->skip(reading.bytes);
    Caller caller{nullptr, socket->readAll(), socket->peerAddress(),
                  socket->property(ticket).value<Headcount::Ticket>()};
    socket->write(*accepted);
    socket->flush();
    // Rooms have their own way of reading and writing, so they get a descriptor of their own.
    caller.socket = std::make_shared<Descriptor>(::fcntl(int(socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0));
    const bool answered = socket->bytesToWrite() == 0;
    socket->deleteLater();
    if (!answered || !caller.socket->isValid())
        return;
    if (room.isEmpty())
        Q_EMIT lobbyCalled(caller);
    else
        Q_EMIT roomCalled(room, caller);
}

void FrontDoor::respond(QTcpSocket *socket, const HttpResponse &response, bool withBody)
{
    delete socket->findChild<QTimer *>(patience);
    answerLast(socket, response, withBody);
}

} // namespace sketchroom
