#include "common/protocol/codec.h"
#include "server/config/commandline.h"
#include "server/http/router.h"
#include "server/net/framing.h"
#include "server/net/outbox.h"
#include "server/net/requesthead.h"
#include "server/room/rateguard.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// The small pure parts of the host.
class TestServerPieces final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString fileWith(const QByteArray &text) const
    {
        // Qt remembers what it read of a file, and takes a new one of the same length and second for it.
        static int count = 0;
        QFile file(m_folder.filePath(u"host-%1.ini"_s.arg(++count)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }

private Q_SLOTS:
    // ---- token bucket and rate guard ----

    void bucketGivesItsBurstAndThenItsRate()
    {
        TokenBucket bucket(10, 5, 0);
        for (int i = 0; i < 5; ++i)
            QVERIFY(bucket.take(1, 0));
        QVERIFY(!bucket.take(1, 99));
        QVERIFY(bucket.take(1, 100));
        QVERIFY(!bucket.take(1, 100));
        QVERIFY(!bucket.take(6, 1'000'000)); // never more than the burst
        QVERIFY(bucket.take(5, 1'000'000));
    }

    void bucketIsNotConfusedByAClockThatGoesBack()
    {
        TokenBucket bucket(10, 5, 1'000);
        QVERIFY(bucket.take(5, 1'000));
        QVERIFY(!bucket.take(1, 0));
        QVERIFY(!bucket.take(1, 50));
    }

    void guardLosesPatienceAfterTenSecondsWithoutACalmOne()
    {
        Limits limits;
        limits.editsPerSecond = limits.editBurst = 1;
        RateGuard guard(limits, 0);
        QVERIFY(guard.admit(1, 10, 0));
        qint64 now = 0;
        for (; now < 10'000; now += 500) {
            guard.admit(2, 10, now);
            QVERIFY(!guard.isHopeless(now));
        }
        guard.admit(2, 10, now);
        QVERIFY(guard.isHopeless(now));
    }

    // ---- request heads ----

    void readHead_data()
    {
        using State = HeadReading::State;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("state");
        const QByteArray good = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n";
        QTest::newRow("nothing yet") << ""_ba << int(State::Incomplete);
        QTest::newRow("half") << good.first(20) << int(State::Incomplete);
        QTest::newRow("no empty line yet") << good.chopped(2) << int(State::Incomplete);
        QTest::newRow("whole") << good << int(State::Complete);
        QTest::newRow("with something after it") << good + "\x81\x85 more"_ba << int(State::Complete);
        QTest::newRow("no header") << "GET / HTTP/1.0\r\n\r\n"_ba << int(State::Complete);
        QTest::newRow("only line ends") << "\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("two words") << "GET /\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("another protocol") << "GET / FTP/1.1\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("version of the future") << "GET / HTTP/3\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("full URL") << "GET http://a/ HTTP/1.1\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("header without a colon") << "GET / HTTP/1.1\r\nHost\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("folded header") << "GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("control character") << "GET /\x01 HTTP/1.1\r\n\r\n"_ba << int(State::Malformed);
        QTest::newRow("zero byte") << QByteArray("GET / HTTP/1.1\r\nA: \0\r\n\r\n", 24) << int(State::Malformed);
        QTest::newRow("too many headers") << "GET / HTTP/1.1\r\n" + QByteArray("a: b\r\n").repeated(101) + "\r\n"
                                          << int(State::Malformed);
        const QByteArray longest = "GET /" + QByteArray(requestHeadMaxBytes - 14, 'a') + " HTTP/1.1\r\n\r\n";
        QTest::newRow("longest") << longest << int(State::Complete);
        QTest::newRow("longest, in part") << longest.chopped(1) << int(State::Incomplete);
        QTest::newRow("one too long") << "GET /" + longest.sliced(4) << int(State::TooLarge);
        QTest::newRow("endless") << "GET /" + QByteArray(requestHeadMaxBytes, 'a') << int(State::TooLarge);
    }
    void readHead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, state);
        QCOMPARE(int(sketchroom::readHead(bytes).state), state);
    }

    void headIsTakenApart()
    {
        const RequestHead head =
            sketchroom::readHead("GET /rooms/x?token=1 HTTP/1.1\r\nHOST:  h:1 \r\nUpgrade: WebSocket\r\n\r\n").head;
        QCOMPARE(head.method, "GET"_ba);
        QCOMPARE(head.path, "/rooms/x"_ba);
        QCOMPARE(head.query, "token=1"_ba);
        QCOMPARE(head.header("host"), "h:1"_ba);
        QVERIFY(head.wantsWebSocket());
        QVERIFY(head.header("cookie").isEmpty());
    }

    // ---- the outbox ----

    void outboxKeepsTheOrder()
    {
        Outbox box({});
        box.push("a");
        box.pushBulk("b");
        box.pushEdits("c");
        QByteArray all;
        while (!box.isEmpty())
            all += box.takeNext().bytes;
        QCOMPARE(all, "abc"_ba);
    }

    void outboxForgetsPresenceWhereSomethingWaits()
    {
        Outbox box({});
        box.pushIfIdle("p1", 0);
        box.pushIfIdle("p2", 0);
        QCOMPARE(box.takeNext().bytes, "p1"_ba);
        QVERIFY(box.isEmpty());
        QVERIFY(box.takeMissedPresence());
        QVERIFY(!box.takeMissedPresence());
        box.pushIfIdle("p3", 1'000'000); // the socket is behind
        QVERIFY(box.isEmpty());
    }

    void outboxThrowsEditsAwayFirstAndTellsOnce()
    {
        Limits limits;
        limits.resyncBytes = 100;
        Outbox box(limits);
        box.pushBulk(QByteArray(1'000, 'b')); // does not count
        QCOMPARE(box.push("hello"), Outbox::Verdict::Fine);
        QCOMPARE(box.pushEdits(QByteArray(60, 'e')), Outbox::Verdict::Fine);
        QCOMPARE(box.pushEdits(QByteArray(60, 'e')), Outbox::Verdict::Cut);
        QCOMPARE(box.pushEdits(QByteArray(60, 'e')), Outbox::Verdict::Fine);
        QCOMPARE(box.takeNext().bytes.size(), 1'000);
        QCOMPARE(box.takeNext().bytes, "hello"_ba);
        QVERIFY(box.isEmpty());
        QVERIFY(box.takeCut());
        box.pushEdits("again");
        QCOMPARE(box.takeNext().bytes, "again"_ba);
    }

    void outboxTakesOneLongEdit()
    {
        Limits limits;
        limits.resyncBytes = 100;
        Outbox box(limits);
        QCOMPARE(box.pushEdits(QByteArray(5'000, 'e')), Outbox::Verdict::Fine);
        QCOMPARE(box.takeNext().bytes.size(), 5'000);
    }

    void outboxIsFullInTheEnd()
    {
        Limits limits;
        limits.closeBytes = 100;
        Outbox box(limits);
        QCOMPARE(box.push(QByteArray(100, 'm')), Outbox::Verdict::Fine);
        QCOMPARE(box.push("m"), Outbox::Verdict::Full);
        box.pushBulk("bulk");
        QCOMPARE(box.takeLast().size(), 2);
        QVERIFY(box.isEmpty());
    }

    // ---- WebSocket frames ----

    void framesSayHowLongTheyAre()
    {
        QCOMPARE(textFrame("hi"), "\x81\x02hi"_ba);
        QCOMPARE(textFrame(QByteArray(125, 'x')).first(2), "\x81\x7d"_ba);
        QCOMPARE(textFrame(QByteArray(126, 'x')).first(4), QByteArray("\x81\x7e\x00\x7e", 4));
        QCOMPARE(textFrame(QByteArray(70'000, 'x')).first(10), QByteArray("\x81\x7f\0\0\0\0\0\x01\x11\x70", 10));
    }

    void X1_reasonOfACloseFitsAndEndsWithAWholeCharacter()
    {
        QCOMPARE(closeReason(u"no"_s), u"no"_s);
        QCOMPARE(closeReason(u"ü"_s.repeated(100)), u"ü"_s.repeated(61));
    }

    // ---- HTTP ----

    void httpAnswers_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("page") << "GET"_ba
                              << "/"_ba << 200;
        QTest::newRow("health") << "HEAD"_ba
                                << "/healthz"_ba << 200;
        QTest::newRow("rooms") << "GET"_ba
                               << "/api/rooms"_ba << 200;
        QTest::newRow("a room") << "GET"_ba
                                << "/api/rooms/a"_ba << 200;
        QTest::newRow("no such room") << "GET"_ba
                                      << "/api/rooms/b"_ba << 404;
        QTest::newRow("no lawful name") << "GET"_ba
                                        << "/api/rooms/A"_ba << 400;
        QTest::newRow("deeper") << "GET"_ba
                                << "/healthz/x"_ba << 404;
        QTest::newRow("up and out") << "GET"_ba
                                    << "/../etc/passwd"_ba << 404;
        QTest::newRow("method") << "POST"_ba
                                << "/api/rooms"_ba << 405;
        QTest::newRow("method of a room") << "PUT"_ba
                                          << "/api/rooms/a"_ba << 405;
    }
    void httpAnswers()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        QCOMPARE(answer({method, path, {}, {}}, {{"a", u"A"_s, false, 1, 2, 3}}).status, status);
    }

    void readinessIsWhetherTheHostCanStore()
    {
        HostFacts facts;
        QCOMPARE(answer({"GET", "/readyz", {}, {}}, {}, facts).status, 200);
        facts.canStore = false;
        QCOMPARE(answer({"GET", "/readyz", {}, {}}, {}, facts).status, 503);
    }

    void metricsCount()
    {
        HostFacts facts;
        facts.people = 3;
        facts.rooms.edits = 12;
        facts.rooms.rejects = {{ErrorCode::Gone, 2}, {ErrorCode::Rate, 1}};
        for (const qint64 ms : {0, 1, 7, 5'000})
            facts.rooms.commitMs.add(ms);
        const QByteArray page = renderMetrics(facts, 4'096);
        for (const QByteArray line :
             {"sketchroom_people 3", "sketchroom_edits_total 12", "sketchroom_rejects_total{code=\"gone\"} 2",
              "sketchroom_commit_seconds_bucket{le=\"0.001\"} 2", "sketchroom_commit_seconds_bucket{le=\"0.01\"} 3",
              "sketchroom_commit_seconds_bucket{le=\"1\"} 3", "sketchroom_commit_seconds_bucket{le=\"+Inf\"} 4",
              "sketchroom_commit_seconds_sum 5.008", "sketchroom_commit_seconds_count 4",
              "process_resident_memory_bytes 4096"})
            QVERIFY2(page.split('\n').contains(line), line.constData());
        // Every name is announced once, before its values.
        for (const QByteArray &line : page.trimmed().split('\n')) {
            if (!line.startsWith('#'))
                continue;
            QCOMPARE(page.count(line.left(line.indexOf(' ', 7) + 1)), 1);
        }
        QVERIFY(residentMemory() > 0);
    }

    void pageEscapesWhatPeopleWrote()
    {
        const QByteArray page =
            answer({"GET", "/", {}, {{"host", "<i>"}}}, {{"a", u"<script>alert(1)</script>"_s, false, 1, 2, 3}}).body;
        QVERIFY(page.contains("&lt;script&gt;"));
        QVERIFY(page.contains("&lt;i&gt;"));
        QVERIFY(!page.contains("<script>"));
        QVERIFY(!page.contains("{{"));
    }

    void headHasNoBody()
    {
        const HttpResponse response = HttpResponse::plain(404, u"Nothing."_s);
        QVERIFY(toBytes(response, true).endsWith("\r\n\r\nNothing.\n"));
        QVERIFY(toBytes(response, false).endsWith("\r\n\r\n"));
        QVERIFY(toBytes(response, false).contains("Content-Length: 9\r\n"));
    }

    // ---- options ----

    void optionsHaveDefaults()
    {
        const auto line = readCommandLine({}, {});
        QVERIFY(line);
        QCOMPARE(line->task, CommandLine::Task::Run);
        QCOMPARE(line->options.port, 7538); // T1
        QCOMPARE(line->options.limits, Limits());
        QCOMPARE(line->options.dataFolder, defaultDataFolder());
    }

    void L_everyOptionThatIsALimitIsTold()
    {
        HostOptions options;
        int limits = 0;
        for (const OptionInfo &option : optionTable()) {
            const Limits before = options.limits;
            // Not all options take a number.
            if (option.set && option.set(options, QString::number(17 + limits)) && options.limits != before)
                ++limits;
        }
        WelcomeMessage welcome;
        welcome.peer = "p1";
        welcome.room.id = "r1";
        welcome.epoch = "e1";
        welcome.limits = options.limits;
        const auto told = decodeHost(encode(HostMessage(welcome)));
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QCOMPARE(std::get<WelcomeMessage>(*told).limits, options.limits);
        QCOMPARE(limits, 23);
    }

    void argumentsWinOverTheEnvironment()
    {
        QProcessEnvironment environment;
        environment.insert(u"SKETCHROOM_PORT"_s, u"1"_s);
        environment.insert(u"SKETCHROOM_PEERS_PER_ROOM"_s, u"7"_s);
        environment.insert(u"SKETCHROOM_DATA"_s, u""_s); // as good as not there
        const auto line =
            readCommandLine({u"--port=2"_s, u"--listen"_s, u"::1"_s, u"--create-rooms"_s, u"no"_s}, environment);
        QVERIFY(line);
        QCOMPARE(line->options.port, 2);
        QCOMPARE(line->options.limits.peersPerRoom, 7);
        QCOMPARE(line->options.address, QHostAddress(u"::1"_s));
        QVERIFY(!line->options.createRooms);
        QCOMPARE(line->options.dataFolder, defaultDataFolder());
    }

    void helpAndVersion()
    {
        QCOMPARE(readCommandLine({u"--help"_s}, {})->task, CommandLine::Task::Help);
        QCOMPARE(readCommandLine({u"--version"_s}, {})->task, CommandLine::Task::Version);
        const QString help = helpText();
        for (const OptionInfo &option : optionTable())
            QVERIFY2(help.contains("--"_L1 + QLatin1StringView(option.name)), option.name);
    }

    void whatToDoIsAWord()
    {
        const auto backup = readCommandLine({u"--data=/x"_s, u"backup"_s, u"/y"_s}, {});
        QVERIFY(backup);
        QCOMPARE(backup->task, CommandLine::Task::Backup);
        QCOMPARE(backup->backupFolder, u"/y"_s);
        QCOMPARE(backup->options.dataFolder, u"/x"_s);
        QCOMPARE(readCommandLine({u"check"_s}, {})->task, CommandLine::Task::Check);
        QVERIFY(!readCommandLine({u"backup"_s}, {}));
        QVERIFY(!readCommandLine({u"restore"_s}, {}));
    }

    void badOptionsNameTheNearestRightOne_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("misspelt") << QStringList{u"--lsten"_s, u"x"_s} << u"--listen"_s;
        QTest::newRow("one dash") << QStringList{u"-port"_s} << u"--port"_s;
        QTest::newRow("no dash") << QStringList{u"help"_s} << u"--help"_s;
        QTest::newRow("value where none belongs") << QStringList{u"--help=yes"_s} << u"--help"_s;
        QTest::newRow("no value") << QStringList{u"--port"_s} << u"--port N"_s;
        QTest::newRow("port too high") << QStringList{u"--port"_s, u"65536"_s} << u"65535"_s;
        QTest::newRow("no address") << QStringList{u"--listen"_s, u"example.com"_s} << u"IP address"_s;
        QTest::newRow("limit of nothing") << QStringList{u"--frame-bytes"_s, u"0"_s} << u"above 0"_s;
        QTest::newRow("deeper than can be loaded") << QStringList{u"--nesting"_s, u"100"_s} << u"60"_s;
        QTest::newRow("neither yes nor no") << QStringList{u"--create-rooms"_s, u"maybe"_s} << u"yes or no"_s;
        QTest::newRow("no folder") << QStringList{u"--data="_s} << u"a folder"_s;
    }
    void badOptionsNameTheNearestRightOne()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, mentions);
        const auto line = readCommandLine(arguments, {});
        QVERIFY(!line);
        QCOMPARE(line.error().code, ErrorCode::Invalid);
        QVERIFY2(line.error().message.contains(mentions), qPrintable(line.error().message));
    }

    void aFileIsReadBeforeTheEnvironment()
    {
        const QString path = fileWith("; our host\n# the big one\nport=1\npeers-per-room = 7\n"
                                      "origins=https://a.example, https://b.example\ntext-length=5\n");
        QProcessEnvironment environment;
        environment.insert(u"SKETCHROOM_CONFIG"_s, path);
        environment.insert(u"SKETCHROOM_PORT"_s, u"2"_s);
        environment.insert(u"SKETCHROOM_TEXT_LENGTH"_s, u"6"_s);
        const auto line = readCommandLine({u"--port=3"_s}, environment);
        QVERIFY2(line, line ? "" : qPrintable(line.error().message));
        QCOMPARE(line->options.port, 3);
        QCOMPARE(line->options.limits.textLength, 6);
        QCOMPARE(line->options.limits.peersPerRoom, 7);
        QCOMPARE(line->options.origins, (QStringList{u"https://a.example"_s, u"https://b.example"_s}));
    }

    void badFilesAreRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("misspelt") << "prot=1\n"_ba << u"port"_s;
        QTest::newRow("in a group") << "[net]\nport=1\n"_ba << u"net/port"_s;
        QTest::newRow("bad value") << "port=many\n"_ba << u"65535"_s;
        QTest::newRow("a file in a file") << "config=x\n"_ba << u"config"_s;
        QTest::newRow("help") << "help=yes\n"_ba << u"help"_s;
    }
    void badFilesAreRefusedWithASentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, mentions);
        const QString path = fileWith(text);
        const auto line = readCommandLine({u"--config"_s, path}, {});
        QVERIFY(!line);
        QVERIFY2(line.error().message.contains(mentions), qPrintable(line.error().message));
        QVERIFY2(line.error().message.contains(path), qPrintable(line.error().message));
    }

    void aFileThatIsNotThereIsSaid()
    {
        const auto line = readCommandLine({u"--config=/no/such/file.ini"_s}, {});
        QVERIFY(!line);
        QVERIFY(line.error().message.contains(u"/no/such/file.ini"_s));
    }

    void logLinesAreOneLineEach()
    {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'760'000'000'123, Qt::UTC);
        const QString message = u"A \"name\" of\ntwo lines 벤"_s;
        QCOMPARE(logLine(LogFormat::Text, time, QtWarningMsg, "sketchroom.net", message),
                 "2025-10-09T08:53:20.123Z warning sketchroom.net: A \"name\" of two lines 벤\n"_ba);
        const QByteArray json = logLine(LogFormat::Json, time, QtInfoMsg, nullptr, message);
        QCOMPARE(json.count('\n'), 1);
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        QCOMPARE(object["message"_L1].toString(), message);
        QCOMPARE(object["level"_L1].toString(), u"info"_s);
        QCOMPARE(object["category"_L1].toString(), u"default"_s);
    }

    void badValueInTheEnvironmentIsNamedAsThere()
    {
        QProcessEnvironment environment;
        environment.insert(u"SKETCHROOM_PORT"_s, u"many"_s);
        const auto line = readCommandLine({}, environment);
        QVERIFY(!line);
        QVERIFY(line.error().message.contains(u"SKETCHROOM_PORT"_s));
    }
};

QTEST_GUILESS_MAIN(TestServerPieces)
#include "server_pieces.moc"
