#include "server/net/roomhost.h"
#include "server/storage/sqlitelog.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_lazy.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// A host in this process, as the desktop client has it, with its patience shortened.
class TestServerTimes final : public QObject
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
    void cleanup() { m_host.reset(); }

    void T3_headThatDoesNotComeIsGivenUp()
    {
        m_options.times.headMs = 50;
        start();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write("GET / HT");
        QTRY_VERIFY(socket.canReadLine());
        QVERIFY(socket.readLine().startsWith("HTTP/1.1 408 "));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void T3_requestThatIsResetAtOnceCountsNoLonger()
    {
        m_options.limits.connections = 20;
        start();
        for (int i = 0; i < 200; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(m_port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            QCOMPARE(::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
            QCoreApplication::processEvents(); // it is let in; what follows comes together
            static constexpr QByteArrayView request =
                "GET /lobby HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            QCOMPARE(::send(socket, request.data(), size_t(request.size()), 0), request.size());
            const linger atOnce{1, 0};
            QCOMPARE(::setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce), 0);
            ::close(socket);
        }
        const auto isLetIn = [this] {
            ForeignClient ann(url(u"/lobby"_s));
            return ann.waitOpen();
        };
        QTRY_VERIFY(isLetIn());
    }

    void T9_joinThatDoesNotComeIsGivenUp()
    {
        m_options.times.joinMs = 50;
        start();
        ForeignClient idle(url(u"/rooms/r1"_s));
        QCOMPARE(idle.closeCode(), 4408);
        QCOMPARE(idle.next(u"error"_s)["code"_L1].toString(), u"timeout"_s);
        QVERIFY(m_host->rooms().isEmpty());
    }

    void T10_silentPeerIsDroppedAndOneThatAnswersPingsStays()
    {
        m_options.times.pingMs = 20;
        m_options.times.silenceMs = 400;
        start();
        ForeignClient ann(url(u"/rooms/r1"_s)); // answers pings, says nothing else
        ann.join("client-ann");
        LazyClient silent(m_port, "client-mute"); // joins, and answers no ping
        QVERIFY(!ann.next(u"joined"_s).isEmpty());
        QCOMPARE(ann.next(u"left"_s)["reason"_L1].toString(), u"timeout"_s);
        QTRY_COMPARE(silent.socket().state(), QAbstractSocket::UnconnectedState);
        QVERIFY(ann.isOpen());
    }

    void roomThatNobodyIsInLeavesMemoryAndComesBack()
    {
        const QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        m_options.times.idleMs = 1;
        m_options.times.pingMs = 20; // how often the host looks
        start();
        QString epoch;
        {
            ForeignClient ann(url(u"/rooms/r1"_s));
            epoch = ann.join("client-ann")["epoch"_L1].toString();
            ann.edit(1, ann.create("s1"));
            QVERIFY(page("/metrics").contains("\nsketchroom_rooms_in_memory 1\n"));
        }
        QTRY_VERIFY(page("/metrics").contains("\nsketchroom_rooms_in_memory 0\n"));
        QVERIFY(page("/metrics").contains("\nsketchroom_edits_total 1\n"));
        QCOMPARE(m_host->rooms().size(), 1);
        QCOMPARE(m_host->rooms().first().shapes, 1);
        ForeignClient again(url(u"/rooms/r1"_s));
        QCOMPARE(again.join("client-ann")["epoch"_L1].toString(), epoch);
        QCOMPARE(again.shapes.size(), 1);
        QCOMPARE(again.edit(2, again.create("s2"))["seq"_L1].toInt(), 2);
    }

    void J3_roomInWhichNothingWasDoneGoes()
    {
        const QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        m_options.limits.rooms = 3;
        m_options.times.idleMs = 1;
        m_options.times.pingMs = 20;
        m_options.times.unusedRoomMs = 50;
        start();
        const auto visit = [this](const QString &room, const QByteArray &what = {}) {
            ForeignClient ann(url(u"/rooms/"_s + room));
            ann.join("client-ann");
            if (!what.isEmpty())
                ann.send(what);
            return what.isEmpty() || what.contains("\"chat\"") ? QJsonObject() : ann.next(u"room"_s);
        };
        {
            ForeignClient ann(url(u"/rooms/drawn"_s));
            ann.join("client-ann");
            ann.edit(1, ann.create("s1"));
            ann.send(R"({"type":"edit","id":2,"ops":[{"op":"delete","id":"s1"}]})");
            ann.next(u"edits"_s);
        }
        visit(u"titled"_s, R"({"type":"room","action":"title","title":"Biology"})");
        auto ben = std::make_unique<ForeignClient>(url(u"/rooms/occupied"_s));
        ben->join("client-ben");
        const auto ids = [this] {
            QStringList list;
            for (const RoomSummary &room : m_host->rooms())
                list.append(QString::fromLatin1(room.id));
            return list;
        };
        QCOMPARE(ids(), (QStringList{u"drawn"_s, u"occupied"_s, u"titled"_s}));
        QTRY_VERIFY(page("/metrics").contains("\nsketchroom_rooms_in_memory 1\n"));
        ben.reset();
        QTRY_COMPARE(ids(), (QStringList{u"drawn"_s, u"titled"_s}));
        visit(u"next"_s); // there is room for it again
        QTRY_COMPARE(ids(), (QStringList{u"drawn"_s, u"titled"_s}));
        // It is gone from the disk, too, and what is left is sound.
        m_host.reset();
        const auto log = SqliteLog::open(folder.filePath(u"rooms.sqlite"_s));
        QVERIFY(log);
        QCOMPARE((*log)->rooms()->size(), 2);
        QVERIFY(!(*log)->load("next")->has_value());
    }

    void X2_peerThatDoesNotReadGetsTheRoomAnew()
    {
        m_options.limits.resyncBytes = 200'000;
        start();
        ForeignClient ann(url(u"/rooms/r1"_s));
        ann.join("client-ann");
        LazyClient lazy(m_port, "client-lazy");
        QVERIFY(!ann.next(u"joined"_s).isEmpty());
        lazy.stopReading();
        ann.edit(1, ann.create("s1"));
        const int last = writeMuch(ann);
        lazy.readAgain();
        const QJsonObject resync = lazy.next(u"resync"_s);
        QCOMPARE(resync["reason"_L1].toString(), u"slow"_s);
        QCOMPARE(resync["seq"_L1].toInt(), last);
        const QJsonObject snapshot = lazy.next(u"snapshot"_s);
        QVERIFY(snapshot["shapes"_L1][0]["text"_L1].toString().endsWith(u'x' + QString::number(last)));
        ann.edit(last + 1, ann.create("s2"));
        const QJsonObject edits = lazy.next(u"edits"_s);
        QCOMPARE(edits["edits"_L1][0]["seq"_L1].toInt(), last + 1);
    }

    void X3_peerThatNeverReadsIsClosed()
    {
        m_options.times.stuckMs = 300;
        m_options.times.pingMs = 50;
        start();
        ForeignClient ann(url(u"/rooms/r1"_s));
        ann.join("client-ann");
        ForeignClient watcher(url(u"/rooms/r1"_s));
        watcher.join("client-watcher");
        LazyClient lazy(m_port, "client-lazy");
        QVERIFY(!watcher.next(u"joined"_s).isEmpty());
        lazy.stopReading();
        ann.edit(1, ann.create("s1"));
        const int last = writeMuch(ann);
        QCOMPARE(watcher.next(u"left"_s)["reason"_L1].toString(), u"timeout"_s);
        QCOMPARE(ann.edit(last + 1, ann.create("s2"))["seq"_L1].toInt(), last + 1);
    }

    void L_tooManyConnectionsGet503_data()
    {
        QTest::addColumn<int>("inAll");
        QTest::addColumn<int>("perAddress");
        QTest::newRow("in all") << 2 << 10;
        QTest::newRow("from one address") << 10 << 2;
    }
    void L_tooManyConnectionsGet503()
    {
        QFETCH(const int, inAll);
        QFETCH(const int, perAddress);
        m_options.limits.connections = inAll;
        m_options.limits.connectionsPerAddress = perAddress;
        start();
        ForeignClient ann(url(u"/rooms/r1"_s));
        ann.join("client-ann");
        {
            ForeignClient ben(url(u"/rooms/r1"_s));
            ben.join("client-ben");
            QTcpSocket third;
            third.connectToHost(QHostAddress::LocalHost, m_port);
            QTRY_VERIFY(third.canReadLine());
            QVERIFY(third.readLine().startsWith("HTTP/1.1 503 "));
            QTRY_COMPARE(third.state(), QAbstractSocket::UnconnectedState);
        }
        // There is room again when somebody has left.
        QVERIFY(!ann.next(u"left"_s).isEmpty());
        bool joined = false;
        const auto joins = [&] {
            joined = joined || !ForeignClient(url(u"/rooms/r1"_s)).join("client-cat").isEmpty();
            return joined;
        };
        QTRY_VERIFY(joins()); // the place is free a little later
    }

    void L_tooManyRoomsAreRefusedOnAllThreads()
    {
        const QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        m_options.threads = 3;
        m_options.limits.rooms = 3;
        start();
        // At once, so that rooms are made on several threads at the same time.
        std::vector<std::unique_ptr<ForeignClient>> people;
        for (int i = 0; i < 12; ++i) {
            people.push_back(std::make_unique<ForeignClient>(url(u"/rooms/r%1"_s.arg(i))));
            QVERIFY(people.back()->waitOpen());
        }
        for (const auto &person : people)
            person->sendJoin("client-ann");
        int refused = 0;
        for (const auto &person : people) {
            const QJsonObject answer = person->nextOf({u"welcome"_s, u"error"_s});
            if (answer["type"_L1].toString() == u"welcome"_s)
                continue;
            QCOMPARE(answer["code"_L1].toString(), u"limit"_s);
            QVERIFY(answer["message"_L1].toString().contains(u'3'));
            QCOMPARE(person->closeCode(), 4429);
            ++refused;
        }
        QCOMPARE(refused, 9);
        const QList<RoomSummary> rooms = m_host->rooms();
        QCOMPARE(rooms.size(), 3);
        people.clear();
        // Rooms count that are only stored, but they can still be joined.
        start();
        ForeignClient again(url(u"/rooms/"_s + QString::fromLatin1(rooms.first().id)));
        QVERIFY(!again.join("client-ann").isEmpty());
        ForeignClient another(url(u"/rooms/r99"_s));
        QVERIFY(another.waitOpen());
        another.sendJoin("client-ann");
        QCOMPARE(another.closeCode(), 4429);
        QCOMPARE(m_host->rooms().size(), 3);
    }

    void hostTellsOfItsRooms()
    {
        start();
        const QSignalSpy changes(m_host.get(), &RoomHost::roomsChanged);
        ForeignClient ann(url(u"/rooms/r1"_s));
        ann.join("client-ann");
        QTRY_VERIFY(!changes.isEmpty());
        QCOMPARE(m_host->people(), 1);
        QCOMPARE(m_host->rooms().first().id, "r1"_ba);
        ann.hangUp();
        QTRY_COMPARE(m_host->people(), 0);
        QCOMPARE(m_host->rooms().size(), 1);
    }

    void hostCanStopAndStartAgain()
    {
        QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        start();
        {
            ForeignClient ann(url(u"/rooms/r1"_s));
            ann.join("client-ann");
            ann.edit(1, ann.create("s1"));
            QSignalSpy stopped(m_host.get(), &RoomHost::stopped);
            m_host->stop();
            QCOMPARE(ann.closeCode(), 4503);
            QTRY_COMPARE(stopped.size(), 1);
        }
        QVERIFY(!m_host->isRunning());
        start();
        QCOMPARE(m_host->rooms().first().shapes, 1);
        {
            ForeignClient ann(url(u"/rooms/r1"_s));
            ann.join("client-ann");
            QCOMPARE(ann.shapes.size(), 1);
        }
        m_host.reset(); // before its folder
    }

    void hostLivesOnAThreadOfItsOwn()
    {
        QTemporaryDir folder;
        m_options.dataFolder = folder.path();
        QThread thread;
        thread.start();
        auto host = std::make_unique<RoomHost>();
        host->moveToThread(&thread);
        QMetaObject::invokeMethod(
            host.get(), [&] { m_port = host->start(m_options).value_or(0); }, Qt::BlockingQueuedConnection);
        QVERIFY(m_port > 0);
        ForeignClient ann(url(u"/rooms/r1"_s));
        ann.join("client-ann");
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
        QSignalSpy stopped(host.get(), &RoomHost::stopped);
        QMetaObject::invokeMethod(host.get(), &RoomHost::stop, Qt::QueuedConnection);
        QTRY_COMPARE(stopped.size(), 1);
        QMetaObject::invokeMethod(host.release(), &QObject::deleteLater, Qt::QueuedConnection);
        thread.quit();
        QVERIFY(thread.wait(5'000));
    }

    void hostThatCannotStartSaysWhy()
    {
        start();
        RoomHost other;
        HostOptions same = m_options;
        same.port = m_port;
        const auto started = other.start(same);
        QVERIFY(!started);
        QVERIFY(started.error().message.contains(QString::number(m_port)));
        QVERIFY(!other.isRunning());
    }

private:
    void start()
    {
        const auto port = m_host->start(m_options);
        QVERIFY2(port, port ? "" : qPrintable(port.error().message));
        m_port = *port;
    }
    /// What the host answers, head and all.
    QByteArray page(const QByteArray &path) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write("GET " + path + " HTTP/1.1\r\n\r\n");
        QByteArray answer;
        waitUntil([&] {
            answer += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        });
        return answer;
    }
    QUrl url(const QString &path) const { return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(m_port).arg(path)); }
    /// More edits than the buffers of a connection hold; each is acknowledged, whoever else does not read.
    static int writeMuch(ForeignClient &client)
    {
        constexpr int last = 700;
        const QByteArray text(15'000, 'x');
        for (int id = 2; id <= last; ++id) {
            client.sendEdit(id, client.write("s1", text + QByteArray::number(id)));
            [&] { QCOMPARE(client.nextEdit()["seq"_L1].toInt(), id); }();
        }
        return last;
    }
    HostOptions m_options;
    std::unique_ptr<RoomHost> m_host;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestServerTimes)
#include "server_times.moc"
