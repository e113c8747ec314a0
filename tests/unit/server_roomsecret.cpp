#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// A room's secret, and what may happen while it is hashed or checked. Rules of PROTOCOL.md in the names.
class TestRoomSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J5_rightSecretIsNeeded()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(2);
        QCOMPARE(f.lastError(2), "secret"_ba);
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
        knock(f, 3, u"lemon"_s);
        QCOMPARE(f.closedWith(3), int(CloseCode::Secret));
        knock(f, 4, u"melon"_s);
        QCOMPARE(f.all<WelcomeMessage>(4).size(), 1);
    }

    void J5_nobodyInTheRoomWaitsForACheck()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        f.hasher.held = true;
        knock(f, 2, u"lemon"_s);
        QVERIFY(f.all<WelcomeMessage>(2).isEmpty());
        f.edit(1, 1, {f.create("a")});
        QCOMPARE(f.edits(1).size(), 1);
        QCOMPARE(f.closedWith(2), 0);
        f.releaseHash();
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
    }

    void J5_whoComesWithTheSameSecretWaitsForOneCheck()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.held = true;
        for (SessionId session = 2; session <= 20; ++session)
            knock(f, session, session % 2 ? u"melon"_s : u"lemon"_s);
        QCOMPARE(f.hasher.underWay(), 1); // one at a time
        f.releaseHash();
        QCOMPARE(f.hasher.underWay(), 1);
        f.releaseHash();
        QCOMPARE(f.hasher.underWay(), 0);
        for (SessionId session = 2; session <= 20; ++session) {
            QCOMPARE(f.all<WelcomeMessage>(session).size(), session % 2);
            QCOMPARE(f.closedWith(session), session % 2 ? 0 : int(CloseCode::Secret));
        }
    }

    void J5_secretThatWasRightIsKnownAgain()
    {
        RoomFixture f;
        makeSecretRoom(f);
        knock(f, 2, u"melon"_s);
        const int asked = f.hasher.asked;
        knock(f, 3, u"melon"_s);
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
        QCOMPARE(f.hasher.asked, asked);
        knock(f, 4, u"melon2"_s);
        QCOMPARE(f.closedWith(4), int(CloseCode::Secret));
        // Not after it has been changed.
        f.join(1, withSecret("client-1", u"melon"_s));
        f.send(1, wish(u"pear"_s));
        knock(f, 5, u"melon"_s);
        QCOMPARE(f.closedWith(5), int(CloseCode::Secret));
    }

    void J5_whoLeavesWhileTheSecretIsCheckedIsForgotten()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.held = true;
        knock(f, 2, u"melon"_s);
        f.room->close(2, Room::LeaveReason::Closed);
        QVERIFY(!f.room->isIdle()); // it must not leave memory now
        f.releaseHash();
        QVERIFY(f.all<WelcomeMessage>(2).isEmpty());
        QVERIFY(f.room->isIdle());
    }

    void J5_roomMayEndWhileASecretIsChecked()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.held = true;
        knock(f, 2, u"melon"_s);
        f.room->stop(1'000);
        f.collect();
        QCOMPARE(f.closedWith(2), int(CloseCode::Stopping));
        f.releaseHash();
        QVERIFY(f.all<WelcomeMessage>(2).isEmpty());
        knock(f, 3, u"pear"_s);
        f.room.reset();
        f.hasher.release();
        QCOMPARE(f.closedWith(3), 0);
    }

    void J5_whoWaitsWhileTheSecretIsChangedNeedsTheNewOne()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        f.hasher.held = true;
        knock(f, 2, u"lemon"_s);
        f.send(1, wish(u"pear"_s));
        knock(f, 3, u"pear"_s);
        knock(f, 4, u"lime"_s);
        f.hasher.held = false;
        f.collect();
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
        QCOMPARE(f.closedWith(4), int(CloseCode::Secret));
        knock(f, 5, u"melon"_s);
        QCOMPARE(f.closedWith(5), int(CloseCode::Secret));
    }

    void J5_whoWaitsWhileTheSecretIsRemovedIsLetIn()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        f.hasher.held = true;
        knock(f, 2, u"lemon"_s);
        knock(f, 3, u"lime"_s);
        f.send(1, wish({}));
        f.releaseHash();
        for (const SessionId session : {2, 3})
            QCOMPARE(f.all<WelcomeMessage>(session).size(), 1);
        QCOMPARE(f.hasher.underWay(), 0);
    }

    void H6_onlyAWrongSecretIsAGuess()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        f.join(2, withSecret("client-2", {}));
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
        // A client joins without one to learn that it is needed.
        for (SessionId session = 100; session < 120; ++session)
            f.join(session, withSecret("client-2", {}));
        f.join(3, withSecret("client-3", u"lemon"_s));
        QCOMPARE(f.closedWith(3), int(CloseCode::Secret));
    }

    void H6_whoKnowsTheSecretIsLetInBesideThoseWhoGuess()
    {
        RoomFixture f;
        f.addresses[1] = f.addresses[50] = f.addresses[52] = QHostAddress(u"2001:db8::1"_s);
        f.addresses[51] = QHostAddress(u"192.0.2.1"_s);
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        for (SessionId session = 10; session < 20; ++session) {
            // Each from another address of one line.
            f.addresses[session] = QHostAddress(u"2001:db8::"_s + QString::number(session));
            f.join(session, withSecret("client-eve", u"lemon"_s));
            QCOMPARE(f.closedWith(session), int(CloseCode::Secret));
        }
        f.join(50, withSecret("client-eve", u"lemon"_s));
        QCOMPARE(f.closedWith(50), int(CloseCode::Rate));
        f.join(51, withSecret("client-eve", u"lemon"_s)); // from another network
        QCOMPARE(f.closedWith(51), int(CloseCode::Secret));
        f.join(52, withSecret("client-2", u"melon"_s));
        QCOMPARE(f.all<WelcomeMessage>(52).size(), 1);
    }

    void J5_whoIsBannedMeanwhileIsNotLetIn()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.join(1, withSecret("client-1", u"melon"_s));
        f.join(2, withSecret("client-2", u"melon"_s));
        f.hasher.held = true;
        f.send(1, wish(u"pear"_s)); // takes a while, in which it is not known yet
        f.join(3, withSecret("client-2", u"pear"_s));
        QCOMPARE(f.closedWith(3), 0);
        f.send(1, RoomActionMessage{RoomVerb::Ban, f.peerOf(2), {}, {}, {}});
        while (f.hasher.underWay() > 0)
            f.releaseHash();
        QVERIFY(f.all<WelcomeMessage>(3).isEmpty());
        QCOMPARE(f.closedWith(3), int(CloseCode::Kicked));
    }

    void J5_nobodyWaitsForACheckForever()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.held = true;
        knock(f, 2, u"melon"_s);
        QCOMPARE(f.room->nextTickMs(), f.clock.steadyMs() + f.options.joinMs);
        f.clock.advance(f.options.joinMs);
        f.tick();
        QCOMPARE(f.lastError(2), "limit"_ba);
        QCOMPARE(f.closedWith(2), int(CloseCode::Rate));
    }

    void J5_checkThatCannotBeMadeIsNoWrongSecret()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.failing = true;
        knock(f, 2, u"melon"_s);
        QCOMPARE(f.closedWith(2), int(CloseCode::Rate));
        f.hasher.failing = false;
        knock(f, 3, u"melon"_s);
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
    }

    void T9_nothingElseMayBeSaidWhileTheSecretIsChecked()
    {
        RoomFixture f;
        makeSecretRoom(f);
        f.hasher.held = true;
        knock(f, 2, u"melon"_s);
        f.send(2, f.signedFor(2, withSecret("client-2", u"melon"_s)));
        QCOMPARE(f.closedWith(2), int(CloseCode::Malformed));
    }

    void J5_whatEarlierVersionsKeptIsReplacedWhenTheSecretIsRight()
    {
        RoomFixture f;
        f.join(1);
        RoomRecord record = (*f.log.load("r1"))->record;
        record.secret = SteeredHasher::keptByAnEarlierVersion(u"melon"_s);
        f.log.append("r1", {record, {}, {}, 0, 1}, [](const Result<void> &) {});
        f.start();
        knock(f, 2, u"lemon"_s);
        QCOMPARE((*f.log.load("r1"))->record, record);
        f.hasher.held = true;
        knock(f, 3, u"melon"_s);
        knock(f, 4, u"melon"_s);
        f.releaseHash();
        for (const SessionId session : {3, 4})
            QCOMPARE(f.all<WelcomeMessage>(session).size(), 1);
        QVERIFY(f.all<RoomMessage>(3).isEmpty()); // nothing that concerns anybody
        f.hasher.held = false;
        const QByteArray kept = (*f.log.load("r1"))->record.secret;
        QVERIFY2(kept.startsWith("test$"), kept.constData());
        f.start();
        knock(f, 5, u"melon"_s);
        QCOMPARE(f.all<WelcomeMessage>(5).size(), 1);
    }

    void C6_secretIsToldWhenItIsHashedAndStored()
    {
        RoomFixture f;
        f.join(1);
        f.hasher.held = true;
        f.send(1, wish(u"melon"_s));
        QVERIFY(f.all<RoomMessage>(1).isEmpty());
        f.join(2); // it is for later joins
        QCOMPARE(f.all<WelcomeMessage>(2).size(), 1);
        f.log.held = true;
        f.releaseHash();
        QVERIFY(f.all<RoomMessage>(1).isEmpty());
        f.releaseCommit();
        QCOMPARE(f.last<RoomMessage>(2).action, RoomVerb::Secret);
        QCOMPARE(f.last<RoomMessage>(2).by, f.peerOf(1));
    }

    void C6_newestWishCounts()
    {
        RoomFixture f;
        f.join(1);
        f.hasher.held = true;
        for (int i = 0; i < 100; ++i)
            f.send(1, wish(QString::number(i)));
        QCOMPARE(f.hasher.underWay(), 1);
        f.hasher.held = false;
        f.collect();
        QVERIFY(f.hasher.asked < 3);
        QCOMPARE(f.all<RoomMessage>(1).size(), 1);
        knock(f, 2, u"98"_s);
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
        knock(f, 3, u"99"_s);
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
        f.hasher.held = true;
        f.send(1, wish(u"100"_s));
        f.send(1, wish({}));
        f.hasher.held = false;
        f.collect();
        f.join(4);
        QCOMPARE(f.all<WelcomeMessage>(4).size(), 1);
    }

    void C6_secretIsSetAlsoWhenItsOwnerHasLeft()
    {
        RoomFixture f;
        f.join(1);
        f.hasher.held = true;
        f.send(1, wish(u"melon"_s));
        f.room->close(1, Room::LeaveReason::Closed);
        f.releaseHash();
        f.hasher.held = false;
        f.join(2);
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
    }

    void C6_secretThatCannotBeHashedOrStoredIsNotSet()
    {
        RoomFixture f;
        f.join(1);
        f.hasher.failing = true;
        f.send(1, wish(u"melon"_s));
        QCOMPARE(f.lastError(1), "limit"_ba);
        f.hasher.failing = false;
        f.log.failing = true;
        f.send(1, wish(u"melon"_s));
        QCOMPARE(f.all<ErrorMessage>(1).size(), 2);
        f.log.failing = false;
        f.join(2);
        QCOMPARE(f.all<WelcomeMessage>(2).size(), 1);
    }

private:
    static JoinMessage withSecret(const ClientId &client, const QString &secret)
    {
        JoinMessage message = joinOf(client);
        message.secret = secret;
        return message;
    }
    static void knock(RoomFixture &f, SessionId session, const QString &secret)
    {
        f.join(session, withSecret(RoomFixture::nameOf(session), secret));
    }
    static RoomActionMessage wish(const QString &secret) { return {RoomVerb::Secret, {}, {}, {}, secret}; }
    /// A room of client-1 whose secret is "melon", as after a restart of the host: nobody is in it, nothing is known.
    static void makeSecretRoom(RoomFixture &f)
    {
        f.join(1);
        f.send(1, wish(u"melon"_s));
        f.start();
    }
};

QTEST_GUILESS_MAIN(TestRoomSecret)
#include "server_roomsecret.moc"
