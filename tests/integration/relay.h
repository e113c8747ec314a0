#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

/// The network between a client and the host, which a test can cut: passes bytes on both ways, on this thread.
class Relay final : public QTcpServer
{
public:
    explicit Relay(quint16 hostPort)
        : m_hostPort(hostPort)
    {
        connect(this, &QTcpServer::newConnection, this, &Relay::passOn);
        listen(QHostAddress::LocalHost);
    }

    /// Ends what there is. While it is cut, whoever connects is hung up on.
    void cut()
    {
        m_cut = true;
        for (QTcpSocket *socket : findChildren<QTcpSocket *>())
            socket->abort();
    }
    void mend() { m_cut = false; }

    QUrl roomUrl(const QString &room) const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1/rooms/%2").arg(serverPort()).arg(room));
    }

private:
    void passOn()
    {
        QTcpSocket *client = nextPendingConnection();
        if (m_cut) {
            client->abort();
            client->deleteLater();
            return;
        }
        auto *host = new QTcpSocket(this);
        pour(client, host);
        pour(host, client);
        host->connectToHost(QHostAddress::LocalHost, m_hostPort);
    }
    void pour(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
    }

    const quint16 m_hostPort;
    bool m_cut = false;
};
