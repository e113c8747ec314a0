// Who is behind a proxy: --trusted-proxies, and what stands before a path: --base-path.

#include "server/config/commandline.h"
#include "server/http/router.h"
#include "server/net/proxies.h"
#include "server/net/proxyheader.h"

#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

QByteArray proxyHeader(int command, int family, const QByteArray &rest)
{
    return "\r\n\r\n\0\r\nQUIT\n"_ba + char(command) + char(family) + char(rest.size() >> 8) +
           char(rest.size() & 0xff) + rest;
}

QByteArray proxyHeader(int command, int family, const Q_IPV6ADDR &source, const QByteArray &rest)
{
    return proxyHeader(command, family, QByteArray(reinterpret_cast<const char *>(source.c), sizeof source.c) + rest);
}

RequestHead request(const QByteArray &path, const Headers &headers = {})
{
    return {"GET", path, {}, headers};
}

} // namespace

class TestServerProxies final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressIsThatOfTheLastWhoIsNoProxy_data()
    {
        QTest::addColumn<QString>("direct");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<QString>("address");
        const auto by = [](const QByteArray &list) { return Headers{{"x-forwarded-for", list}}; };
        QTest::newRow("no proxy") << u"198.51.100.1"_s << Headers{} << u"198.51.100.1"_s;
        QTest::newRow("somebody who says so") << u"198.51.100.1"_s << by("192.0.2.9") << u"198.51.100.1"_s;
        QTest::newRow("a proxy that does not tell") << u"10.0.0.1"_s << Headers{} << u"10.0.0.1"_s;
        QTest::newRow("a proxy") << u"10.0.0.1"_s << by("192.0.2.9") << u"192.0.2.9"_s;
        QTest::newRow("a proxy in the clothes of IPv6") << u"::ffff:10.0.0.1"_s << by("192.0.2.9") << u"192.0.2.9"_s;
        QTest::newRow("one who lies to the proxy") << u"10.0.0.1"_s << by("203.0.113.5, 192.0.2.9") << u"192.0.2.9"_s;
        QTest::newRow("two proxies") << u"10.0.0.1"_s << by("203.0.113.5, 192.0.2.9, 10.2.3.4") << u"192.0.2.9"_s;
        QTest::newRow("two headers") << u"10.0.0.1"_s
                                     << Headers{{"x-forwarded-for", "203.0.113.5"}, {"x-forwarded-for", "192.0.2.9"}}
                                     << u"192.0.2.9"_s;
        QTest::newRow("with a port") << u"10.0.0.1"_s << by("192.0.2.9:4711") << u"192.0.2.9"_s;
        QTest::newRow("IPv6") << u"10.0.0.1"_s << by("2001:db8::9") << u"2001:db8::9"_s;
        QTest::newRow("IPv6 with a port") << u"10.0.0.1"_s << by("[2001:db8::9]:4711") << u"2001:db8::9"_s;
        QTest::newRow("what cannot be read") << u"10.0.0.1"_s << by("192.0.2.9, unknown") << u"10.0.0.1"_s;
        QTest::newRow("nobody but proxies") << u"10.0.0.1"_s << by("10.9.9.9") << u"10.9.9.9"_s;
    }
    void addressIsThatOfTheLastWhoIsNoProxy()
    {
        QFETCH(const QString, direct);
        QFETCH(const Headers, headers);
        QFETCH(const QString, address);
        const Proxies proxies({u"10.0.0.0/8"_s, u"::1"_s});
        const Requester known = proxies.requester(request("/", headers), {QHostAddress(direct), false});
        QCOMPARE(known.address, QHostAddress(address));
    }

    void onlyAProxyIsBelievedThatItWasEncrypted()
    {
        const Proxies proxies({u"10.0.0.1"_s});
        const RequestHead head = request("/", {{"x-forwarded-proto", "https"}});
        const RequestHead plain = request("/", {{"x-forwarded-proto", "http"}});
        QVERIFY(proxies.requester(head, {QHostAddress(u"10.0.0.1"_s), false}).isEncrypted);
        QVERIFY(!proxies.requester(head, {QHostAddress(u"10.0.0.2"_s), false}).isEncrypted);
        QVERIFY(!proxies.requester(plain, {QHostAddress(u"10.0.0.1"_s), true}).isEncrypted);
        QVERIFY(proxies.requester(plain, {QHostAddress(u"10.0.0.2"_s), true}).isEncrypted);
    }

    void aProxySaysWhomItConnects_data()
    {
        using State = ProxyHeader::State;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("address");
        const QByteArray ipv4 = proxyHeader(0x21, 0x11, "\xc0\x00\x02\x09\x0a\x00\x00\x01\x12\x34\x1d\x72"_ba);
        const QByteArray ipv6 =
            proxyHeader(0x21, 0x21, QHostAddress(u"2001:db8::9"_s).toIPv6Address(), QByteArray(20, '\0'));
        QTest::newRow("IPv4") << ipv4 << int(State::Complete) << u"192.0.2.9"_s;
        QTest::newRow("IPv6") << ipv6 << int(State::Complete) << u"2001:db8::9"_s;
        QTest::newRow("more in it") << proxyHeader(0x21, 0x11, ipv4.sliced(16) + "more") << int(State::Complete)
                                    << u"192.0.2.9"_s;
        QTest::newRow("for itself") << proxyHeader(0x20, 0x00, {}) << int(State::Complete) << QString();
        QTest::newRow("another family") << proxyHeader(0x21, 0x31, QByteArray(216, 'x')) << int(State::Complete)
                                        << QString();
        QTest::newRow("half") << ipv4.chopped(1) << int(State::Incomplete) << QString();
        QTest::newRow("the beginning") << ipv4.first(7) << int(State::Incomplete) << QString();
        QTest::newRow("nothing yet") << QByteArray() << int(State::Incomplete) << QString();
        QTest::newRow("too short for an address")
            << proxyHeader(0x21, 0x11, "abc") << int(State::Malformed) << QString();
        QTest::newRow("another version") << proxyHeader(0x11, 0x11, ipv4.sliced(16)) << int(State::Malformed)
                                         << QString();
        QTest::newRow("a request") << "GET / HTTP/1.1\r\n\r\n"_ba << int(State::None) << QString();
        QTest::newRow("encryption") << "\x16\x03\x01"_ba << int(State::None) << QString();
    }
    void aProxySaysWhomItConnects()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, state);
        QFETCH(const QString, address);
        const ProxyHeader header =
            readProxyHeader(QByteArray(bytes + (state == int(ProxyHeader::State::Complete) ? "GET" : "")));
        QCOMPARE(int(header.state), state);
        QCOMPARE(header.bytes, state == int(ProxyHeader::State::Complete) ? bytes.size() : 0);
        QCOMPARE(header.address, QHostAddress(address));
    }

    void theBasePathIsTakenOff_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QByteArray>("base");
        QTest::newRow("a room") << "/draw/rooms/x"_ba
                                << "/rooms/x"_ba
                                << "/draw"_ba;
        QTest::newRow("the page") << "/draw/"_ba
                                  << "/"_ba
                                  << "/draw"_ba;
        QTest::newRow("the page, in short") << "/draw"_ba
                                            << "/"_ba
                                            << "/draw"_ba;
        QTest::newRow("without the proxy") << "/healthz"_ba
                                           << "/healthz"_ba
                                           << ""_ba;
        QTest::newRow("something like it") << "/drawing/rooms/x"_ba
                                           << "/drawing/rooms/x"_ba
                                           << ""_ba;
    }
    void theBasePathIsTakenOff()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, rest);
        QFETCH(const QByteArray, base);
        RequestHead head = request(path);
        head.takeBasePath("/draw");
        QCOMPARE(head.path, rest);
        QCOMPARE(head.basePath, base);
    }

    void thePageSaysHowTheHostIsReached()
    {
        RequestHead head = request("/draw/", {{"host", "board.example"}});
        head.takeBasePath("/draw");
        head.isEncrypted = true;
        const QByteArray page = answer(head, {{"plan", u"Plan"_s, false, 1, 2, 3}}).body;
        QVERIFY(page.contains("wss://board.example:443/draw/rooms/plan<"));
        QVERIFY(page.contains("\"/draw/api/rooms\""));
        const QByteArray plain = answer(request("/", {{"host", "[::1]:7538"}}), {}).body;
        QVERIFY(plain.contains("ws://[::1]:7538<"));
        QVERIFY2(plain.contains("\"api/rooms\""), "so that it holds below any path");
    }

    void optionsThatCannotBeAreRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<bool>("good");
        QTest::newRow("an address") << u"--trusted-proxies=10.0.0.1"_s << true;
        QTest::newRow("networks") << u"--trusted-proxies=10.0.0.0/8, fd00::/8"_s << true;
        QTest::newRow("a name") << u"--trusted-proxies=proxy"_s << false;
        QTest::newRow("a path") << u"--base-path=/draw/here"_s << true;
        QTest::newRow("a path with a slash at its end") << u"--base-path=/draw/"_s << true;
        QTest::newRow("no path") << u"--base-path=draw"_s << false;
        QTest::newRow("a path with a blank") << u"--base-path=/my draw"_s << false;
        QTest::newRow("plain") << u"--allow-plain=yes"_s << true;
    }
    void optionsThatCannotBeAreRefused()
    {
        QFETCH(const QString, option);
        QFETCH(const bool, good);
        const auto line = readCommandLine({option}, {});
        QCOMPARE(bool(line), good);
        if (good && option.contains(u"draw/"_s) && !option.contains(u"here"_s))
            QCOMPARE(line->options.basePath, u"/draw"_s);
    }
};

QTEST_GUILESS_MAIN(TestServerProxies)
#include "server_proxies.moc"
