#include "server/net/frontdoor.h"

#include "common/base/logging.h"
#include "server/http/httpresponse.h"
#include "server/net/assetdoor.h"
#include "server/net/descriptors.h"
#include "server/net/httpconnection.h"
#include "server/net/upgrade.h"

#include <QSslSocket>

namespace sketchroom {

namespace {

constexpr int backlog = 4'096;
constexpr int breatherMs = 200;
constexpr qint64 againMs = 60'000;

const QString patience = QStringLiteral("patience");

} // namespace

FrontDoor::FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent)
    : QTcpServer(parent)
    , m_options(options)
    , m_access(access)
    , m_proxies(options.trustedProxies)
    , m_answer(std::move(answer))
{
    m_breather.setInterval(breatherMs);
    connect(&m_breather, &QTimer::timeout, this, &FrontDoor::goOn);
    connect(this, &QTcpServer::acceptError, this, &FrontDoor::takeBreath);
}

FrontDoor::~FrontDoor()
{
    // While there is a list that they take themselves from.
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

/// Those who come wait in the kernel. Without a descriptor Qt would be told of them again and again, and most often
/// says nothing of that (Qt 6.4): so it is not to come to that.
void FrontDoor::takeBreath()
{
    setMaxPendingConnections(0); // it goes on accepting otherwise, for now
    pauseAccepting();
    m_breather.start();
    if (m_toldOfShortage.isValid() && !m_toldOfShortage.hasExpired(againMs))
        return;
    qCWarning(lcNet,
              "Connections cannot be taken in for now: the process has no descriptor to spare. Raise the limit of "
              "open files.");
    m_toldOfShortage.start();
}

void FrontDoor::goOn()
{
    if (isListening() && descriptorsAreShort(socketDescriptor()))
        return;
    m_breather.stop();
    if (!isListening())
        return;
    setMaxPendingConnections(1); // none ever is: each is taken at once
    resumeAccepting();
}

void FrontDoor::incomingConnection(qintptr descriptor)
{
    if (descriptorsAreShort(descriptor))
        takeBreath();
    HttpConnection *const connection = newConnection(descriptor);
    if (!connection)
        return;
    // A proxy is many.
    const bool full = m_headcount->all() > m_options.limits.connections ||
                      (!m_proxies.trusts(connection->address()) && isTooMany(connection->address()));
    // One that is encrypted cannot be told before it has asked.
    if (full && !m_tls)
        return connection->answer(tooMany());
    if (full)
        return connection->abort();
    connect(connection, &HttpConnection::came, this, [this, connection] { look(connection); });
    connect(connection, &HttpConnection::introduced, this, [this, connection](const QHostAddress &address) {
        connection->setAddress(address, m_headcount->enter(address));
        if (!m_proxies.trusts(address) && isTooMany(address))
            connection->abort();
    });
    if (m_proxies.trusts(connection->address()))
        connection->expectProxyHeader();
    giveTime(connection);
}

/// Null where it has gone already.
HttpConnection *FrontDoor::newConnection(qintptr descriptor)
{
    auto socket = std::unique_ptr<QTcpSocket>(m_tls ? new QSslSocket : new QTcpSocket);
    if (!socket->setSocketDescriptor(descriptor)) {
        closeDescriptor(descriptor);
        return nullptr;
    }
    const QHostAddress address = socket->peerAddress();
    if (address.isNull())
        return nullptr;
    // Small messages go out at once: else they wait for 40 ms now and then.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto ticket = m_headcount->enter(address);
    if (!m_tls)
        return new HttpConnection(socket.release(), address, std::move(ticket), this);
    return new HttpConnection(static_cast<QSslSocket *>(socket.release()), *m_tls, address, std::move(ticket), this);
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

/// It counts by now.
bool FrontDoor::isTooMany(const QHostAddress &address) const
{
    return m_headcount->from(address) > m_options.limits.connectionsPerAddress;
}

void FrontDoor::look(HttpConnection *connection)
{
    constexpr qint64 enough = requestHeadMaxBytes + 4; // and the empty line
    const HeadReading reading = readHead(connection->input(enough));
    switch (reading.state) {
    case HeadReading::State::Incomplete:
        return;
    case HeadReading::State::Malformed:
        return respond(connection, HttpResponse::plain(400, tr("That is no HTTP request.")));
    case HeadReading::State::TooLarge:
        return respond(connection, HttpResponse::plain(431, tr("The head of the request is too long.")));
    case HeadReading::State::Complete:
        return route(connection, reading);
    }
}

/// Finds out who asks. False where there are too many of them.
bool FrontDoor::recognise(HttpConnection *connection, RequestHead &head)
{
    const Requester direct{connection->address(), connection->isEncrypted()};
    const Requester known = m_proxies.requester(head, direct);
    head.isEncrypted = known.isEncrypted;
    head.takeBasePath(m_options.basePath.toLatin1());
    if (known.address == direct.address)
        return true;
    connection->setAddress(known.address, m_headcount->enter(known.address));
    return !isTooMany(known.address);
}

void FrontDoor::route(HttpConnection *connection, HeadReading reading)
{
    const bool withBody = reading.head.method != "HEAD";
    if (!recognise(connection, reading.head))
        return respond(connection, tooMany(), withBody);
    const RequestHead &head = reading.head;
    if (m_tls && !m_options.allowPlain && !head.isEncrypted)
        return respond(connection, HttpResponse::plain(426, tr("This host speaks encrypted only: use https or wss.")),
                       withBody);
    if (const auto refused = m_access.refusal(head, connection->address())) {
        qCWarning(lcNet, "%s is not let in: %d.", qUtf8Printable(connection->address().toString()), refused->status);
        return respond(connection, *refused, withBody);
    }
    if (!head.wantsWebSocket() && isAssetPath(head.path)) {
        leaveAlone(connection);
        connection->skipInput(reading.bytes);
        Q_EMIT assetCalled(head, connection);
        return;
    }
    if (!head.wantsWebSocket() || head.method != "GET")
        return respond(connection, m_answer(head), withBody);
    static const QByteArray rooms = "/rooms/";
    if (head.path == "/lobby")
        return letIn(connection, reading, {});
    if (!head.path.startsWith(rooms))
        return respond(connection, HttpResponse::plain(404, tr("There is nothing here but /rooms/ROOM and /lobby.")));
    const RoomId room = head.path.mid(rooms.size());
    if (!isValidRoomId(room))
        return respond(connection,
                       HttpResponse::plain(400, tr("A room's name is 1 to 63 small letters, digits and hyphens, and "
                                                   "does not begin with a hyphen.")));
    letIn(connection, reading, room);
}

void FrontDoor::letIn(HttpConnection *connection, const HeadReading &reading, const RoomId &room)
{
    if (const auto checked = checkUpgrade(reading.head); !checked)
        return respond(connection, HttpResponse::plain(400, checked.error().message));
    // QWebSocketServer would leave unread what comes before its answer.
    if (connection->inputBytes() > reading.bytes)
        return respond(connection,
                       HttpResponse::plain(400, tr("Nothing may follow the request before it is answered.")));
    leaveAlone(connection);
    QTcpSocket *const socket = connection->release();
    if (!socket) // it has gone meanwhile
        return;
    const Caller caller{std::make_shared<SocketOnItsWay>(socket), connection->address(), connection->ticket()};
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
