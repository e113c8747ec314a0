#include "server/room/network.h"
#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// 1 is the owner; 2, 3 and later 5 are at one address, 4 at another, 6 at none.
class People final : public RoomFixture
{
public:
    People()
    {
        addresses = {{1, QHostAddress(u"192.0.2.1"_s)},
                     {2, QHostAddress(u"192.0.2.2"_s)},
                     {3, QHostAddress(u"::ffff:192.0.2.2"_s)},
                     {4, QHostAddress(u"192.0.2.4"_s)},
                     {5, QHostAddress(u"192.0.2.2"_s)}};
        for (const SessionId session : {1, 2, 3, 4})
            join(session);
    }
};

} // namespace

/// Who is kept out of a room, and who hears of it. Rules of PROTOCOL.md in the names.
class TestRoomBans final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void C11_networkOfAnAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("network");
        QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv4 in the clothes of IPv6") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::/64"_s;
        QTest::newRow("its neighbour") << u"2001:db8:1:2::9"_s << u"2001:db8:1:2::/64"_s;
        QTest::newRow("another line") << u"2001:db8:1:3::9"_s << u"2001:db8:1:3::/64"_s;
        QTest::newRow("this computer") << u"::1"_s << u"::1"_s;
        QTest::newRow("local network") << u"fe80::1:2%eth0"_s << u"fe80::1:2"_s;
        QTest::newRow("none") << QString() << QString();
    }
    void C11_networkOfAnAddress()
    {
        QFETCH(QString, address);
        QTEST(networkOf(QHostAddress(address)), "network");
    }

    void C11_addressIsKeptOutToo_data()
    {
        QTest::addColumn<bool>("withAddress");
        QTest::newRow("with the address") << true;
        QTest::newRow("the client alone") << false;
    }
    void C11_addressIsKeptOutToo()
    {
        QFETCH(bool, withAddress);
        People f;
        f.send(1, banOf(f, 2, withAddress));
        QCOMPARE(f.closedWith(2), int(CloseCode::Kicked));
        QCOMPARE(f.closedWith(3), 0); // who is there stays
        f.start();
        f.join(5); // from the same address
        QCOMPARE(f.closedWith(5), withAddress ? int(CloseCode::Kicked) : 0);
        f.join(4);
        QCOMPARE(f.closedWith(4), 0);
        f.join(6, "client-2"); // from elsewhere
        QCOMPARE(f.closedWith(6), int(CloseCode::Kicked));
        QCOMPARE(f.lastError(6), "forbidden"_ba);
    }

    void C11_ownersAreNotKeptOutByAnAddress()
    {
        People f;
        f.addresses[1] = f.addresses[2];
        f.send(1, banOf(f, 2, true));
        f.start();
        f.join(1);
        QCOMPARE(f.all<WelcomeMessage>(1).size(), 1);
    }

    void C11_bannedOwnerIsNoneAnyMore()
    {
        People f;
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(2), Role::Owner, {}, {}});
        f.send(1, banOf(f, 2, true));
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(1), Role::Editor, {}, {}});
        QCOMPARE(f.lastError(1), "invalid"_ba); // the last one
        f.join(5, "client-2");
        QCOMPARE(f.closedWith(5), int(CloseCode::Kicked));
    }

    void C11_whoIsBannedWhileTheyComeInIsNotLetIn()
    {
        People f;
        f.log.held = true;
        f.edit(1, 1, {f.create("a")});
        f.join(5, "client-2"); // waits for the commit
        f.send(1, banOf(f, 2, false));
        f.releaseCommit();
        f.releaseCommit();
        QVERIFY(f.all<WelcomeMessage>(5).isEmpty());
        QCOMPARE(f.closedWith(5), int(CloseCode::Kicked));
    }

    void C11_thereIsALimit()
    {
        RoomOptions options;
        options.limits.peersPerRoom = 2'000;
        options.limits.peersPerAddress = 2'000;
        RoomFixture f(options);
        f.join(1);
        for (SessionId session = 2; session <= 1'002; ++session) {
            f.join(session);
            f.send(1, banOf(f, session, false));
        }
        QCOMPARE(f.closedWith(1'001), int(CloseCode::Kicked));
        QCOMPARE(f.closedWith(1'002), 0);
        QCOMPARE(f.lastError(1), "limit"_ba);
    }

    void C12_ownersSeeWhoIsBanned()
    {
        People f;
        f.send(1, BansRequest());
        QVERIFY(f.all<BansMessage>(1).size() == 1 && f.last<BansMessage>(1).bans.isEmpty());
        const qint64 at = f.clock.wallMs();
        f.send(1, banOf(f, 2, true));
        QCOMPARE(f.last<BansMessage>(1).bans,
                 (QList<Ban>{{clientNamed("client-2"), u"client-2"_s, u"192.0.2.2"_s, at}}));
        f.clock.advance(1'000);
        f.send(1, banOf(f, 4, false));
        const QList<Ban> bans = f.last<BansMessage>(1).bans;
        QCOMPARE(bans.size(), 2);
        QCOMPARE(bans.first(), (Ban{clientNamed("client-4"), u"client-4"_s, {}, at + 1'000}));
        f.send(1, action(RoomVerb::Lock)); // nothing new about them
        QCOMPARE(f.all<BansMessage>(1).size(), 3);
        QVERIFY(f.all<BansMessage>(3).isEmpty());
    }

    void C12_nobodyElseDoes()
    {
        People f;
        f.send(3, BansRequest());
        QCOMPARE(f.lastError(3), "forbidden"_ba);
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(3), Role::Owner, {}, {}});
        f.send(3, BansRequest());
        QCOMPARE(f.all<BansMessage>(3).size(), 1);
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(3), Role::Editor, {}, {}});
        f.send(1, banOf(f, 2, true));
        QCOMPARE(f.all<BansMessage>(3).size(), 1);
    }

    void C12_liftedBanIsNoneAnyMore()
    {
        People f;
        f.send(1, banOf(f, 2, true));
        f.send(1, BansRequest());
        f.send(1, unbanOf(clientNamed("client-2")));
        QVERIFY(f.last<BansMessage>(1).bans.isEmpty());
        QCOMPARE(f.last<RoomMessage>(3).action, RoomVerb::Unban);
        f.start();
        for (const SessionId session : {2, 5}) {
            f.join(session);
            QCOMPARE(f.all<WelcomeMessage>(session).size(), 1);
        }
        f.join(1);
        f.send(1, unbanOf(clientNamed("client-2")));
        QCOMPARE(f.lastError(1), "not-found"_ba);
    }

    void C12_banThatCannotBeStoredIsTakenBack()
    {
        People f;
        f.send(1, BansRequest());
        f.log.failing = true;
        f.send(1, banOf(f, 2, true));
        QCOMPARE(f.lastError(1), "limit"_ba);
        QCOMPARE(f.all<BansMessage>(1).size(), 1);
        f.log.failing = false;
        f.join(5);
        QCOMPARE(f.all<WelcomeMessage>(5).size(), 1);
    }

private:
    static RoomActionMessage action(RoomVerb verb) { return {verb, {}, {}, {}, {}}; }
    static RoomActionMessage banOf(RoomFixture &f, SessionId session, bool withAddress)
    {
        return {RoomVerb::Ban, f.peerOf(session), {}, {}, {}, withAddress};
    }
    static RoomActionMessage unbanOf(const ClientId &client)
    {
        return {RoomVerb::Unban, {}, {}, {}, {}, false, client};
    }
};

QTEST_GUILESS_MAIN(TestRoomBans)
#include "server_roombans.moc"
