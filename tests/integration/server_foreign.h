#pragma once

#include "tests/support/people.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <QWebSocket>

#include <functional>

/// Lets events come until `done`; QTest::qWaitFor() would sleep 10 ms each time. False when it takes too long.
inline bool waitUntil(const std::function<bool()> &done)
{
    QTimer patience;
    patience.setSingleShot(true);
    patience.start(30'000);
    while (!done()) {
        if (!patience.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// A join by whoever has this name in a test, for the nonce of a `hello`.
inline QByteArray joinMessage(const QByteArray &client, const QByteArray &room, const QByteArray &nonce,
                              const QByteArray &more = {})
{
    const sketchroom::SigningKey key = sketchroom::keyOf(client);
    return R"({"type":"join","protocol":2,"make":true,"key":")" + key.publicKey() + R"(","proof":")" +
           key.sign(sketchroom::joinText(nonce, room)) + R"(","window":")" + client + '"' + more + '}';
}

/// A client that knows the protocol from its page alone: raw JSON, nothing of ours.
class ForeignClient
{
public:
    explicit ForeignClient(const QUrl &url)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            m_messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        m_socket.open(url);
    }

    bool waitOpen()
    {
        const auto isDecided = [this] { return isOpen() || m_socket.state() == QAbstractSocket::UnconnectedState; };
        return waitUntil(isDecided) && isOpen();
    }
    void send(const QByteArray &json) { m_socket.sendTextMessage(QString::fromUtf8(json)); }
    void sendBinary(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }
    void hangUp() { m_socket.close(); }
    QWebSocket &socket() { return m_socket; }
    qsizetype unread() const { return m_messages.size(); }

    /// The next message of this type; those before it are forgotten. Empty when none comes.
    QJsonObject next(const QString &type) { return nextOf({type}); }
    QJsonObject nextOf(const QStringList &types)
    {
        QJsonObject found;
        const auto look = [&] {
            while (found.isEmpty() && !m_messages.isEmpty()) {
                const QJsonObject message = m_messages.takeFirst();
                if (types.contains(message[QStringLiteral("type")].toString()))
                    found = message;
            }
            return !found.isEmpty();
        };
        return waitUntil(look) ? found : QJsonObject();
    }
    /// Joins as `client`, and waits for the welcome, which is returned, and the whole snapshot if there is one.
    QJsonObject join(const QByteArray &client, const QByteArray &more = {})
    {
        if (!waitOpen())
            return {};
        sendJoin(client, more);
        const QJsonObject welcome = next(QStringLiteral("welcome"));
        shapes = {};
        if (welcome[QStringLiteral("sync")].toString() != QStringLiteral("snapshot"))
            return welcome;
        for (bool done = false; !done;) {
            const QJsonObject frame = next(QStringLiteral("snapshot"));
            for (const auto shape : frame[QStringLiteral("shapes")].toArray())
                shapes.append(shape);
            done = frame.isEmpty() || frame[QStringLiteral("done")].toBool();
        }
        return welcome;
    }
    void sendJoin(const QByteArray &client, const QByteArray &more = {})
    {
        const QByteArray nonce = next(QStringLiteral("hello"))[QStringLiteral("nonce")].toString().toLatin1();
        const QByteArray room = m_socket.requestUrl().path().section(QChar(u'/'), -1).toLatin1();
        send(joinMessage(client, room, nonce, R"(,"name":"Ann","color":"#e64980")" + more));
    }
    /// Sends an edit with this id and ops, and waits for the echo of it, which is returned.
    QJsonObject edit(int id, const QByteArray &ops)
    {
        sendEdit(id, ops);
        return nextEdit();
    }
    void sendEdit(int id, const QByteArray &ops)
    {
        send(R"({"type":"edit","id":)" + QByteArray::number(id) + R"(,"ops":[)" + ops + "]}");
    }
    /// The next committed edit; several may come in one message.
    QJsonObject nextEdit()
    {
        if (m_edits.isEmpty())
            m_edits = next(QStringLiteral("edits"))[QStringLiteral("edits")].toArray();
        if (m_edits.isEmpty())
            return {};
        const QJsonObject first = m_edits.first().toObject();
        m_edits.removeFirst();
        return first;
    }
    /// The code that the host closes with; 0 when it does not.
    int closeCode()
    {
        const auto isOver = [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; };
        return waitUntil(isOver) ? int(m_socket.closeCode()) : 0;
    }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    QJsonArray shapes; ///< of the last snapshot

    static QByteArray create(const QByteArray &id)
    {
        return R"({"op":"create","shape":{"id":")" + id + R"(","kind":"rect","box":[1,2,30,40,0]}})";
    }
    static QByteArray createText(const QByteArray &id, const QByteArray &text)
    {
        return R"({"op":"create","shape":{"id":")" + id + R"(","kind":"text","text":")" + text + R"("}})";
    }
    static QByteArray move(const QByteArray &id, int x)
    {
        return R"({"op":"update","id":")" + id + R"(","set":{"box":[)" + QByteArray::number(x) + ",0,10,10,0]}}";
    }
    static QByteArray write(const QByteArray &id, const QByteArray &text)
    {
        return R"({"op":"update","id":")" + id + R"(","set":{"text":")" + text + R"("}})";
    }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_messages;
    QJsonArray m_edits;
};
