#include "app/rooms/address.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestAddress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleTypeIsUnderstood_data();
    void whatPeopleTypeIsUnderstood();
    void whatIsNoAddressIsRefusedWithASentence_data();
    void whatIsNoAddressIsRefusedWithASentence();
    void urlsAreThoseOfTheProtocol();
    void hostTextCanBeTypedAgain_data();
    void hostTextCanBeTypedAgain();
    void wordsBecomeRoomIds_data();
    void wordsBecomeRoomIds();
    void suggestionsAreRoomIds();
};

void TestAddress::whatPeopleTypeIsUnderstood_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("room");
    QTest::addColumn<bool>("secure");

    QTest::newRow("host") << u"example.org"_s << u"example.org"_s << 7538 << ""_ba << false;
    QTest::newRow("host with space around it") << u"  example.org\n"_s << u"example.org"_s << 7538 << ""_ba << false;
    QTest::newRow("host and port") << u"example.org:9000"_s << u"example.org"_s << 9000 << ""_ba << false;
    QTest::newRow("localhost and port") << u"localhost:7538"_s << u"localhost"_s << 7538 << ""_ba << false;
    QTest::newRow("IPv4") << u"192.168.0.5"_s << u"192.168.0.5"_s << 7538 << ""_ba << false;
    QTest::newRow("IPv4 and port") << u"192.168.0.5:80"_s << u"192.168.0.5"_s << 80 << ""_ba << false;
    QTest::newRow("IPv6") << u"::1"_s << u"::1"_s << 7538 << ""_ba << false;
    QTest::newRow("IPv6 in brackets") << u"[fe80::2]"_s << u"fe80::2"_s << 7538 << ""_ba << false;
    QTest::newRow("IPv6 and port") << u"[::1]:9000"_s << u"::1"_s << 9000 << ""_ba << false;
    QTest::newRow("room without scheme") << u"example.org/rooms/plan"_s << u"example.org"_s << 7538 << "plan"_ba
                                         << false;
    QTest::newRow("room") << u"ws://10.0.0.2:7538/rooms/plan-2"_s << u"10.0.0.2"_s << 7538 << "plan-2"_ba << false;
    QTest::newRow("room on IPv6") << u"ws://[::1]:9000/rooms/x"_s << u"::1"_s << 9000 << "x"_ba << false;
    QTest::newRow("secure room") << u"wss://example.org/rooms/x/"_s << u"example.org"_s << 7538 << "x"_ba << true;
    QTest::newRow("the host's page") << u"http://example.org:7538/"_s << u"example.org"_s << 7538 << ""_ba << false;
    QTest::newRow("lobby") << u"ws://example.org/lobby"_s << u"example.org"_s << 7538 << ""_ba << false;
}

void TestAddress::whatPeopleTypeIsUnderstood()
{
    QFETCH(QString, typed);
    const auto address = parseAddress(typed);
    QVERIFY2(address, qPrintable(address ? QString() : address.error().message));
    QTEST(address->host, "host");
    QTEST(int(address->port), "port");
    QTEST(address->room, "room");
    QTEST(address->secure, "secure");
}

void TestAddress::whatIsNoAddressIsRefusedWithASentence_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << u"   "_s;
    QTest::newRow("words") << u"my nice host"_s;
    QTest::newRow("port is no number") << u"host:port"_s;
    QTest::newRow("port is too high") << u"host:70000"_s;
    QTest::newRow("port 0") << u"host:0"_s;
    QTest::newRow("other scheme") << u"ftp://host/rooms/x"_s;
    QTest::newRow("no host") << u"ws:///rooms/x"_s;
    QTest::newRow("other path") << u"ws://host/board/x"_s;
    QTest::newRow("capital letters in the room") << u"ws://host/rooms/Plan"_s;
    QTest::newRow("room too long") << QString(u"ws://host/rooms/"_s + QString(64, u'a'));
    QTest::newRow("line end in the token") << u"ws://host/rooms/x?token=a%0d%0ab"_s;
    QTest::newRow("broken IPv6") << u"[::1:7538"_s;
}

void TestAddress::whatIsNoAddressIsRefusedWithASentence()
{
    QFETCH(QString, typed);
    const auto address = parseAddress(typed);
    QVERIFY(!address);
    QCOMPARE(address.error().code, ErrorCode::Invalid);
    QVERIFY2(address.error().message.endsWith(u'.'), qPrintable(address.error().message));
}

void TestAddress::urlsAreThoseOfTheProtocol()
{
    const auto address = parseAddress(u"[::1]:9000/rooms/plan?token=s"_s);
    QVERIFY(address);
    QCOMPARE(address->roomUrl().toString(), u"ws://[::1]:9000/rooms/plan"_s);
    QCOMPARE(address->lobbyUrl().toString(), u"ws://[::1]:9000/lobby"_s);
    const auto behindAProxy = parseAddress(u"wss://example.org:443/draw/rooms/plan"_s);
    QVERIFY(behindAProxy);
    QCOMPARE(behindAProxy->room, "plan"_ba);
    QCOMPARE(behindAProxy->roomUrl().toString(), u"wss://example.org:443/draw/rooms/plan"_s);
    QCOMPARE(behindAProxy->lobbyUrl().toString(), u"wss://example.org:443/draw/lobby"_s);
    QVERIFY(parseAddress(behindAProxy->shortText()).value() == *behindAProxy);
    QVERIFY2(address->token == u"s", "which goes into headers, not into addresses that are shown and logged");
}

void TestAddress::hostTextCanBeTypedAgain_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("host") << u"example.org"_s;
    QTest::newRow("host and port") << u"example.org:9000"_s;
    QTest::newRow("IPv6") << u"fe80::2"_s;
    QTest::newRow("IPv6 and port") << u"[fe80::2]:9000"_s;
    QTest::newRow("below a path") << u"wss://example.org/draw/lobby"_s;
    QTest::newRow("encrypted host") << u"wss://example.org"_s;
    QTest::newRow("encrypted IPv6 and port") << u"wss://[fe80::2]:9000"_s;
}

void TestAddress::hostTextCanBeTypedAgain()
{
    QFETCH(QString, typed);
    const auto address = parseAddress(typed);
    QVERIFY(address);
    QCOMPARE(address->hostText(), typed);
}

void TestAddress::wordsBecomeRoomIds_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("is one already") << u"plan-2"_s << "plan-2"_ba;
    QTest::newRow("words") << u"  My Plan, 2! "_s << "my-plan-2"_ba;
    QTest::newRow("accents") << u"Café Été"_s << "cafe-ete"_ba;
    QTest::newRow("nothing usable") << u"—!"_s << ""_ba;
    QTest::newRow("too long") << QString(80, u'x') << QByteArray(63, 'x');
}

void TestAddress::wordsBecomeRoomIds()
{
    QFETCH(QString, words);
    QTEST(roomIdFrom(words), "id");
}

void TestAddress::suggestionsAreRoomIds()
{
    Random random(7);
    for (int i = 0; i < 200; ++i)
        QVERIFY(isValidRoomId(suggestedRoomId(random)));
}

QTEST_GUILESS_MAIN(TestAddress)
#include "shell_address.moc"
