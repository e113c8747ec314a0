#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {
constexpr int frameLimit = 1 << 20;
}

/// The real server, asked by a client written from PROTOCOL.md alone. Rules in the names.
class TestServerProtocol final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>(m_folder.path());
        QVERIFY(m_server->start());
    }

    void joinEditAndSee()
    {
        ForeignClient ann(room());
        const QJsonObject welcome = ann.join("client-ann");
        QCOMPARE(welcome["role"_L1].toString(), u"owner"_s);
        QCOMPARE(welcome["seq"_L1].toInt(-1), 0);
        QCOMPARE(welcome["limits"_L1]["frame"_L1].toInt(), frameLimit);
        ForeignClient ben(room());
        QCOMPARE(ben.join("client-ben")["peers"_L1].toArray().size(), 1);
        QCOMPARE(ann.next(u"joined"_s)["peer"_L1]["peer"_L1], welcomePeer(ben));

        const QJsonObject echo = ann.edit(1, ann.create("s1"));
        QCOMPARE(echo["seq"_L1].toInt(), 1);
        QCOMPARE(echo["client"_L1].toString(), QString::fromLatin1(sketchroom::clientNamed("client-ann")));
        const QJsonObject shape = echo["ops"_L1][0]["shape"_L1].toObject();
        QCOMPARE(shape["by"_L1].toString(), QString::fromLatin1(sketchroom::clientNamed("client-ann")));
        QVERIFY(shape["made"_L1].toDouble() > 1.7e12);
        QCOMPARE(ben.nextEdit(), echo);
        QCOMPARE(ben.edit(1, ben.move("s1", 99))["seq"_L1].toInt(), 2);
        QCOMPARE(ann.nextEdit()["ops"_L1][0]["set"_L1]["box"_L1][0].toInt(), 99);
    }

    void T5_unknownTypeLeavesTheConnection()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ann.send(R"({"type":"dance"})");
        QCOMPARE(ann.next(u"error"_s)["code"_L1].toString(), u"unknown-type"_s);
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
    }

    void T7_malformedIsClosedAndNobodyElseNotices_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("code");
        QTest::newRow("no JSON") << "hello"_ba << u"bad-json"_s;
        QTest::newRow("half JSON") << R"({"type":"chat","text":"x")"_ba << u"bad-json"_s;
        QTest::newRow("nested too deep") << R"({"type":"chat","text":)"_ba + "["_ba.repeated(40) + "]"_ba.repeated(40) +
                                                '}'
                                         << u"bad-json"_s;
        QTest::newRow("not an object") << "[1]"_ba << u"bad-message"_s;
        QTest::newRow("no type") << R"({"id":1})"_ba << u"bad-message"_s;
        QTest::newRow("missing field") << R"({"type":"chat"})"_ba << u"bad-message"_s;
        QTest::newRow("wrongly typed field") << R"({"type":"chat","text":5})"_ba << u"bad-message"_s;
        QTest::newRow("number out of this world") << R"({"type":"presence","cursor":[1e999,0]})"_ba << u"bad-json"_s;
        QTest::newRow("unknown op") << R"({"type":"edit","id":1,"ops":[{"op":"fold","id":"s1"}]})"_ba
                                    << u"bad-message"_s;
        QTest::newRow("edit id 0") << R"({"type":"edit","id":0,"ops":[{"op":"delete","id":"s1"}]})"_ba
                                   << u"bad-message"_s;
        QTest::newRow("second join") << R"({"type":"join","protocol":2,"key":"k","proof":"p"})"_ba << u"bad-message"_s;
    }
    void T7_malformedIsClosedAndNobodyElseNotices()
    {
        QFETCH(QByteArray, message);
        QFETCH(QString, code);
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient eve(room());
        eve.join("client-eve");
        eve.send(message);
        const QJsonObject error = eve.next(u"error"_s);
        QCOMPARE(error["code"_L1].toString(), code);
        QVERIFY(error["message"_L1].toString().endsWith(u'.') || code == u"bad-json");
        QCOMPARE(eve.closeCode(), 4400);
        QCOMPARE(ann.next(u"left"_s)["reason"_L1].toString(), u"closed"_s);
        QCOMPARE(ann.edit(1, ann.create("s1"))["seq"_L1].toInt(), 1);
    }

    void T7_binaryMessageIsMalformed()
    {
        ForeignClient eve(room());
        eve.join("client-eve");
        eve.sendBinary("\x01\x02");
        QCOMPARE(eve.next(u"error"_s)["code"_L1].toString(), u"bad-message"_s);
        QCOMPARE(eve.closeCode(), 4400);
    }

    void T8_messageOverTheLimitIsClosed_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("just over") << frameLimit + 1;
        QTest::newRow("far over") << 5 * frameLimit;
    }
    void T8_messageOverTheLimitIsClosed()
    {
        QFETCH(int, bytes);
        ForeignClient eve(room());
        eve.join("client-eve");
        eve.send(QByteArray(bytes, 'x'));
        QCOMPARE(eve.closeCode(), 1009);
    }

    void T8_messageAtTheLimitIsTaken()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        const QByteArray head = R"({"type":"chat","text":"hello","more":)"_ba + '"';
        ann.send(head + QByteArray(frameLimit - head.size() - 2, 'x') + "\"}");
        QCOMPARE(ann.next(u"chat"_s)["text"_L1].toString(), u"hello"_s);
    }

    void T9_anythingBeforeTheJoinIsMalformed()
    {
        ForeignClient eve(room());
        QVERIFY(eve.waitOpen());
        eve.send(R"({"type":"chat","text":"hello"})");
        QCOMPARE(eve.closeCode(), 4400);
    }

    void J2_replaced()
    {
        ForeignClient older(room());
        older.join("client-ann");
        ForeignClient newer(room());
        newer.join("client-ann");
        QCOMPARE(older.closeCode(), 4409);
        QCOMPARE(newer.edit(1, newer.create("s1"))["seq"_L1].toInt(), 1);
    }

    void J9_resumeByTailAndBySnapshot()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient ben(room());
        const QByteArray epoch = ben.join("client-ben")["epoch"_L1].toString().toLatin1();
        ann.edit(1, ann.create("s1"));
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), 1);
        ben.hangUp();
        ann.edit(2, ann.create("s2"));
        ann.edit(3, ann.move("s1", 7));

        ForeignClient back(room());
        QJsonObject welcome = back.join("client-ben", R"(,"resume":{"epoch":")" + epoch + R"(","seq":1})");
        QCOMPARE(welcome["sync"_L1].toString(), u"tail"_s);
        QCOMPARE(welcome["seq"_L1].toInt(), 3);
        QCOMPARE(back.nextEdit()["seq"_L1].toInt(), 2);
        QCOMPARE(back.nextEdit()["seq"_L1].toInt(), 3);
        back.hangUp();

        ForeignClient stranger(room());
        welcome = stranger.join("client-cat", R"(,"resume":{"epoch":"another","seq":1})");
        QCOMPARE(welcome["sync"_L1].toString(), u"snapshot"_s);
        QCOMPARE(stranger.shapes.size(), 2);
        QCOMPARE(stranger.shapes[0]["box"_L1][0].toInt() + stranger.shapes[1]["box"_L1][0].toInt(), 8);
    }

    void J10_snapshotOfManyFramesArrivesWhole()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        for (int edit = 1; edit <= 8; ++edit) {
            QByteArray ops;
            for (int i = 0; i < 1'000; ++i)
                ops += ann.create(QByteArray::number(edit) + '-' + QByteArray::number(i)) + ',';
            QCOMPARE(ann.edit(edit, ops.chopped(1))["seq"_L1].toInt(), edit);
        }
        ForeignClient late(room());
        late.join("client-late");
        QCOMPARE(late.shapes.size(), 8'000);
        QCOMPARE(late.edit(1, late.move("1-0", 5))["seq"_L1].toInt(), 9);
    }

    void E6_repeatIsIgnored()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ann.edit(5, ann.create("s1"));
        ann.sendEdit(5, ann.create("s2"));
        QCOMPARE(ann.edit(6, ann.create("s3"))["seq"_L1].toInt(), 2);
        ann.hangUp();
        ForeignClient again(room());
        QCOMPARE(again.join("client-ann")["lastEdit"_L1].toInt(), 6);
        QCOMPARE(again.shapes.size(), 2);
    }

    void E12_rejects_data()
    {
        QTest::addColumn<QByteArray>("ops");
        QTest::addColumn<QString>("code");
        const QByteArray many = ForeignClient::move("s1", 1) + ',';
        QTest::newRow("opacity out of range") << R"({"op":"update","id":"s1","set":{"opacity":2}})"_ba << u"invalid"_s;
        QTest::newRow("unknown register") << R"({"op":"update","id":"s1","set":{"glow":1}})"_ba << u"invalid"_s;
        QTest::newRow("register of another kind")
            << R"({"op":"update","id":"s1","set":{"points":[1,2]}})"_ba << u"invalid"_s;
        QTest::newRow("wrong type in a register")
            << R"({"op":"update","id":"s1","set":{"box":"here"}})"_ba << u"invalid"_s;
        QTest::newRow("no lawful id") << R"({"op":"create","shape":{"id":"a b","kind":"rect"}})"_ba << u"invalid"_s;
        QTest::newRow("unknown kind") << R"({"op":"create","shape":{"id":"x","kind":"cube"}})"_ba << u"invalid"_s;
        QTest::newRow("no ops") << ""_ba << u"invalid"_s;
        QTest::newRow("gone") << ForeignClient::move("s9", 1) << u"gone"_s;
        QTest::newRow("exists") << ForeignClient::create("s1") << u"exists"_s;
        QTest::newRow("conflict") << R"({"op":"append","id":"l1","at":4,"points":[1,2]})"_ba << u"conflict"_s;
        QTest::newRow("too many ops") << many.repeated(1'001).chopped(1) << u"limit"_s;
        QTest::newRow("text too long") << R"({"op":"update","id":"s1","set":{"text":)"_ba + '"' +
                                              QByteArray(20001, 'x') + "\"}}"
                                       << u"limit"_s;
        QTest::newRow("too many points") << R"({"op":"append","id":"l1","at":0,"points":[)"_ba +
                                                "1,2,"_ba.repeated(30'001).chopped(1) + "]}"
                                         << u"limit"_s;
    }
    void E12_rejects()
    {
        QFETCH(QByteArray, ops);
        QFETCH(QString, code);
        ForeignClient ann(room());
        ann.join("client-ann");
        ann.edit(1, ann.create("s1") + R"(,{"op":"create","shape":{"id":"l1","kind":"line"}})");
        ann.sendEdit(2, ops);
        const QJsonObject reject = ann.next(u"reject"_s);
        QCOMPARE(reject["id"_L1].toInt(), 2);
        QCOMPARE(reject["code"_L1].toString(), code);
        QVERIFY(reject["message"_L1].toString().endsWith(u'.'));
        QCOMPARE(ann.edit(3, ann.create("s2"))["seq"_L1].toInt(), 2);
    }

    void E14_viewerAndLockedRoom()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient ben(room());
        ben.join("client-ben");
        const QByteArray peer = welcomePeer(ben).toString().toLatin1();
        ann.send(R"({"type":"room","action":"role","peer":")" + peer + R"(","role":"viewer"})");
        QCOMPARE(ben.next(u"room"_s)["role"_L1].toString(), u"viewer"_s);
        ben.sendEdit(1, ben.create("s1"));
        QCOMPARE(ben.next(u"reject"_s)["code"_L1].toString(), u"forbidden"_s);
        ann.send(R"({"type":"room","action":"role","peer":")" + peer + R"(","role":"editor"})");
        ann.send(R"({"type":"room","action":"lock"})");
        QVERIFY(!ben.next(u"room"_s)["room"_L1]["locked"_L1].toBool());
        QVERIFY(ben.next(u"room"_s)["room"_L1]["locked"_L1].toBool());
        ben.sendEdit(2, ben.create("s1"));
        QCOMPARE(ben.next(u"reject"_s)["code"_L1].toString(), u"locked"_s);
        ben.send(R"({"type":"room","action":"unlock"})");
        QCOMPARE(ben.next(u"error"_s)["code"_L1].toString(), u"forbidden"_s);
    }

    void C3_kickAndSecret()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient ben(room());
        ben.join("client-ben");
        ann.send(R"({"type":"room","action":"kick","peer":")" + welcomePeer(ben).toString().toLatin1() + R"("})");
        QCOMPARE(ben.closeCode(), 4403);
        ann.send(R"({"type":"room","action":"secret","secret":"melon"})");
        QCOMPARE(ann.next(u"room"_s)["action"_L1].toString(), u"kick"_s);
        QVERIFY(!ann.next(u"room"_s).isEmpty());
        ForeignClient eve(room());
        QVERIFY(eve.waitOpen());
        eve.sendJoin("client-eve", R"(,"secret":"lemon")");
        QCOMPARE(eve.closeCode(), 4401);
        ForeignClient cat(room());
        QCOMPARE(cat.join("client-cat", R"(,"secret":"melon")")["role"_L1].toString(), u"editor"_s);
    }

    void C11_bansByAddressAreSeenAndLifted()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient eve(room());
        eve.join("client-eve");
        ann.send(R"({"type":"bans"})");
        QVERIFY(ann.next(u"bans"_s)["bans"_L1].toArray().isEmpty());
        ann.send(R"({"type":"room","action":"ban","address":true,"peer":")" + welcomePeer(eve).toString().toLatin1() +
                 R"("})");
        QCOMPARE(eve.closeCode(), 4403);
        const QJsonObject ban = ann.next(u"bans"_s)["bans"_L1][0].toObject();
        QCOMPARE(ban["client"_L1].toString(), QString::fromLatin1(sketchroom::clientNamed("client-eve")));
        QCOMPARE(ban["address"_L1].toString(), u"127.0.0.1"_s);
        ForeignClient alias(room());
        QVERIFY(alias.waitOpen());
        alias.sendJoin("client-new");
        QCOMPARE(alias.closeCode(), 4403);
        ann.send(R"({"type":"room","action":"unban","client":")" + sketchroom::clientNamed("client-eve") + R"("})");
        QVERIFY(ann.next(u"bans"_s)["bans"_L1].toArray().isEmpty());
        ForeignClient back(room());
        QVERIFY(!back.join("client-new").isEmpty());
    }

    void P2_presenceReachesTheOthers()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ForeignClient ben(room());
        ben.join("client-ben");
        ann.send(R"({"type":"presence","cursor":[3,4],"selection":["s1"],"tool":"pen"})");
        const QJsonObject peers = ben.next(u"presence"_s)["peers"_L1].toObject();
        QCOMPARE(peers.size(), 1);
        QCOMPARE(peers.begin().value()["cursor"_L1][1].toInt(), 4);
        ann.send(R"({"type":"presence","cursor":null})");
        const QJsonObject later = ben.next(u"presence"_s)["peers"_L1].toObject();
        QVERIFY(later.begin().value()["cursor"_L1].isNull());
    }

    void C10_history()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        for (int id = 1; id <= 3; ++id)
            ann.edit(id, ann.create("s" + QByteArray::number(id)));
        ann.send(R"({"type":"history","from":2,"to":50})");
        const QJsonObject history = ann.next(u"history"_s);
        QCOMPARE(history["edits"_L1].toArray().size(), 2);
        QCOMPARE(history["to"_L1].toInt(), 3);
        QVERIFY(history["done"_L1].toBool());
    }

    void roomsAreManyAndDoNotMix()
    {
        ForeignClient inOne(room());
        inOne.join("client-ann");
        ++m_room;
        ForeignClient inOther(room());
        inOther.join("client-ann"); // the same client in another room replaces nothing
        inOne.edit(1, inOne.create("s1"));
        QCOMPARE(inOther.edit(1, inOther.create("s1"))["seq"_L1].toInt(), 1);
        QVERIFY(inOne.isOpen());
    }

    void T2_pathsAreCheckedBeforeTheUpgrade_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("capital letters") << "/rooms/Room"_ba
                                         << "400"_ba;
        QTest::newRow("no name") << "/rooms/"_ba
                                 << "400"_ba;
        QTest::newRow("too long") << "/rooms/" + QByteArray(64, 'a') << "400"_ba;
        QTest::newRow("deeper") << "/rooms/a/b"_ba
                                << "400"_ba;
        QTest::newRow("escaped") << "/rooms/a%20b"_ba
                                 << "400"_ba;
        QTest::newRow("elsewhere") << "/boards/a"_ba
                                   << "404"_ba;
        QTest::newRow("good") << "/rooms/" + QByteArray(63, 'a') << "101"_ba;
    }
    void T2_pathsAreCheckedBeforeTheUpgrade()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, status);
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server->port());
        socket.write("GET " + path +
                     " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_VERIFY(socket.canReadLine());
        QCOMPARE(socket.readLine().split(' ').value(1), status);
    }

    void T3_headsThatAreNoneAreRefused()
    {
        QVERIFY(m_server->raw("\x16\x03\x01 this is TLS\r\n\r\n").startsWith("HTTP/1.1 400 "));
        QVERIFY(m_server->raw("GET / HTTP/1.1\r\nX: " + QByteArray(20'000, 'x')).startsWith("HTTP/1.1 431 "));
        QVERIFY(
            m_server->raw("GET / HTTP/1.1\r\nX: " + QByteArray(8'200, 'x') + "\r\n\r\n").startsWith("HTTP/1.1 431 "));
        QVERIFY(
            m_server->raw("GET / HTTP/1.1\r\nX: " + QByteArray(8'100, 'x') + "\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }

    void H1_http()
    {
        ForeignClient ann(room());
        ann.join("client-ann");
        ann.edit(1, ann.create("s1"));
        ann.send(R"({"type":"room","action":"title","title":"<b>Plan</b>"})");
        QVERIFY(!ann.next(u"room"_s).isEmpty());
        const QByteArray name = "r" + QByteArray::number(m_room);

        const QByteArray health = m_server->get("/healthz");
        QVERIFY(health.startsWith("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(bodyOf(health).object()["status"_L1].toString(), u"ok"_s);
        QCOMPARE(bodyOf(health).object()["people"_L1].toInt(), 1);

        // H2
        const QJsonObject one = bodyOf(m_server->get("/api/rooms/" + name)).object();
        QCOMPARE(one["people"_L1].toInt(), 1);
        QCOMPARE(one["shapes"_L1].toInt(), 1);
        QVERIFY(bodyOf(m_server->get("/api/rooms")).array().contains(one));

        // H3
        const QByteArray page = m_server->get("/");
        QVERIFY(page.contains("&lt;b&gt;Plan&lt;/b&gt;"));
        QVERIFY(page.contains(QByteArray("ws://board.example:7538/rooms/").append(name).append('<')));
        const QByteArray head = m_server->get("/", "HEAD");
        QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(head.endsWith("\r\n\r\n"));

        // H4, H2
        QVERIFY(m_server->get("/nowhere").startsWith("HTTP/1.1 404 "));
        QVERIFY(m_server->get("/api/rooms/nowhere").startsWith("HTTP/1.1 404 "));
        QVERIFY(m_server->get("/api/rooms/Bad").startsWith("HTTP/1.1 400 "));
        QVERIFY(m_server->get("/api/rooms", "DELETE").startsWith("HTTP/1.1 405 "));
        QVERIFY(m_server->raw("POST /healthz HTTP/1.1\r\nContent-Length: 500000\r\n\r\n" + QByteArray(500'000, 'x'))
                    .startsWith("HTTP/1.1 405 "));
        const QByteArray twice = QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").repeated(2);
        QCOMPARE(m_server->raw(twice).count("HTTP/1.1 "), 1);
    }

    void H5_lobbyPushesTheRooms()
    {
        ForeignClient lobby(m_server->url(u"/lobby"_s));
        QVERIFY(!lobby.next(u"rooms"_s).isEmpty());
        ForeignClient ann(room());
        ann.join("client-ann");
        const QString name = "r"_L1 + QString::number(m_room);
        // Lists that were on their way already may come first.
        const auto comesToShow = [&](int people) {
            for (QJsonObject list = lobby.next(u"rooms"_s); !list.isEmpty(); list = lobby.next(u"rooms"_s)) {
                for (const auto entry : list["rooms"_L1].toArray()) {
                    if (entry["id"_L1].toString() == name && entry["people"_L1].toInt() == people)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(comesToShow(1));
        ann.hangUp();
        QVERIFY(comesToShow(0));
        lobby.send(R"({"type":"chat","text":"x"})");
        QCOMPARE(lobby.next(u"error"_s)["code"_L1].toString(), u"unknown-type"_s);
        QVERIFY(lobby.isOpen());
    }

    void init() { ++m_room; }

private:
    /// A room of this test's own.
    QUrl room() const { return m_server->url(u"/rooms/r%1"_s.arg(m_room)); }
    /// The peer id of a client that is the last one who joined.
    QJsonValue welcomePeer(ForeignClient &client)
    {
        client.send(R"({"type":"chat","text":"who am I?"})");
        return client.next(u"chat"_s)["peer"_L1];
    }
    static QJsonDocument bodyOf(const QByteArray &answer)
    {
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    int m_room = 0;
};

QTEST_GUILESS_MAIN(TestServerProtocol)
#include "server_protocol.moc"
