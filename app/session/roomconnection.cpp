#include "app/session/roomconnection.h"

#include "app/session/hostwords.h"
#include "common/base/logging.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"

namespace sketchroom {

namespace {
constexpr int watchEveryMs = 5'000;
constexpr int silenceMs = 25'000;
constexpr int joinWithinMs = 15'000;
} // namespace

RoomConnection::RoomConnection(const QUrl &url, const Credentials &credentials, HostAccess &access, Random &random,
                               const Manner &manner, QObject *parent)
    : RoomLink(parent)
    , m_url(url)
    , m_credentials(credentials)
    , m_access(access)
    , m_policy(random)
    , m_keepsTrying(manner.patience == Patience::Always)
    , m_makesRoom(m_keepsTrying || manner.missing == Missing::Make)
    , m_in(manner.faults, random.next())
    , m_out(manner.faults, random.next())
{
    connect(&m_in, &FaultyLine::broken, this, [this] {
        if (m_state == State::Connected)
            lose(tr("The connection was broken, as --drop wants it."), true);
    });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RoomConnection::connectNow);
    connect(&m_network, &NetworkWatch::appeared, this, &RoomConnection::retryNow);
    m_watch.setInterval(watchEveryMs);
    connect(&m_watch, &QTimer::timeout, this, &RoomConnection::watch);
}

RoomConnection::~RoomConnection()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
}

std::optional<int> RoomConnection::retryInMs() const
{
    return m_retry.isActive() ? std::optional(m_retry.remainingTime()) : std::nullopt;
}

void RoomConnection::open(const JoinMessage &join)
{
    m_join = join;
    connectNow();
}

void RoomConnection::retryNow()
{
    if (m_state == State::Closed || m_retry.isActive())
        connectNow();
}

void RoomConnection::connectNow()
{
    m_retry.stop();
    m_network.stop();
    m_hostsError = {};
    m_demand.reset();
    m_byeRetryMs = 0;
    m_greeted = m_waits = false;
    m_attempt = Attempt::Started;
    m_in.clear();
    m_out.clear();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    m_socket = std::make_unique<QWebSocket>();
    // A host on QWebSocket takes a character that is split between two frames for none (Qt 6.4).
    m_socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    connect(m_socket.get(), &QWebSocket::connected, this, &RoomConnection::connected);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &RoomConnection::disconnected);
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &RoomConnection::failed);
    connect(m_socket.get(), &QWebSocket::sslErrors, this, &RoomConnection::judge);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { m_in.pass([this, text] { receive(text.toUtf8()); }); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &packed) { m_in.pass([this, packed] { receivePacked(packed); }); });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_lastHeard.start(); });
    m_lastHeard.start();
    m_watch.start();
    setState(m_keepsTrying ? State::Reconnecting : State::Connecting);
    m_access.reload(); // another window may know more
    m_socket->open(m_access.request(m_url));
}

void RoomConnection::connected()
{
    m_attempt = Attempt::Reached;
    m_lastHeard.start();
}

void RoomConnection::take(const HelloMessage &hello)
{
    if (m_greeted)
        return;
    m_greeted = true;
    if (hello.protocol != protocolVersion)
        return lose(otherVersion(hello.protocol), false);
    m_join.key = m_credentials.key.publicKey();
    m_join.proof = m_credentials.key.sign(joinText(hello.nonce, m_url.path().section(u'/', -1).toLatin1()));
    m_join.window = m_credentials.window;
    m_join.secret = m_access.secret(m_url);
    m_join.make = m_makesRoom;
    m_join.packings = m_takesPacked ? QList<QByteArray>{packingName} : QList<QByteArray>();
    m_socket->sendTextMessage(QString::fromUtf8(encode(m_join)));
}

void RoomConnection::take(const WelcomeMessage &welcome)
{
    m_policy.succeeded();
    m_keepsTrying = m_makesRoom = true;
    m_waits = false;
    m_problem.clear();
    // Those who hear of the new state may send at once; the welcome has to reach them before.
    m_state = State::Connected;
    Q_EMIT received(welcome);
    Q_EMIT stateChanged();
}

void RoomConnection::receive(const QByteArray &json)
{
    m_lastHeard.start();
    auto message = decodeHost(json);
    if (message)
        return hear(std::move(*message));
    // A message that this version does not know is skipped; one that cannot be read may have been an edit.
    if (message.error().code != ErrorCode::UnknownType)
        lose(tr("The host sent something that this version cannot read: %1").arg(message.error().message), false);
}

void RoomConnection::receivePacked(const QByteArray &packed)
{
    m_lastHeard.start();
    const auto json = unpackMessage(packed);
    if (json) {
        if (auto message = decodeHost(*json))
            return hear(std::move(*message));
    }
    // Whatever has spoilt it: the plain way is there, too.
    qCWarning(lcClient) << "what the host has packed cannot be read - the room is joined anew, without packing";
    m_takesPacked = false;
    connectNow();
}

void RoomConnection::hear(HostMessage message)
{
    putInWords(message);
    if (const auto *hello = std::get_if<HelloMessage>(&message))
        return take(*hello);
    if (const auto *welcome = std::get_if<WelcomeMessage>(&message))
        return take(*welcome);
    if (std::holds_alternative<WaitingMessage>(message) && m_state != State::Connected) {
        m_waits = true;
        m_problem = tr("An owner of the room has to let you in. They have been told that you wait.");
        Q_EMIT stateChanged();
        return;
    }
    if (const auto *error = std::get_if<ErrorMessage>(&message)) {
        m_hostsError = *error;
        if (!m_makesRoom && error->code == codeName(ErrorCode::NotFound))
            return; // it is asked about
    }
    if (const auto *bye = std::get_if<ByeMessage>(&message))
        m_byeRetryMs = int(qBound(qint64(0), bye->retryMs, qint64(60'000)));
    Q_EMIT received(message);
}

void RoomConnection::send(const ClientMessage &message)
{
    if (m_state == State::Connected)
        m_out.pass([this, text = QString::fromUtf8(encode(message))] { m_socket->sendTextMessage(text); });
}

Closing RoomConnection::whyClosed() const
{
    const int code = m_socket->closeCode();
    // Hosts of version 1 do not say hello: they wait for a join until they hang up.
    if (!m_greeted && CloseCode(code) == CloseCode::NoJoin)
        return {otherVersion(1), false};
    return closingOf(code, m_hostsError.message.isEmpty() ? m_socket->closeReason() : m_hostsError.message);
}

void RoomConnection::disconnected()
{
    // A socket that never got through may tell so before it tells why: failed() follows.
    if (m_attempt == Attempt::Started)
        return;
    const int code = m_socket->closeCode();
    const Closing closing = whyClosed();
    const bool isOfTheProtocol = code >= 4000 || CloseCode(code) == CloseCode::MessageTooBig;
    if (!isOfTheProtocol && m_problem.isEmpty())
        m_problem = closing.sentence;
    if (CloseCode(code) == CloseCode::Secret)
        m_demand = Demand{Demand::Kind::Secret};
    if (CloseCode(code) == CloseCode::NoRoom && !m_makesRoom && m_hostsError.code == codeName(ErrorCode::NotFound))
        m_demand = Demand{Demand::Kind::Room, {}, {}, m_hostsError.near};
    lose(isOfTheProtocol ? closing.sentence : m_problem, closing.reconnect && !m_demand,
         qMax(closing.waitMs, m_byeRetryMs));
}

void RoomConnection::failed(QAbstractSocket::SocketError error)
{
    qCDebug(lcClient) << "connection to" << m_url.host() << "failed:" << error << m_socket->errorString();
    m_attempt = Attempt::Failed;
    // What comes after an answer is only that the connection has ended.
    if (!m_demand || m_demand->kind == Demand::Kind::Certificate)
        m_problem = connectProblem(error, m_socket->errorString(), m_url);
    if (!m_demand)
        m_demand = demandIn(m_socket->errorString(), m_url);
    // A socket that never was connected does not report that it is disconnected.
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        lose(m_problem, !m_demand);
}

void RoomConnection::judge(const QList<QSslError> &errors)
{
    m_demand = m_access.objectionTo(m_url, certificateOf(*m_socket, errors));
    if (!m_demand)
        m_socket->ignoreSslErrors();
}

void RoomConnection::watch()
{
    const qint64 silence = m_lastHeard.elapsed();
    const bool isThere = m_state == State::Connected || m_waits;
    if (isThere ? silence > silenceMs : silence > joinWithinMs)
        lose(connectProblem(QAbstractSocket::SocketTimeoutError, {}, m_url), true);
    else if (isThere)
        m_socket->ping();
}

void RoomConnection::lose(const QString &problem, bool reconnect, int waitMs)
{
    m_watch.stop();
    m_in.clear();
    m_out.clear();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater();
    }
    m_problem = problem;
    if (reconnect && m_keepsTrying) {
        m_retry.start(m_policy.nextDelayMs(waitMs));
        m_network.start();
        setState(State::Reconnecting);
    } else {
        setState(State::Closed);
    }
}

void RoomConnection::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace sketchroom
