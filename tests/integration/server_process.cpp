#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <cstring>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

/// The server as a process: how it starts, stops, dies and comes back.
class TestServerProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void saysWhereItListensAndNothingElse()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        server.terminate();
        QVERIFY(server.waitForEnd());
        QCOMPARE(server.exitCode(), 0);
        QCOMPARE(server.output(), QByteArray());
    }

    void stoppingSaysByeAndHangsUp_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void stoppingSaysByeAndHangsUp()
    {
        QFETCH(int, signal);
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        ann.join("client-ann");
        ann.edit(1, ann.create("s1"));
        ForeignClient lobby(server.url(u"/lobby"_s));
        QVERIFY(lobby.waitOpen());
        ::kill(pid_t(server.processId()), signal);
        QVERIFY(ann.next(u"bye"_s)["retry"_L1].toInt() > 0);
        QCOMPARE(ann.closeCode(), 4503);
        QCOMPARE(lobby.closeCode(), 4503);
        QVERIFY(server.waitForEnd());
        QCOMPARE(server.exitCode(), 0);
    }

    void aReloadWithoutACertificateStopsNobody()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        QVERIFY(!ann.join("client-ann").isEmpty());
        QCOMPARE(::kill(pid_t(server.processId()), SIGHUP), 0);
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
        QVERIFY(server.get("/healthz").startsWith("HTTP/1.1 200 "));
        QVERIFY(ann.isOpen());
    }

    void everythingIsThereAfterARestart()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        QString epoch;
        {
            ForeignClient ann(server.url(u"/rooms/r1"_s));
            epoch = ann.join("client-ann")["epoch"_L1].toString();
            ann.edit(1, ann.create("s1"));
            ann.edit(2, ann.move("s1", 77));
            ann.send(R"({"type":"chat","text":"see you"})");
            QVERIFY(!ann.next(u"chat"_s).isEmpty());
        }
        server.terminate();
        QVERIFY(server.waitForEnd());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        const QJsonObject welcome = ann.join("client-ann");
        QCOMPARE(welcome["epoch"_L1].toString(), epoch);
        QCOMPARE(welcome["role"_L1].toString(), u"owner"_s);
        QCOMPARE(welcome["seq"_L1].toInt(), 2);
        QCOMPARE(welcome["lastEdit"_L1].toInt(), 2);
        QCOMPARE(welcome["chat"_L1][0]["text"_L1].toString(), u"see you"_s);
        QCOMPARE(ann.shapes[0]["box"_L1][0].toInt(), 77);
        QCOMPARE(ann.edit(3, ann.create("s2"))["seq"_L1].toInt(), 3);
    }

    /// What a host took it reads again, whatever it allows by then: from its edits, and from the board that is kept.
    void whatWasTakenIsLoadedUnderOtherLimits_data()
    {
        QTest::addColumn<QStringList>("later");
        QTest::newRow("higher") << generous();
        QTest::newRow("the usual ones") << QStringList();
        QTest::newRow("lower") << QStringList{
            u"--nesting=8"_s,      u"--text-length=1"_s,    u"--numbers-in-points=3"_s,
            u"--ops-per-edit=1"_s, u"--frame-bytes=2000"_s, u"--shapes-per-room=1"_s,
            u"--rooms=1"_s,        u"--chat-length=1"_s,    u"--name-length=1"_s};
    }
    void whatWasTakenIsLoadedUnderOtherLimits()
    {
        QFETCH(const QStringList, later);
        QByteArray deep = "1";
        for (int level = 5; level <= 60; ++level) // in the message, ops, op and shape
            deep = R"({"a":)" + deep + '}';
        const QByteArray text(90'000, 'x');
        QByteArray ops = ForeignClient::createText("t", text);
        ops += R"(,{"op":"create","shape":{"id":"d","kind":"rect","ext":)" + deep + "}}";
        ops += R"(,{"op":"create","shape":{"id":"i","kind":"ink","points":[)" +
               QByteArray("1,2,0.5,").repeated(50'000) + "1,2,0.5]}}";
        for (int i = 0; i < 2'000; ++i)
            ops += R"(,{"op":"update","id":"d","set":{"width":)" + QByteArray::number(1 + i % 7) + "}}";
        {
            ServerProcess server(m_folder->path(), generous());
            QVERIFY(server.start());
            ForeignClient ann(server.url(u"/rooms/r1"_s));
            ann.join("client-ann");
            ann.send(R"({"type":"chat","text":"see you"})");
            QCOMPARE(ann.edit(1, ops)["seq"_L1].toInt(), 1);
            ForeignClient ben(server.url(u"/rooms/r2"_s)); // a second room
            QVERIFY(!ben.join("client-ben").isEmpty());
            server.kill();
        }
        for (int round = 0; round < 2; ++round) {
            ServerProcess server(m_folder->path(), later);
            QVERIFY(server.start());
            {
                ForeignClient ann(server.url(u"/rooms/r1"_s));
                QCOMPARE(ann.join("client-ann")["seq"_L1].toInt(), 1);
                QCOMPARE(ann.shapes.size(), 3);
                QCOMPARE(shapeIn(ann.shapes, u"t")["text"_L1].toString().size(), text.size());
                QCOMPARE(shapeIn(ann.shapes, u"i")["points"_L1].toArray().size(), 150'003);
                QCOMPARE(QJsonDocument(shapeIn(ann.shapes, u"d")["ext"_L1].toObject()).toJson(QJsonDocument::Compact),
                         deep);
                ForeignClient ben(server.url(u"/rooms/r2"_s));
                QVERIFY(!ben.join("client-ben").isEmpty());
            }
            server.terminate(); // keeps the board
            QVERIFY(server.waitForEnd());
        }
    }

    void E4_nothingAcknowledgedIsMissingAfterAKill()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        constexpr int clients = 3;
        int acknowledged[clients] = {};
        for (int round = 0; round < 4; ++round) {
            std::vector<std::unique_ptr<ForeignClient>> people;
            for (int i = 0; i < clients; ++i) {
                people.push_back(std::make_unique<ForeignClient>(server.url(u"/rooms/r1"_s)));
                const QJsonObject welcome = people.back()->join(clientName(i));
                QVERIFY(welcome["lastEdit"_L1].toInt() >= acknowledged[i]);
                acknowledged[i] = welcome["lastEdit"_L1].toInt();
            }
            // Everybody sends a lot at once; the host is killed in the midst of it.
            for (int i = 0; i < clients; ++i) {
                for (int id = acknowledged[i] + 1; id <= acknowledged[i] + 200; ++id)
                    people[size_t(i)]->sendEdit(id, ForeignClient::create(shapeName(i, id)));
            }
            ForeignClient &watcher = *people.front();
            for (int seen = 0; seen < 40 * (round + 1); ++seen)
                note(watcher.nextEdit(), acknowledged);
            server.kill();
            QVERIFY(server.start());
            const QByteArray said = server.complaint();
            QVERIFY2(!said.contains("damaged"), said.constData()); // what a kill leaves is none
        }
        ForeignClient late(server.url(u"/rooms/r1"_s));
        const QJsonObject welcome = late.join("client-late");
        QSet<QString> there;
        for (const auto shape : std::as_const(late.shapes))
            there.insert(shape["id"_L1].toString());
        QCOMPARE(there.size(), welcome["seq"_L1].toInt());
        for (int i = 0; i < clients; ++i) {
            QVERIFY(acknowledged[i] > 0);
            for (int id = 1; id <= acknowledged[i]; ++id)
                QVERIFY(there.contains(QString::fromLatin1(shapeName(i, id))));
        }
    }

    void E5_fullDiskRejectsAndRecovers()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        ann.join("client-ann");
        ForeignClient ben(server.url(u"/rooms/r1"_s));
        ben.join("client-ben");
        ann.edit(1, ann.create("s1"));
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), 1);
        limitFiles(server, 1); // no byte more
        ann.sendEdit(2, ann.create("s2"));
        QCOMPARE(ann.next(u"reject"_s)["code"_L1].toString(), u"limit"_s);
        limitFiles(server, RLIM_INFINITY);
        QCOMPARE(ann.edit(2, ann.create("s3"))["seq"_L1].toInt(), 2);
        QCOMPARE(ben.nextEdit()["ops"_L1][0]["shape"_L1]["id"_L1].toString(), u"s3"_s);
        server.kill();
        QVERIFY(server.start());
        ForeignClient late(server.url(u"/rooms/r1"_s));
        late.join("client-late");
        QCOMPARE(late.shapes.size(), 2);
    }

    void optionsComeFromTheEnvironmentToo()
    {
        qputenv("SKETCHROOM_OPS_PER_EDIT", "1");
        ServerProcess server(m_folder->path(), {u"--text-length=5"_s});
        const bool started = server.start();
        qunsetenv("SKETCHROOM_OPS_PER_EDIT");
        QVERIFY(started);
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        const QJsonObject limits = ann.join("client-ann")["limits"_L1].toObject();
        QCOMPARE(limits["ops"_L1].toInt(), 1);
        QCOMPARE(limits["text"_L1].toInt(), 5);
        ann.sendEdit(1, ann.create("s1") + ',' + ann.create("s2"));
        QCOMPARE(ann.next(u"reject"_s)["code"_L1].toString(), u"limit"_s);
    }

    void H6_aTokenKeepsOthersOutBeforeAnyUpgrade()
    {
        ServerProcess server(m_folder->path(), {u"--token=open sesame"_s});
        QVERIFY(server.start());
        QVERIFY(server.get("/api/rooms").startsWith("HTTP/1.1 401 "));
        QVERIFY(server.get("/api/rooms?token=open%20sesame").startsWith("HTTP/1.1 200 "));
        QVERIFY(server.get("/healthz").startsWith("HTTP/1.1 200 "));
        ForeignClient stranger(server.url(u"/rooms/r1"_s));
        QVERIFY(!stranger.waitOpen());
        ForeignClient ann(server.url(u"/rooms/r1?token=open%20sesame"_s));
        QVERIFY(!ann.join("client-ann").isEmpty());
        QVERIFY2(!server.complaint().contains("sesame"), "a secret is no matter for the log");
    }

    void H6_guessingARoomsSecretIsSlow()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        QVERIFY(!ann.join("client-ann").isEmpty());
        ann.send(R"({"type":"room","action":"secret","secret":"swordfish"})");
        QVERIFY(!ann.next(u"room"_s).isEmpty());
        const auto guess = [&](const QByteArray &secret) {
            auto ben = std::make_unique<ForeignClient>(server.url(u"/rooms/r1"_s));
            if (ben->waitOpen()) // it may have been turned away already
                ben->sendJoin("client-ben", ",\"secret\":\"" + secret + '"');
            return ben;
        };
        // The same by all at once, which is looked at once: another is allowed every six seconds.
        std::vector<std::unique_ptr<ForeignClient>> wrong;
        for (int i = 0; i < 10; ++i)
            wrong.push_back(guess("sailfish"));
        for (const auto &ben : wrong)
            QCOMPARE(ben->closeCode(), 4401);
        QCOMPARE(guess("sailfish")->closeCode(), 4429);
        // Whoever knows it is let in, beside those who do not; and other rooms know nothing of it.
        const auto right = guess("swordfish");
        QVERIFY(!right->next(u"welcome"_s).isEmpty());
        ForeignClient elsewhere(server.url(u"/rooms/r2"_s));
        QVERIFY(!elsewhere.join("client-ben").isEmpty());
    }

    void theServiceManagerHearsHowItIs()
    {
        // What systemd does for Type=notify with a watchdog.
        const QByteArray path = QFile::encodeName(m_folder->filePath(u"notify"_s));
        const int listener = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        qputenv("NOTIFY_SOCKET", path);
        qputenv("WATCHDOG_USEC", "100000");
        ServerProcess server(m_folder->path());
        const bool started = server.start();
        qunsetenv("NOTIFY_SOCKET");
        qunsetenv("WATCHDOG_USEC");
        QVERIFY(started);
        QList<QByteArray> heard;
        const auto hears = [&](const QByteArray &what) {
            QByteArray message(1'000, 0);
            const ssize_t length = ::recv(listener, message.data(), size_t(message.size()), 0);
            if (length > 0)
                heard.append(message.left(length));
            return std::any_of(heard.cbegin(), heard.cend(), [&](const auto &each) { return each.startsWith(what); });
        };
        QTRY_VERIFY(hears("READY=1\nSTATUS=Listening on ws://127.0.0.1:"));
        QTRY_VERIFY(hears("WATCHDOG=1"));
        server.terminate();
        QTRY_VERIFY(hears("STOPPING=1"));
        QVERIFY(server.waitForEnd());
        ::close(listener);
    }

    void refusesToStartWithOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("mentions");
        QTest::newRow("unknown option") << QStringList{u"--prot"_s, u"1"_s} << 2 << "--port"_ba;
        QTest::newRow("bad value") << QStringList{u"--port"_s, u"many"_s} << 2 << "65535"_ba;
        QTest::newRow("no value") << QStringList{u"--ops-per-edit"_s} << 2 << "--ops-per-edit"_ba;
        QTest::newRow("folder cannot be made")
            << QStringList{u"--data"_s, u"/proc/nowhere"_s} << 1 << "/proc/nowhere"_ba;
        QTest::newRow("not our address") << QStringList{u"--listen"_s, u"203.0.113.7"_s} << 1 << "203.0.113.7"_ba;
    }
    void refusesToStartWithOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, mentions);
        expectRefusal(arguments, code, mentions);
    }

    void refusesAPortAndAFolderThatAreTaken()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        expectRefusal({u"--port"_s, QString::number(server.port()), u"--listen"_s, u"127.0.0.1"_s, u"--data"_s,
                       m_folder->filePath(u"other"_s)},
                      1, QByteArray::number(server.port()));
        expectRefusal({u"--port"_s, u"0"_s, u"--data"_s, m_folder->path()}, 1, "in use by another host");
    }

    void damageInTheWriteAheadLogIsSaidWhenItStarts()
    {
        constexpr int edits = 40;
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        {
            ForeignClient ann(server.url(u"/rooms/r1"_s));
            ann.join("client-ann");
            for (int id = 1; id <= edits; ++id)
                QCOMPARE(ann.edit(id, ann.create(shapeName(0, id)))["seq"_L1].toInt(), id);
        }
        server.kill();
        QFile log(m_folder->filePath(u"rooms.sqlite-wal"_s));
        QVERIFY(log.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
        constexpr qint64 frameSize = 24 + 4'096;
        const qint64 place = 32 + log.size() / frameSize * 3 / 4 * frameSize + 2'000;
        QVERIFY(log.seek(place));
        const char byte = char(log.read(1).at(0) ^ 1);
        QVERIFY(log.seek(place));
        QCOMPARE(log.write(&byte, 1), 1);
        log.close();
        QProcess check;
        check.start(QStringLiteral(SKETCHROOM_SERVER), {u"--data"_s, m_folder->path(), u"check"_s});
        QVERIFY(check.waitForFinished());
        QCOMPARE(check.exitCode(), 1);
        QVERIFY(check.readAllStandardError().contains("damaged at byte"));

        QVERIFY(server.start());
        const QByteArray said = server.complaint();
        QVERIFY2(said.contains("damaged at byte") && said.contains("rooms.sqlite-wal.damaged-"), said.constData());
        ForeignClient late(server.url(u"/rooms/r1"_s));
        late.join("client-late");
        QVERIFY(late.shapes.size() > 0 && late.shapes.size() < edits);
    }

    void refusesADamagedDatabase()
    {
        QFile file(m_folder->filePath(u"rooms.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8'192, 'x'));
        file.close();
        expectRefusal({u"--port"_s, u"0"_s, u"--data"_s, m_folder->path()}, 1, "damaged");
    }

private:
    static QStringList generous()
    {
        return {u"--nesting=60"_s, u"--text-length=100000"_s, u"--numbers-in-points=200000"_s, u"--ops-per-edit=3000"_s,
                u"--frame-bytes=8000000"_s};
    }
    static QJsonObject shapeIn(const QJsonArray &shapes, QStringView id)
    {
        for (const auto shape : shapes) {
            if (shape["id"_L1].toString() == id)
                return shape.toObject();
        }
        return {};
    }
    static QByteArray clientName(int i) { return "client-" + QByteArray::number(i); }
    static QByteArray shapeName(int i, int id) { return QByteArray::number(i) + '-' + QByteArray::number(id); }
    static void note(const QJsonObject &edit, int *acknowledged)
    {
        QVERIFY(!edit.isEmpty());
        const int client = edit["client"_L1].toString().mid(7).toInt();
        acknowledged[client] = qMax(acknowledged[client], edit["id"_L1].toInt());
    }
    static void limitFiles(const ServerProcess &server, rlim_t bytes)
    {
        const rlimit limit{bytes, RLIM_INFINITY};
        QCOMPARE(::prlimit(pid_t(server.processId()), RLIMIT_FSIZE, &limit, nullptr), 0);
    }
    void expectRefusal(const QStringList &arguments, int code, const QByteArray &mentions) const
    {
        // Not this user's own rooms, where no folder is named.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SKETCHROOM_DATA"_s, m_folder->path());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(SKETCHROOM_SERVER), arguments);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), code);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        const QByteArray sentence = process.readAllStandardError();
        QVERIFY2(sentence.contains(mentions), sentence.constData());
        QCOMPARE(sentence.count('\n'), 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestServerProcess)
#include "server_process.moc"
