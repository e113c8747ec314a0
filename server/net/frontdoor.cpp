#include "server/net/frontdoor.h"

#include "common/base/logging.h"
#include "server/http/httpresponse.h"
#include "server/net/assetdoor.h"
#include "server/net/httpconnection.h"
#include "server/net/tlswire.h"
#include "server/net/websockethandshake.h"

#include <QTimer>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace sketchroom {

namespace {

constexpr int backlog = 4'096;
constexpr int breatherMs = 200;

const QString patience = QStringLiteral("patience");

QHostAddress addressOf(int descriptor)
{
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return {};
    return QHostAddress(reinterpret_cast<const sockaddr *>(&address));
}

/// Makes reading and writing return at once, and small messages go out at once: else they wait for 40 ms now and then.
bool prepare(int descriptor)
{
    const int yes = 1;
    const int flags = ::fcntl(descriptor, F_GETFL);
    return flags >= 0 && ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
           ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0;
}

} // namespace

FrontDoor::FrontDoor(const HostOptions &options, Access &access, Reactor &reactor, Answer answer, QObject *parent)
    : QTcpServer(parent)
    , m_options(options)
    , m_access(access)
    , m_reactor(reactor)
    , m_answer(std::move(answer))
{
    // Without a descriptor to spare, what waits would be announced again and again.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(lcNet, "Connections cannot be taken in for now: %s.", qUtf8Printable(errorString()));
        pauseAccepting();
        QTimer::singleShot(breatherMs, this, &QTcpServer::resumeAccepting);
    });
}

FrontDoor::~FrontDoor()
{
    // While there is a reactor and a list that they take themselves from.
    qDeleteAll(findChildren<HttpConnection *>(Qt::FindDirectChildrenOnly));
}

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

void FrontDoor::incomingConnection(qintptr number)
{
    const int descriptor = int(number);
    const QHostAddress address = addressOf(descriptor);
    const auto wire = m_tls ? std::make_shared<TlsWire>(descriptor, *m_tls) : std::make_shared<Wire>(descriptor);
    if (address.isNull() || !prepare(descriptor))
        return;
    const bool full = isFull(address);
    auto *connection = new HttpConnection(wire, address, m_headcount->enter(address), m_reactor, this);
    // One that is encrypted cannot be told before it has asked.
    if (full && !m_tls)
        return connection->answer(tooMany());
    if (full)
        return connection->abort();
    connect(connection, &HttpConnection::came, this, [this, connection] { look(connection); });
    giveTime(connection);
}

/// A connection has a timer while its request has not come.
void FrontDoor::giveTime(HttpConnection *connection)
{
    auto *timer = new QTimer(connection);
    timer->setObjectName(patience);
    timer->setSingleShot(true);
    m_unfinished.append(connection);
    connect(timer, &QObject::destroyed, this, [this, connection] { m_unfinished.removeOne(connection); });
    connect(timer, &QTimer::timeout, this, [this, connection] {
        respond(connection, HttpResponse::plain(408, tr("The request did not come in time.")));
    });
    timer->start(int(m_options.times.headMs));
    // Honest ones take milliseconds, so it is not them who are the slowest.
    if (m_unfinished.size() > m_options.limits.handshakes)
        respond(m_unfinished.constFirst(), tooMany());
}

/// What it says from now on is somebody else's business.
void FrontDoor::leaveAlone(HttpConnection *connection)
{
    connection->disconnect(this);
    delete connection->findChild<QTimer *>(patience);
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

void FrontDoor::look(HttpConnection *connection)
{
    const HeadReading reading = readHead(connection->input());
    switch (reading.state) {
    case HeadReading::State::Incomplete:
        return;
    case HeadReading::State::Malformed:
        return respond(connection, HttpResponse::plain(400, tr("That is no HTTP request.")));
    case HeadReading::State::TooLarge:
        return respond(connection, HttpResponse::plain(431, tr("The head of the request is too long.")));
    case HeadReading::State::Complete:
        connection->skipInput(reading.bytes);
        return route(connection, reading.head);
    }
}

void FrontDoor::route(HttpConnection *connection, const RequestHead &head)
{
    const bool withBody = head.method != "HEAD";
    if (m_tls && !connection->isEncrypted())
        return respond(connection, HttpResponse::plain(426, tr("This host speaks encrypted only: use https or wss.")),
                       withBody);
    if (const auto refused = m_access.refusal(head, connection->address())) {
        qCWarning(lcNet, "%s is not let in: %d.", qUtf8Printable(connection->address().toString()), refused->status);
        return respond(connection, *refused, withBody);
    }
    if (!head.wantsWebSocket() && isAssetPath(head.path)) {
        leaveAlone(connection);
        Q_EMIT assetCalled(head, connection);
        return;
    }
    if (!head.wantsWebSocket() || head.method != "GET")
        return respond(connection, m_answer(head), withBody);
    static const QByteArray rooms = "/rooms/";
    if (head.path == "/lobby")
        return upgrade(connection, head, {});
    if (!head.path.startsWith(rooms))
        return respond(connection, HttpResponse::plain(404, tr("There is nothing here but /rooms/ROOM and /lobby.")));
    const RoomId room = head.path.mid(rooms.size());
    if (!isValidRoomId(room))
        return respond(connection,
                       HttpResponse::plain(400, tr("A room's name is 1 to 63 small letters, digits and hyphens, and "
                                                   "does not begin with a hyphen.")));
    upgrade(connection, head, room);
}

void FrontDoor::upgrade(HttpConnection *connection, const RequestHead &head, const RoomId &room)
{
    const auto accepted = acceptWebSocket(head);
    if (!accepted)
        return respond(connection, HttpResponse::plain(400, accepted.error().message));
    leaveAlone(connection);
    connection->write(*accepted);
    if (connection->unsent() > 0) // of a few bytes, by a kernel that has none to spare
        return connection->abort();
    Caller caller{nullptr, connection->takeInput(), connection->address(), connection->ticket()};
    caller.wire = connection->release();
    if (!caller.wire) // it had gone before the answer
        return;
    if (room.isEmpty())
        Q_EMIT lobbyCalled(caller);
    else
        Q_EMIT roomCalled(room, caller);
}

void FrontDoor::respond(HttpConnection *connection, const HttpResponse &response, bool withBody)
{
    leaveAlone(connection);
    connection->answer(response, withBody);
}

} // namespace sketchroom
