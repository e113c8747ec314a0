#include "common/model/asset.h"
#include "server/net/roomhost.h"
#include "server/storage/sqliteconnection.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"
#include "tests/support/images.h"

#include <QDateTime>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// Images over HTTP, from bare sockets, at a host in this process or, where it is killed, in its own.
class TestServerImages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_options = {};
        m_options.address = QHostAddress(QHostAddress::LocalHost);
        m_options.port = 0;
        m_host = std::make_unique<RoomHost>();
    }
    void cleanup()
    {
        m_host.reset();
        m_ann.reset();
    }

    void H7_imageIsKeptAndGivenToOthers_data()
    {
        QTest::addColumn<bool>("onDisk");
        QTest::newRow("on disk") << true;
        QTest::newRow("in memory") << false;
    }
    void H7_imageIsKeptAndGivenToOthers()
    {
        QFETCH(bool, onDisk);
        const QTemporaryDir folder;
        m_options.dataFolder = onDisk ? folder.path() : QString();
        start();
        const QByteArray bytes = pngLike(30, 20, QByteArray(3'000'000, 'x'));
        QCOMPARE(status(get(bytes)), 404);
        QCOMPARE(status(put(bytes)), 201);
        QCOMPARE(status(put(bytes)), 200);
        const QByteArray answer = get(bytes);
        QCOMPARE(status(answer), 200);
        QVERIFY(answer.endsWith(bytes));
        const QList<QByteArray> lines = answer.first(answer.indexOf("\r\n\r\n")).split('\n');
        for (const char *line :
             {"Content-Type: image/png\r", "Content-Length: 3000029\r", "X-Content-Type-Options: nosniff\r",
              "Cache-Control: private, max-age=31536000, immutable\r"})
            QVERIFY2(lines.contains(line), line);
        const QByteArray head = ask("HEAD " + path(bytes) + " HTTP/1.1\r\n\r\n");
        QVERIFY(head.contains("\r\nContent-Length: 3000029\r\n"));
        QVERIFY(head.endsWith("\r\n\r\n"));
        QVERIFY(ask("GET /metrics HTTP/1.1\r\n\r\n").contains("\nsketchroom_image_bytes 3000029\n"));
        m_host.reset(); // before its folder
    }

    void H8_uploadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("expected");
        const QByteArray image = pngLike(30, 20);
        const QByteArray page = "<html><script>alert(1)</script></html>";
        const QByteArray room = "/api/rooms/r1/assets/";
        const auto length = [](qsizetype size) -> QByteArray {
            return "\r\nContent-Length: " + QByteArray::number(size);
        };
        QTest::newRow("other bytes") << room + assetIdOf(page) + length(image.size()) << image << 422;
        QTest::newRow("no image") << room + assetIdOf(page) + length(page.size()) << page << 415;
        QTest::newRow("too large") << room + assetIdOf(image) + length(200'001) << QByteArray() << 413;
        QTest::newRow("empty") << room + assetIdOf("") + length(0) << QByteArray() << 415;
        QTest::newRow("no length") << room + assetIdOf(image) << image << 411;
        QTest::newRow("negative length") << room + assetIdOf(image) + length(-1) << QByteArray() << 411;
        QTest::newRow("in chunks") << room + assetIdOf(image) + length(29) + "\r\nTransfer-Encoding: chunked" << image
                                   << 411;
        QTest::newRow("no hash") << room + "picture.png" + length(image.size()) << image << 400;
        QTest::newRow("out of the folder") << room + "../rooms.sqlite" + length(image.size()) << image << 400;
        QTest::newRow("no room") << "/api/rooms/r2/assets/" + assetIdOf(image) + length(image.size()) << image << 404;
        QTest::newRow("bad room") << "/api/rooms/R2/assets/" + assetIdOf(image) + length(image.size()) << image << 400;
    }
    void H8_uploadIsRefused()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        m_options.limits.imageBytes = 200'000;
        start();
        const qsizetype end = head.indexOf('\r');
        const QByteArray target = end < 0 ? head : head.first(end);
        const QByteArray headers = end < 0 ? QByteArray() : head.sliced(end);
        QTEST(status(ask("PUT " + target + " HTTP/1.1" + headers + "\r\n\r\n" + body)), "expected");
        QCOMPARE(status(ask("GET /healthz HTTP/1.1\r\n\r\n")), 200);
    }

    void H8_otherMethodsAreRefused()
    {
        start();
        const QByteArray answer = ask("DELETE " + path("x") + " HTTP/1.1\r\n\r\n");
        QCOMPARE(status(answer), 405);
        QVERIFY(answer.contains("\r\nAllow: GET, HEAD, PUT\r\n"));
    }

    void H8_storeThatIsFullSaysSo()
    {
        m_options.limits.imageStoreBytes = 1'000;
        start();
        QCOMPARE(status(put(pngLike(30, 20, QByteArray(900, 'x')))), 201);
        QCOMPARE(status(put(pngLike(30, 20, QByteArray(900, 'y')))), 507);
    }

    void H6_tokenAndOriginAreAskedForHereToo()
    {
        m_options.token = u"the-token"_s;
        m_options.origins = {u"https://example.org"_s};
        start("?token=the-token");
        const QByteArray bytes = pngLike(30, 20);
        QCOMPARE(status(put(bytes)), 401);
        QCOMPARE(status(get(bytes)), 401);
        QCOMPARE(status(put(bytes, "Authorization: Bearer the-token\r\n")), 201);
        QCOMPARE(status(get(bytes, "Authorization: Bearer the-token\r\nOrigin: https://evil.example\r\n")), 403);
        QCOMPARE(status(get(bytes, "Authorization: Bearer the-token\r\n")), 200);
    }

    void H9_uploadThatIsTooSlowIsGivenUp()
    {
        m_options.times.uploadMs = 50;
        start();
        QTcpSocket slow;
        slow.connectToHost(QHostAddress::LocalHost, m_port);
        slow.write("PUT " + path("x") + " HTTP/1.1\r\nContent-Length: 200000\r\n\r\nA few bytes.");
        QTRY_VERIFY(slow.canReadLine());
        QVERIFY(slow.readLine().startsWith("HTTP/1.1 408 "));
        QTRY_COMPARE(slow.state(), QAbstractSocket::UnconnectedState);
    }

    /// Those that drip do not hold up others, however many they are.
    void H9_uploadsShareABudgetOfMemory()
    {
        m_options.imageMemory = 2'000'000;
        start();
        constexpr qsizetype each = 400'000;
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 4; ++i) {
            slow.push_back(std::make_unique<QTcpSocket>());
            slow.back()->connectToHost(QHostAddress::LocalHost, m_port);
            slow.back()->write("PUT " + path(QByteArray::number(i)) +
                               " HTTP/1.1\r\nContent-Length: 8000000\r\nExpect: 100-continue\r\n\r\n" +
                               QByteArray(each, 'x'));
            QVERIFY(waitUntil([&] { return slow.back()->canReadLine() && slow.back()->bytesToWrite() == 0; }));
            slow.back()->readAll();
        }
        QCOMPARE(status(put(pngLike(30, 20, QByteArray(1'500'000, 'x')))), 201);
        const auto refused = [&] {
            return std::count_if(slow.begin(), slow.end(),
                                 [](const auto &socket) { return socket->peek(12) == "HTTP/1.1 503"; });
        };
        // What the slow ones have sent may not have been read before the first had come.
        for (char letter = 'a'; letter < 'k' && refused() == 0; ++letter)
            QCOMPARE(status(put(pngLike(30, 20, QByteArray(1'500'000, letter)))), 201);
        QVERIFY(waitUntil([&] { return refused() > 0; }));
        // And they give back what they held.
        QCOMPARE(status(put(pngLike(30, 20, QByteArray(1'500'000, 'y')))), 201);
    }

    void H9_othersAreServedWhileSomebodyReadsNothing()
    {
        m_options.times.stuckMs = 200;
        start();
        const QByteArray bytes = pngLike(30, 20, QByteArray(9'000'000, 'x'));
        QCOMPARE(status(put(bytes)), 201);
        QTcpSocket stuck;
        stuck.setReadBufferSize(1);
        stuck.connectToHost(QHostAddress::LocalHost, m_port);
        stuck.write("GET " + path(bytes) + " HTTP/1.1\r\n\r\n");
        QCOMPARE(status(get(bytes)), 200);
        // It is hung up on, which it sees when it reads.
        const auto connections = [this] {
            return ask("GET /metrics HTTP/1.1\r\n\r\n").contains("\nsketchroom_connections 2\n"); // this one, and Ann
        };
        QVERIFY(waitUntil(connections));
    }

    void H10_imagesThatNoBoardNamesGo_data() { H7_imageIsKeptAndGivenToOthers_data(); }
    void H10_imagesThatNoBoardNamesGo()
    {
        QFETCH(bool, onDisk);
        const QTemporaryDir folder;
        m_options.dataFolder = onDisk ? folder.path() : QString();
        m_options.times.sweepMs = 20;
        m_options.times.unusedMs = 1;
        m_options.times.idleMs = 1;
        m_options.times.pingMs = 20;
        start();
        const QByteArray named = pngLike(1, 1);
        m_ann->edit(1, R"({"op":"create","shape":{"id":"s1","kind":"image","asset":")" + assetIdOf(named) + R"("}})");
        QCOMPARE(status(put(named)), 201);
        // The room leaves memory, and still has its image.
        m_ann.reset();
        if (onDisk)
            QVERIFY(waitUntil([this] { return metric("sketchroom_rooms_in_memory") == 0; }));
        const QByteArray unnamed = pngLike(2, 2);
        QCOMPARE(status(put(unnamed)), 201);
        QVERIFY(waitUntil([this] { return metric("sketchroom_images") == 1; }));
        QCOMPARE(status(get(unnamed)), 404);
        QCOMPARE(status(get(named)), 200);
        m_host.reset(); // before its folder
    }

    /// The machine's clock is set a year ahead: then the host ran a year ago by what it has kept, and so did the images
    /// come.
    void H10_aClockThatIsSetWrongRemovesNoImage()
    {
        const QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        start();
        const QByteArray image = pngLike(1, 1);
        const QByteArray older = pngLike(2, 2);
        QCOMPARE(status(put(image)), 201);
        QCOMPARE(status(put(older)), 201);
        m_ann.reset();
        m_host = std::make_unique<RoomHost>();
        const QDateTime lastYear = QDateTime::currentDateTimeUtc().addDays(-365);
        const auto isFrom = [&](const QByteArray &bytes, const QDateTime &time) {
            QFile file(folder.filePath(u"assets/"_s + QString::fromLatin1(assetIdOf(bytes))));
            return file.open(QIODevice::ReadWrite) && file.setFileTime(time, QFileDevice::FileModificationTime);
        };
        QVERIFY(isFrom(image, lastYear) && isFrom(older, lastYear.addDays(-2)));
        {
            const auto database = SqliteConnection::openAgain(folder.filePath(u"rooms.sqlite"_s));
            QVERIFY(database);
            QVERIFY((*database)->run(u"UPDATE upkeep SET time = %1"_s.arg(lastYear.toMSecsSinceEpoch())));
        }
        m_options.times.sweepMs = 20;
        start();
        QVERIFY(waitUntil([this] { return metric("sketchroom_images") < 2; }));
        QCOMPARE(status(get(older)), 404);
        QCOMPARE(status(get(image)), 200);
        m_ann.reset();
        m_host.reset(); // before its folder
    }

    void H7_imageOutlivesAKilledHost()
    {
        const QTemporaryDir folder;
        ServerProcess server(folder.path());
        QVERIFY(server.start());
        {
            ForeignClient ann(server.url(u"/rooms/r1"_s));
            ann.join("client-ann");
        }
        m_port = server.port();
        const QByteArray bytes = pngLike(30, 20, QByteArray(100'000, 'x'));
        QCOMPARE(status(put(bytes)), 201);
        server.kill();
        QVERIFY(server.start());
        const QByteArray answer = get(bytes);
        QCOMPARE(status(answer), 200);
        QVERIFY(answer.endsWith(bytes));
    }

private:
    /// With Ann in the room r1.
    void start(const QByteArray &query = {})
    {
        const auto port = m_host->start(m_options);
        QVERIFY2(port, port ? "" : qPrintable(port.error().message));
        m_port = *port;
        m_ann = std::make_unique<ForeignClient>(
            QUrl(u"ws://127.0.0.1:%1/rooms/r1"_s.arg(m_port) + QString::fromLatin1(query)));
        QVERIFY(!m_ann->join("client-ann").isEmpty());
    }
    static QByteArray path(const QByteArray &bytes) { return "/api/rooms/r1/assets/" + assetIdOf(bytes); }
    QByteArray get(const QByteArray &bytes, const QByteArray &headers = {}) const
    {
        return ask("GET " + path(bytes) + " HTTP/1.1\r\n" + headers + "\r\n");
    }
    QByteArray put(const QByteArray &bytes, const QByteArray &headers = {}) const
    {
        return ask("PUT " + path(bytes) + " HTTP/1.1\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\n" +
                   headers + "\r\n" + bytes);
    }
    /// The whole answer.
    QByteArray ask(const QByteArray &request) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write(request);
        QByteArray answer;
        waitUntil([&] {
            answer += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        });
        return answer;
    }
    static int status(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }
    qint64 metric(const QByteArray &name) const
    {
        const QByteArray page = ask("GET /metrics HTTP/1.1\r\n\r\n");
        for (const QByteArray &line : page.split('\n')) {
            if (line.startsWith(name) && line.at(name.size()) == ' ')
                return line.mid(name.size()).toLongLong();
        }
        return -1;
    }

    HostOptions m_options;
    std::unique_ptr<RoomHost> m_host;
    std::unique_ptr<ForeignClient> m_ann;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestServerImages)
#include "server_images.moc"
