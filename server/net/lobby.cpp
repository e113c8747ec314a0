#include "server/net/lobby.h"

#include "common/protocol/codec.h"
#include "server/net/framing.h"
#include "server/net/peerconnection.h"

namespace sketchroom {

Lobby::~Lobby()
{
    for (PeerConnection *connection : m_connections)
        delete connection;
}

void Lobby::enter(PeerConnection *connection, const QList<RoomSummary> &rooms)
{
    connection->setParent(this);
    m_connections.insert(connection);
    connect(connection, &PeerConnection::received, this, [this, connection] {
        tell(connection, ErrorMessage{codeName(ErrorCode::UnknownType), tr("The lobby takes no messages.")});
    });
    connect(connection, &PeerConnection::violated, this, [this, connection](CloseCode code, const Error &error) {
        tell(connection, ErrorMessage{codeName(error.code), error.message});
        connection->hangUp(code, error.message);
    });
    connect(connection, &PeerConnection::ended, this, [this, connection] {
        m_connections.erase(connection);
        connection->deleteLater();
        if (m_connections.empty())
            Q_EMIT emptied();
    });
    tell(connection, RoomsMessage{rooms});
    connection->begin();
}

void Lobby::show(const QList<RoomSummary> &rooms)
{
    const QByteArray frame = textFrame(encode(HostMessage(RoomsMessage{rooms})));
    for (PeerConnection *connection : m_connections) {
        // Each list replaces the one before, so one that is not read need not be queued.
        connection->pushIfIdle(frame);
        connection->pump();
    }
}

void Lobby::stop(qint64 retryMs)
{
    for (PeerConnection *connection : m_connections) {
        tell(connection, ByeMessage{retryMs});
        connection->hangUp(CloseCode::Stopping, tr("The host is stopping."));
    }
}

void Lobby::keepAlive()
{
    for (PeerConnection *connection : m_connections) {
        if (!connection->keepAlive())
            connection->hangUp(CloseCode::Rate, tr("This client does not read what it is sent."));
    }
}

void Lobby::tell(PeerConnection *connection, const HostMessage &message)
{
    if (connection->push(textFrame(encode(message))) == Outbox::Verdict::Full)
        connection->hangUp(CloseCode::Rate, tr("This client does not read what it is sent."));
    else
        connection->pump();
}

} // namespace sketchroom
