#include "server/net/roomhost.h"
#include "tests/integration/server_foreign.h"

#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// Sockets that are accepted on one thread, and go to that of their room with their encryption and their request.
class TestServerMoves final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOnTheWay()
    {
        constexpr int atOnce = 25;
        bool isNumber = false;
        const int wanted = qEnvironmentVariableIntValue("SKETCHROOM_MOVES", &isNumber);
        const int moves = isNumber ? wanted : 500; // ten thousand by hand, with a sanitizer too
        const QByteArray longText = '"' + QByteArray(200'000, 'x') + '"';
        HostOptions options;
        options.address = QHostAddress(QHostAddress::LocalHost);
        options.port = 0;
        options.tlsSelfSigned = true;
        options.allowPlain = true;
        options.threads = 2;
        options.limits.byteBurst = options.limits.bytesPerSecond = 1 << 30;
        RoomHost host;
        const auto port = host.start(options);
        QVERIFY(port);
        for (int done = 0; done < moves; done += atOnce) {
            std::vector<std::unique_ptr<ForeignClient>> crowd;
            for (int i = 0; i < atOnce; ++i) {
                const QString scheme = i % 2 == 0 ? u"ws"_s : u"wss"_s;
                crowd.push_back(std::make_unique<ForeignClient>(
                    QUrl(u"%1://127.0.0.1:%2/rooms/r%3"_s.arg(scheme).arg(*port).arg(i))));
                QWebSocket &socket = crowd.back()->socket();
                connect(&socket, &QWebSocket::sslErrors, &socket, [&socket] { socket.ignoreSslErrors(); });
            }
            // Room by room: who comes back is another window of the same client.
            for (const auto &client : crowd)
                QVERIFY(!client->join("client-" + QByteArray::number(done)).isEmpty());
            for (const auto &client : crowd) {
                client->send(R"({"type":"chat","text":"short"})");
                client->send(R"({"type":"chat","text":"long","more":)" + longText + '}');
            }
            for (const auto &client : crowd) {
                QCOMPARE(client->next(u"chat"_s)["text"_L1].toString(), u"short"_s);
                QCOMPARE(client->next(u"chat"_s)["text"_L1].toString(), u"long"_s);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestServerMoves)
#include "server_moves.moc"
