#pragma once

#include "tests/integration/server_foreign.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

#include <optional>

/// A text frame of less than 64 KiB as a client sends it, with a mask of zeros.
inline QByteArray masked(const QByteArray &text)
{
    constexpr qsizetype shortest = 126; // from where on the length has two bytes of its own
    QByteArray frame("\x81", 1);
    if (text.size() < shortest)
        frame.append(char(0x80 | text.size()));
    else
        frame.append(char(0xfe)).append(char(text.size() >> 8)).append(char(text.size() & 0xff));
    return frame.append(4, '\0').append(text);
}

/// A client on a bare socket, which can leave unread what it is sent.
class LazyClient
{
public:
    LazyClient(quint16 port, const QByteArray &client)
    {
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.write("GET /rooms/r1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        const QByteArray endOfHead("\r\n\r\n");
        const bool isUpgraded = waitUntil([&] {
            m_bytes += m_socket.readAll();
            return m_bytes.contains(endOfHead);
        });
        m_bytes.remove(0, m_bytes.indexOf(endOfHead) + endOfHead.size());
        // Otherwise the kernel may come to hold ten megabytes for it.
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 * 1024);
        if (!isUpgraded)
            return;
        const QByteArray nonce = next(QStringLiteral("hello"))[QStringLiteral("nonce")].toString().toLatin1();
        m_socket.write(masked(joinMessage(client, "r1", nonce)));
    }
    QTcpSocket &socket() { return m_socket; }

    void stopReading() { m_socket.setReadBufferSize(1); }
    void readAgain()
    {
        m_socket.setReadBufferSize(0);
        m_bytes += m_socket.readAll();
    }
    /// The next message of this type; those before it are forgotten. Empty when none comes.
    QJsonObject next(const QString &type)
    {
        QJsonObject message;
        const auto look = [&] {
            m_bytes += m_socket.readAll();
            while (message[QStringLiteral("type")].toString() != type) {
                const auto payload = takeFrame();
                if (!payload)
                    return false;
                message = QJsonDocument::fromJson(*payload).object();
            }
            return true;
        };
        return waitUntil(look) ? message : QJsonObject();
    }

private:
    std::optional<QByteArray> takeFrame()
    {
        if (m_bytes.size() < 10)
            return std::nullopt;
        const auto byte = [this](qsizetype i) { return quint64(uchar(m_bytes.at(i))); };
        quint64 length = byte(1);
        qsizetype head = 2;
        if (length == 126) {
            length = byte(2) << 8 | byte(3);
            head = 4;
        } else if (length == 127) {
            length = byte(6) << 24 | byte(7) << 16 | byte(8) << 8 | byte(9);
            head = 10;
        }
        if (m_bytes.size() < head + qsizetype(length))
            return std::nullopt;
        const QByteArray payload = m_bytes.mid(head, qsizetype(length));
        m_bytes.remove(0, head + qsizetype(length));
        return payload;
    }

    QTcpSocket m_socket;
    QByteArray m_bytes;
};
