#include "tests/integration/server_foreign.h"
#include "tests/integration/server_lazy.h"
#include "tests/integration/server_program.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cerrno>
#include <csignal>

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

/// The real server and what a network, a disk and ill will can do to it; those who do nothing wrong never notice.
class TestServerFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_server.reset();
        if (std::exchange(m_mounted, false))
            QCOMPARE(::umount(qPrintable(m_folder->path())), 0);
    }

    void X2_onePeerThatNeverReadsTakesLittleMemory()
    {
        start();
        ForeignClient ann(url());
        ann.join("client-ann");
        ForeignClient ben(url());
        ben.join("client-ben");
        LazyClient lazy(m_server->port(), "client-lazy");
        QVERIFY(!ben.next(u"joined"_s).isEmpty());
        lazy.stopReading();
        ann.edit(1, ann.create("s1"));
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), 1);
        const qint64 before = residentKiB();
        constexpr int edits = 4'000;
        const QByteArray text(18'000, 'x'); // 72 MB in all
        for (int id = 2; id <= edits; ++id) {
            ann.sendEdit(id, ann.write("s1", text + QByteArray::number(id)));
            // The others keep up all the while.
            if (id % 25 == 0) {
                for (int seq = qMax(2, id - 24); seq <= id; ++seq) {
                    QCOMPARE(ann.nextEdit()["seq"_L1].toInt(), seq);
                    QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), seq);
                }
            }
        }
        if (sketchroom::testing::patience > 1)
            QSKIP("A sanitizer keeps memory that was freed, so how much there is says nothing.");
        const qint64 grown = residentKiB() - before;
        QVERIFY2(grown < 32 * 1'024, qPrintable(QString::number(grown)));
    }

    void T3_slowHandshakesDoNotKeepOthersOut()
    {
        start({u"--unfinished-handshakes"_s, u"50"_s});
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 200; ++i) {
            slow.push_back(connectedSocket());
            slow.back()->write("GET /rooms/r1 HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        }
        // The slowest had to go; the last are still waited for.
        QVERIFY(waitUntil([&] { return slow.front()->canReadLine(); }));
        QVERIFY(slow.front()->readLine().startsWith("HTTP/1.1 503 "));
        ForeignClient ann(url());
        ann.join("client-ann");
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
        QCOMPARE(slow.back()->state(), QAbstractSocket::ConnectedState);
        QCOMPARE(slow.back()->bytesAvailable(), 0);
        slow.back()->write("yes\r\n\r\n"); // lacks what an upgrade needs, but comes to an end
        QVERIFY(waitUntil([&] { return slow.back()->canReadLine(); }));
        QVERIFY(slow.back()->readLine().startsWith("HTTP/1.1 404 "));
    }

    void T11_garbageEndsOnlyWhoSendsIt_data()
    {
        QTest::addColumn<bool>("upgraded");
        QTest::newRow("instead of a request") << false;
        QTest::newRow("instead of frames") << true;
    }
    void T11_garbageEndsOnlyWhoSendsIt()
    {
        QFETCH(const bool, upgraded);
        start();
        ForeignClient ann(url());
        ann.join("client-ann");
        QRandomGenerator random(7);
        for (int i = 0; i < 50; ++i) {
            const auto socket = connectedSocket();
            if (upgraded) {
                socket->write(upgradeRequest());
                QVERIFY(waitUntil([&] { return socket->canReadLine(); }));
            }
            QByteArray garbage(20'000, '\0');
            random.fillRange(reinterpret_cast<quint32 *>(garbage.data()), garbage.size() / 4);
            garbage[0] = char(0xff); // neither a letter nor the beginning of a frame
            socket->write(garbage);
            QVERIFY(waitUntil([&] {
                socket->readAll();
                return socket->state() == QAbstractSocket::UnconnectedState;
            }));
        }
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
    }

    void T8_frameThatSaysItIsHugeIsNotWaitedFor()
    {
        start();
        const auto socket = connectedSocket();
        socket->write(upgradeRequest());
        QVERIFY(waitUntil([&] { return socket->canReadLine(); }));
        socket->write(QByteArray("\x81\xff\x00\x00\x7f\xff\xff\xff\xff\xff\0\0\0\0", 14));
        QByteArray answer;
        QVERIFY(waitUntil([&] {
            answer += socket->readAll();
            return answer.contains("\x03\xf1"); // 1009
        }));
    }

    void aThousandConnectionsAtOnceAreTakenIn()
    {
        start();
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 1'000; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, m_server->port());
            crowd.back()->write(upgradeRequest());
        }
        for (const auto &socket : crowd) {
            QVERIFY(waitUntil([&] { return socket->canReadLine(); }));
            QVERIFY(socket->readLine().startsWith("HTTP/1.1 101 "));
        }
    }

    void withoutDescriptorsOthersWaitAndNobodyIsLost()
    {
        start();
        ForeignClient ann(url());
        ann.join("client-ann");
        QVERIFY(leaveFewDescriptors());
        {
            std::vector<std::unique_ptr<QTcpSocket>> crowd;
            for (int i = 0; i < 100; ++i)
                crowd.push_back(connectedSocket());
            QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
        }
        ForeignClient ben(url());
        ben.join("client-ben");
        QCOMPARE(ben.shapes.size(), 1);
    }

    void usedUpDescriptorsAreLoggedCostNoCoreAndLoseNothing()
    {
        start();
        ForeignClient ann(url());
        ann.join("client-ann");
        QVERIFY(leaveFewDescriptors());
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 100; ++i)
            crowd.push_back(connectedSocket());
        const auto last = connectedSocket(); // by the kernel: the host has none left for it
        last->write("GET /healthz HTTP/1.1\r\n\r\n");
        const qint64 before = processorMs();
        QElapsedTimer time;
        time.start();
        int id = 0;
        while (!time.hasExpired(1'000)) {
            ++id;
            QCOMPARE(ann.edit(id, id == 1 ? ann.create("s1") : ann.move("s1", id))["seq"_L1].toInt(), id);
        }
        const qint64 perEdit = (processorMs() - before) * 1'000 / id; // µs
        QVERIFY2(perEdit < 5'000, qPrintable(QString::number(perEdit)));
        QCOMPARE(last->bytesAvailable(), 0);
        const QByteArray complaint = m_server->complaint();
        QVERIFY2(!complaint.contains("write-ahead log"), "some are kept for the disk");
        QVERIFY2(complaint.count("Connections cannot be taken in") == 1, complaint.constData());
        crowd.clear();
        QVERIFY(waitUntil([&] { return last->canReadLine(); }));
        QVERIFY(last->readLine().startsWith("HTTP/1.1 200 "));
    }

    void T10_aHostThatStoodStillDropsNobody()
    {
        constexpr int longerThanSilenceMs = 28'000;
        start();
        ForeignClient ann(url());
        ann.join("client-ann");
        ForeignClient ben(url());
        ben.join("client-ben");
        QVERIFY(!ann.edit(1, ann.create("s1")).isEmpty());
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), 1);
        QCOMPARE(::kill(pid_t(m_server->processId()), SIGSTOP), 0);
        ann.sendEdit(2, ann.move("s1", 7));
        ForeignClient late(url()); // the kernel takes it in, and its request
        // Nothing else tells that the time is over in which a silent peer would be dropped: the host stands still.
        QTest::qWait(longerThanSilenceMs);
        QCOMPARE(::kill(pid_t(m_server->processId()), SIGCONT), 0);
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), 2);
        QCOMPARE(late.join("client-late")["seq"_L1].toInt(), 2);
        QCOMPARE(ben.edit(1, ben.move("s1", 8))["seq"_L1].toInt(), 3);
        QCOMPARE(ann.nextEdit()["seq"_L1].toInt(), 2);
        QCOMPARE(ann.nextEdit()["seq"_L1].toInt(), 3);
        QVERIFY(ann.isOpen() && ben.isOpen() && late.isOpen());
    }

    void largeRoomThatIsOpenedKeepsNobodyElseWaiting()
    {
        constexpr int edits = 60;
        constexpr int shapesInEdit = 1'000;
        start({u"--threads"_s, u"1"_s});
        {
            ForeignClient ann(url());
            ann.join("client-ann");
            for (int edit = 1; edit <= edits; ++edit) {
                QByteArray ops;
                for (int i = 0; i < shapesInEdit; ++i)
                    ops += ann.create(QByteArray::number(edit * shapesInEdit + i)) + ',';
                QCOMPARE(ann.edit(edit, ops.chopped(1))["seq"_L1].toInt(), edit);
            }
        }
        m_server->kill();
        QVERIFY(m_server->start());
        ForeignClient small(m_server->url(u"/rooms/small"_s));
        small.join("client-small");
        ForeignClient large(url());
        QVERIFY(large.waitOpen());
        QCOMPARE(small.edit(1, small.create("s1"))["seq"_L1].toInt(), 1);
        QCOMPARE(large.unread(), 0);
        large.sendJoin("client-ann");
        QCOMPARE(large.next(u"welcome"_s)["seq"_L1].toInt(), edits);
    }

    void folderThatCannotBeWrittenIsRefused()
    {
        m_mounted = ::mount("tmpfs", qPrintable(m_folder->path()), "tmpfs", MS_RDONLY, "size=4m") == 0;
        if (!m_mounted && errno == EPERM)
            QSKIP("Only root may mount a disk that cannot be written: run tests/run as root to see this one.");
        QVERIFY(m_mounted);
        QProcess process;
        process.start(QStringLiteral(SKETCHROOM_SERVER), {u"--port"_s, u"0"_s, u"--data"_s, m_folder->path()});
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray complaint = process.readAllStandardError();
        QVERIFY2(complaint.contains(m_folder->path().toUtf8()), complaint.constData());
        QCOMPARE(complaint.count('\n'), 1);
    }

private:
    void start(const QStringList &more = {})
    {
        m_server = std::make_unique<ServerProcess>(m_folder->path(), more);
        QVERIFY(m_server->start());
    }
    QUrl url() const { return m_server->url(u"/rooms/r1"_s); }
    static QByteArray upgradeRequest()
    {
        return "GET /rooms/r1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    }
    std::unique_ptr<QTcpSocket> connectedSocket() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, m_server->port());
        waitUntil([&] { return socket->state() == QAbstractSocket::ConnectedState; });
        return socket;
    }
    /// What the host has worked so far.
    /// So many as a crowd uses up at once.
    bool leaveFewDescriptors() const
    {
        const auto process = pid_t(m_server->processId());
        rlimit files{};
        if (::prlimit(process, RLIMIT_NOFILE, nullptr, &files) != 0)
            return false;
        files.rlim_cur = 48;
        return ::prlimit(process, RLIMIT_NOFILE, &files, nullptr) == 0;
    }
    qint64 processorMs() const
    {
        QFile file(u"/proc/%1/stat"_s.arg(m_server->processId()));
        const QByteArrayList fields = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QByteArrayList();
        return (fields.value(13).toLongLong() + fields.value(14).toLongLong()) * 1'000 / ::sysconf(_SC_CLK_TCK);
    }
    qint64 residentKiB() const
    {
        QFile file(u"/proc/%1/statm"_s.arg(m_server->processId()));
        return file.open(QIODevice::ReadOnly) ? file.readLine().split(' ').at(1).toLongLong() * 4 : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    bool m_mounted = false;
};

QTEST_GUILESS_MAIN(TestServerFaults)
#include "server_faults.moc"
