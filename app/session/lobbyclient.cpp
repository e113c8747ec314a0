#include "app/session/lobbyclient.h"

#include "app/session/socketproblem.h"
#include "common/protocol/codec.h"

#include <QTimer>
#include <QWebSocket>

namespace sketchroom {

namespace {
constexpr int answerWithinMs = 8'000;
}

LobbyClient::LobbyClient(const QUrl &url, HostAccess &access, QObject *parent)
    : QObject(parent)
    , m_url(url)
    , m_socket(std::make_unique<QWebSocket>())
{
    auto *timeout = new QTimer(this);
    timeout->setSingleShot(true);
    connect(timeout, &QTimer::timeout, this,
            [this] { fail(connectProblem(QAbstractSocket::SocketTimeoutError, {}, m_url)); });
    timeout->start(answerWithinMs);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this, timeout](const QString &text) {
        const auto message = decodeHost(text.toUtf8());
        if (!message)
            return;
        if (const auto *rooms = std::get_if<RoomsMessage>(&*message)) {
            timeout->stop();
            Q_EMIT roomsChanged(rooms->rooms);
        }
    });
    connect(m_socket.get(), &QWebSocket::sslErrors, this, [this, &access](const QList<QSslError> &errors) {
        m_demand = access.objectionTo(m_url, certificateOf(*m_socket, errors));
        if (!m_demand)
            m_socket->ignoreSslErrors();
    });
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this](QAbstractSocket::SocketError error) {
                if (!m_demand)
                    m_demand = demandIn(m_socket->errorString(), m_url);
                fail(connectProblem(error, m_socket->errorString(), m_url));
            });
    connect(m_socket.get(), &QWebSocket::connected, this, [this] { m_reached = true; });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        // A socket that never got through tells so before it tells why: error() follows.
        if (m_reached)
            fail(closingOf(m_socket->closeCode(), m_socket->closeReason()).sentence);
    });
    access.reload();
    m_socket->open(access.request(url));
}

LobbyClient::~LobbyClient()
{
    m_socket->disconnect(this);
    m_socket->abort();
    // Whoever lets this go may be hearing of a failure from within the socket.
    m_socket.release()->deleteLater();
}

void LobbyClient::fail(const QString &sentence)
{
    if (m_failed)
        return;
    m_failed = true;
    Q_EMIT failed(sentence);
}

} // namespace sketchroom
