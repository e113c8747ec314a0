// Who is let in before any room is asked: H6.

#include "server/net/access.h"

#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

const QHostAddress near(u"192.0.2.1"_s);
const QHostAddress far(u"198.51.100.1"_s);

HostOptions withToken()
{
    HostOptions options;
    options.token = u"open sesame +1"_s;
    return options;
}

RequestHead request(const QByteArray &path, const QByteArray &query = {}, const Headers &headers = {})
{
    return {"GET", path, query, headers};
}

} // namespace

class TestServerAccess final : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock;

    int statusOf(Access &access, const RequestHead &head, const QHostAddress &address = near)
    {
        const auto refused = access.refusal(head, address);
        return refused ? refused->status : 200;
    }

private Q_SLOTS:
    void aTokenIsNeeded_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<int>("status");
        const QByteArray none;
        QTest::newRow("none") << "/rooms/a"_ba << none << none << 401;
        QTest::newRow("page") << "/"_ba << none << none << 401;
        QTest::newRow("api") << "/api/rooms"_ba << none << none << 401;
        QTest::newRow("health") << "/healthz"_ba << none << none << 200;
        QTest::newRow("header") << "/rooms/a"_ba << none << "Bearer open sesame +1"_ba << 200;
        QTest::newRow("scheme in capitals") << "/rooms/a"_ba << none << "BEARER open sesame +1"_ba << 200;
        QTest::newRow("wrong") << "/rooms/a"_ba << none << "Bearer open sesame +2"_ba << 401;
        QTest::newRow("shorter") << "/rooms/a"_ba << none << "Bearer open"_ba << 401;
        QTest::newRow("other scheme") << "/rooms/a"_ba << none << "Basic open sesame +1"_ba << 401;
        QTest::newRow("query") << "/rooms/a"_ba
                               << "token=open%20sesame%20%2B1"_ba << none << 200;
        QTest::newRow("query, wrong") << "/rooms/a"_ba
                                      << "token=x"_ba << none << 401;
        QTest::newRow("other query") << "/rooms/a"_ba
                                     << "tok=open%20sesame%20%2B1"_ba << none << 401;
    }

    void aTokenIsNeeded()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, authorization);
        QFETCH(int, status);
        Access access(withToken(), m_clock);
        const Headers headers = authorization.isEmpty() ? Headers{} : Headers{{"authorization", authorization}};
        QCOMPARE(statusOf(access, request(path, query, headers)), status);
        Access open(HostOptions{}, m_clock);
        QCOMPARE(statusOf(open, request(path, query, headers)), 200);
    }

    void originsOfBrowsers_data()
    {
        QTest::addColumn<QStringList>("allowed");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << QStringList() << QByteArray() << 200;
        QTest::newRow("our own page") << QStringList() << "http://host:7538"_ba << 200;
        QTest::newRow("another port") << QStringList() << "http://host:80"_ba << 403;
        QTest::newRow("another page") << QStringList() << "https://evil.example"_ba << 403;
        QTest::newRow("a file") << QStringList() << "null"_ba << 403;
        QTest::newRow("allowed") << QStringList{u"https://good.example"_s} << "https://good.example"_ba << 200;
        QTest::newRow("not allowed") << QStringList{u"https://good.example"_s} << "https://good.example.evil"_ba << 403;
        QTest::newRow("all") << QStringList{u"*"_s} << "https://evil.example"_ba << 200;
    }

    void originsOfBrowsers()
    {
        QFETCH(QStringList, allowed);
        QFETCH(QByteArray, origin);
        QFETCH(int, status);
        HostOptions options;
        options.origins = allowed;
        options.names = {u"host"_s};
        Access access(options, m_clock);
        QCOMPARE(statusOf(access, request("/rooms/a", {}, {{"host", "Host:7538"}, {"origin", origin}})), status);
    }

    /// H6: a name that somebody else has lead here is none of this host's, though Origin and Host are the same.
    void namesOfThisHost_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("status");
        QTest::newRow("address") << "192.168.0.17:7538"_ba << 200;
        QTest::newRow("IPv6") << "[fe80::1]:7538"_ba << 200;
        QTest::newRow("localhost") << "localhost:7538"_ba << 200;
        QTest::newRow("computer") << QSysInfo::machineHostName().toLatin1().toLower() + ":7538" << 200;
        QTest::newRow("computer in its network")
            << QSysInfo::machineHostName().toLatin1().toLower() + ".lan:7538" << 200;
        QTest::newRow("its name elsewhere")
            << QSysInfo::machineHostName().toLatin1().toLower() + ".evil.example" << 403;
        QTest::newRow("name that was said") << "board.example.org"_ba << 200;
        QTest::newRow("another name") << "evil.example:7538"_ba << 403;
        QTest::newRow("longer") << "board.example.org.evil.example"_ba << 403;
    }
    void namesOfThisHost()
    {
        QFETCH(QByteArray, host);
        QFETCH(int, status);
        HostOptions options;
        options.names = {u"board.example.org"_s};
        Access access(options, m_clock);
        QCOMPARE(statusOf(access, request("/rooms/a", {}, {{"host", host}, {"origin", "http://" + host}})), status);
        // Programs say no origin, and may call the host whatever leads to it.
        QCOMPARE(statusOf(access, request("/rooms/a", {}, {{"host", host}})), 200);
    }

    void wrongGuessesSlowAnAddressDownAndNoOther()
    {
        Access access(withToken(), m_clock);
        const auto wrong = request("/rooms/a", {}, {{"authorization", "Bearer guess"}});
        const auto right = request("/rooms/a", {}, {{"authorization", "Bearer open sesame +1"}});
        for (int i = 0; i < 10; ++i)
            QCOMPARE(statusOf(access, wrong), 401);
        QCOMPARE(statusOf(access, wrong), 429);
        QCOMPARE(statusOf(access, right), 200); // whoever knows it pays for no neighbour
        QCOMPARE(statusOf(access, wrong, far), 401);
        m_clock.advance(6'000);
        QCOMPARE(statusOf(access, wrong), 401);
        QCOMPARE(statusOf(access, wrong), 429);
    }

    void whoHasNoTokenIsNotGuessing()
    {
        Access access(withToken(), m_clock);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(statusOf(access, request("/rooms/a")), 401);
    }
};

QTEST_APPLESS_MAIN(TestServerAccess)
#include "server_access.moc"
