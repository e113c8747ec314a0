#include "server/net/websocketframe.h"
#include "server/net/websockethandshake.h"
#include "server/net/websocketreader.h"

#include <QTest>

using namespace sketchroom;
using Kind = WebSocketReader::Event::Kind;

namespace {

constexpr qint64 longest = 1'000;

/// A frame as a client sends it.
QByteArray frame(int first, const QByteArray &payload, const QByteArray &mask = "\x11\x22\x33\x44")
{
    QByteArray bytes(1, char(first));
    if (payload.size() < 126)
        bytes.append(char(0x80 | payload.size()));
    else
        bytes.append(char(0x80 | 126)).append(char(payload.size() >> 8)).append(char(payload.size() & 0xff));
    bytes.append(mask);
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes.append(char(payload.at(i) ^ mask.at(i % 4)));
    return bytes;
}

/// What a reader makes of the bytes when they come in portions of this size: "kind payload", one each.
QByteArrayList readIn(QByteArray bytes, qsizetype portion)
{
    static constexpr std::array names = {"message", "ping", "close", "binary", "too long", "no utf-8", "unlawful"};
    WebSocketReader reader(longest);
    QByteArrayList seen;
    for (qsizetype at = 0; at < bytes.size(); at += portion) {
        std::span<char> part(bytes.data() + at, size_t(qMin(portion, bytes.size() - at)));
        while (const auto event = reader.next(part))
            seen.append(
                QByteArray(names.at(size_t(event->kind))).append(' ').append(event->payload.toByteArray()).trimmed());
    }
    return seen;
}

} // namespace

class TestServerWebSocket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("events");
        const QByteArray text(300, 'x');
        QTest::newRow("a text") << frame(0x81, "Ann") << QByteArrayList{"message Ann"};
        QTest::newRow("none") << frame(0x81, "") << QByteArrayList{"message"};
        QTest::newRow("a mask of zeros") << frame(0x81, "Ann", QByteArray(4, '\0')) << QByteArrayList{"message Ann"};
        QTest::newRow("a longer one") << frame(0x81, text) << QByteArrayList{"message " + text};
        QTest::newRow("two") << frame(0x81, "a") + frame(0x81, "b") << QByteArrayList{"message a", "message b"};
        QTest::newRow("in fragments") << frame(0x01, "An") + frame(0x00, "") + frame(0x80, "n")
                                      << QByteArrayList{"message Ann"};
        QTest::newRow("a ping between fragments")
            << frame(0x01, "An") + frame(0x89, "?") + frame(0x80, "n") + frame(0x81, "b")
            << QByteArrayList{"ping ?", "message Ann", "message b"};
        QTest::newRow("pings one after the other")
            << frame(0x89, "one") + frame(0x8a, "two") + frame(0x89, "three") + frame(0x89, "four")
            << QByteArrayList{"ping one", "ping three", "ping four"};
        QTest::newRow("a pong is nothing") << frame(0x8a, "!") + frame(0x81, "b") << QByteArrayList{"message b"};
        QTest::newRow("nothing after a close") << frame(0x88, "") + frame(0x81, "b") << QByteArrayList{"close"};
        QTest::newRow("at the limit") << frame(0x81, QByteArray(longest, 'x'))
                                      << QByteArrayList{"message " + QByteArray(longest, 'x')};
        QTest::newRow("over the limit") << frame(0x81, QByteArray(longest + 1, 'x')) << QByteArrayList{"too long"};
        QTest::newRow("fragments over the limit")
            << frame(0x01, QByteArray(longest, 'x')) + frame(0x80, "x") << QByteArrayList{"too long"};
        QTest::newRow("as long as can be said")
            << QByteArray("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14) << QByteArrayList{"too long"};
        QTest::newRow("binary") << frame(0x82, "x") << QByteArrayList{"binary"};
        QTest::newRow("no UTF-8") << frame(0x81, "\xff\xfe") << QByteArrayList{"no utf-8 \xff\xfe"};
        QTest::newRow("not masked") << textFrame("Ann") << QByteArrayList{"unlawful"};
        QTest::newRow("an extension") << frame(0xc1, "x") << QByteArrayList{"unlawful"};
        QTest::newRow("an opcode that is none") << frame(0x83, "x") << QByteArrayList{"unlawful"};
        QTest::newRow("a fragment of nothing") << frame(0x80, "x") << QByteArrayList{"unlawful"};
        QTest::newRow("a text within a text") << frame(0x01, "x") + frame(0x81, "y") << QByteArrayList{"unlawful"};
        QTest::newRow("a long ping") << frame(0x89, QByteArray(126, 'x')) << QByteArrayList{"unlawful"};
        QTest::newRow("a ping in fragments") << frame(0x09, "x") << QByteArrayList{"unlawful"};
    }
    void framesAreRead()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArrayList, events);
        // However the network cuts them.
        for (const qsizetype portion : {bytes.size(), qsizetype(1), qsizetype(3), qsizetype(7)})
            QCOMPARE(readIn(bytes, portion), events);
    }

    void handshakeIsThatOfTheStandard()
    {
        // The example of RFC 6455, 1.3.
        const auto accepted = acceptWebSocket(request());
        QVERIFY(accepted);
        QVERIFY(accepted->startsWith("HTTP/1.1 101 "));
        QVERIFY(accepted->contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        QVERIFY(accepted->endsWith("\r\n\r\n"));
    }

    void handshakeThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("no upgrade") << QByteArray("connection") << QByteArray("keep-alive");
        QTest::newRow("an old version") << QByteArray("sec-websocket-version") << QByteArray("8");
        QTest::newRow("no key") << QByteArray("sec-websocket-key") << QByteArray();
        QTest::newRow("a short key") << QByteArray("sec-websocket-key") << QByteArray("c2hvcnQ=");
        QTest::newRow("a key that is no base64") << QByteArray("sec-websocket-key") << QByteArray("*not base64*");
    }
    void handshakeThatIsNoneIsRefused()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        RequestHead head = request();
        for (auto &[key, content] : head.headers) {
            if (key == name)
                content = value;
        }
        QVERIFY(!acceptWebSocket(head));
    }

private:
    static RequestHead request()
    {
        return readHead("GET /rooms/r1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            .head;
    }
};

QTEST_GUILESS_MAIN(TestServerWebSocket)
#include "server_websocket.moc"
