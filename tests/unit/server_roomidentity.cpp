#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// Who somebody is, and who they are to a room that they come to for the first time. Rules of PROTOCOL.md in the names.
class TestRoomIdentity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J16_theHostBeginsWithANonceOfTheConnection()
    {
        RoomFixture f;
        f.open(1);
        f.open(2);
        const auto hello = f.first<HelloMessage>(1);
        QCOMPARE(hello.protocol, 2);
        QCOMPARE(hello.nonce.size(), 43);
        QVERIFY(hello.nonce != f.first<HelloMessage>(2).nonce);
    }

    void J16_theClientIsDerivedFromTheKey()
    {
        RoomFixture f;
        f.join(1);
        JoinMessage claimed = joinOf("client-2");
        claimed.client = f.clientOf(1);
        f.join(2, claimed);
        QCOMPARE(f.last<JoinedMessage>(1).peer.client, f.clientOf(2));
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
        f.edit(2, 1, {f.create("a")});
        QCOMPARE(f.edits(1).constFirst().client, f.clientOf(2));
    }

    void J16_aWrongProofIsRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("signer");
        QTest::addColumn<QByteArray>("room");
        QTest::addColumn<bool>("ofThisConnection");
        QTest::newRow("another's key") << keyOf("client-1").publicKey() << "eve"_ba
                                       << "r1"_ba << true;
        QTest::newRow("another room") << keyOf("eve").publicKey() << "eve"_ba
                                      << "r2"_ba << true;
        QTest::newRow("another connection") << keyOf("eve").publicKey() << "eve"_ba
                                            << "r1"_ba << false;
        QTest::newRow("no key") << ""_ba
                                << "eve"_ba
                                << "r1"_ba << true;
        QTest::newRow("half a key") << keyOf("eve").publicKey().left(42) << "eve"_ba
                                    << "r1"_ba << true;
        // The last character has two bits that mean nothing: written otherwise it would be another id for the same key.
        QByteArray twin = keyOf("eve").publicKey();
        twin.back() = twin.back() == 'z' ? 'y' : char(twin.back() + 1);
        QTest::newRow("the same key in other letters") << twin << "eve"_ba
                                                       << "r1"_ba << true;
    }
    void J16_aWrongProofIsRefused()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, signer);
        QFETCH(QByteArray, room);
        QFETCH(bool, ofThisConnection);
        RoomFixture f;
        f.join(1);
        f.open(2);
        f.open(3);
        JoinMessage message = joinOf("client-1");
        message.key = key;
        message.proof = keyOf(signer).sign(joinText(f.nonceOf(ofThisConnection ? 2 : 3), room));
        f.send(2, message);
        QCOMPARE(f.lastError(2), "identity"_ba);
        QCOMPARE(f.closedWith(2), int(CloseCode::Malformed));
        QVERIFY(f.all<WelcomeMessage>(2).isEmpty());
        QCOMPARE(f.closedWith(1), 0);
    }

    void J16_whatWasSignedOnceServesNobodyElse()
    {
        RoomFixture f;
        f.open(1);
        const JoinMessage heard = f.signedFor(1, joinOf("client-1"));
        f.send(1, heard);
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Owner);
        f.open(2);
        f.send(2, heard);
        QCOMPARE(f.lastError(2), "identity"_ba);
        QCOMPARE(f.closedWith(1), 0);
    }

    void J2_anotherWindowWithTheSameKeyPutsNobodyOut()
    {
        RoomFixture f;
        f.join(1);
        JoinMessage copied = joinOf("client-1");
        f.open(2);
        copied.window = "another";
        f.send(2, signedJoin(copied, keyOf("client-1"), "r1", f.nonceOf(2)));
        QCOMPARE(f.lastError(2), "in-use"_ba);
        QCOMPARE(f.closedWith(2), int(CloseCode::InUse));
        QCOMPARE(f.closedWith(1), 0);
        f.edit(1, 1, {f.create("a")});
        QCOMPARE(f.edits(1).size(), 1);
        // When the first has left there is room.
        f.room->close(1, Room::LeaveReason::Closed);
        f.open(3);
        f.send(3, signedJoin(copied, keyOf("client-1"), "r1", f.nonceOf(3)));
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
    }

    void J2_withoutAWindowItIsTheSameThatResumes()
    {
        RoomFixture f;
        f.join(1);
        JoinMessage anonymous = joinOf("client-1");
        anonymous.window.clear();
        f.open(2);
        f.send(2, signedJoin(anonymous, keyOf("client-1"), "r1", f.nonceOf(2)));
        QCOMPARE(f.closedWith(2), int(CloseCode::InUse));
        anonymous.resume = HistoryPoint{f.first<WelcomeMessage>(1).epoch, 0};
        f.open(3);
        f.send(3, signedJoin(anonymous, keyOf("client-1"), "r1", f.nonceOf(3)));
        QCOMPARE(f.closedWith(1), int(CloseCode::Replaced));
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
    }

    void J3_aRoomIsMadeOnlyWhenThatIsWanted()
    {
        RoomDirectory directory(10);
        for (const char *room : {"r2", "r11", "floor-plan", "r3", "r4"})
            directory.add(room);
        RoomOptions options;
        options.directory = &directory;
        RoomFixture f(options);
        JoinMessage message = joinOf("client-1");
        message.make = false;
        f.join(1, message);
        QCOMPARE(f.closedWith(1), int(CloseCode::NoRoom));
        const auto error = f.last<ErrorMessage>(1);
        QCOMPARE(error.code, "not-found"_ba);
        QCOMPARE(error.near, (QList<RoomId>{"r11", "r2", "r3"}));
        QCOMPARE(std::get<QString>(error.params.at("room")), u"r1"_s);
        QVERIFY(!f.room->isStored());
        f.join(2);
        f.join(3, message); // it is there now
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
    }

    void J3_oneNetworkDoesNotMakeAllRooms()
    {
        RoomDirectory directory(10'000);
        const QHostAddress near(u"2001:db8::1"_s);
        for (int i = 0; i < 100; ++i)
            QVERIFY(directory.mayMake(QHostAddress(u"2001:db8::"_s + QString::number(i)), 0));
        QVERIFY(!directory.mayMake(near, 0));
        QVERIFY(directory.mayMake(QHostAddress(u"192.0.2.1"_s), 0));
        QVERIFY(!directory.mayMake(near, 9'000));
        QVERIFY(directory.mayMake(near, 11'000));

        RoomOptions options;
        options.directory = &directory;
        RoomFixture f(options);
        f.addresses[1] = near;
        for (int i = 0; i < 100; ++i)
            directory.mayMake(near, f.clock.steadyMs());
        f.join(1);
        QCOMPARE(f.lastError(1), "rate"_ba);
        QCOMPARE(f.closedWith(1), int(CloseCode::Rate));
        QVERIFY(!f.room->isStored());
    }

    void J3_aRoomWithoutAnOwnerGetsTheFirstWhoJoins()
    {
        RoomFixture f;
        f.join(1);
        RoomRecord record = (*f.log.load("r1"))->record;
        record.roles.clear(); // as after an upgrade from version 1
        f.room->close(1, Room::LeaveReason::Closed);
        f.log.append("r1", {record, {}, {}, 0, 1}, [](const Result<void> &) {});
        f.start();
        f.join(2);
        f.join(1);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Owner);
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Editor);
        f.start(); // it is stored
        f.join(1);
        QCOMPARE(f.first<WelcomeMessage>(1).owners, QList<ClientId>{f.clientOf(2)});
    }

    void C1_chatHasARateOfItsOwn()
    {
        RoomFixture f;
        f.join(1);
        for (int i = 0; i < 30; ++i)
            f.send(1, ChatMessage{u"hello"_s});
        QVERIFY(f.all<ErrorMessage>(1).isEmpty());
        f.send(1, ChatMessage{u"hello"_s});
        QCOMPARE(f.lastError(1), "rate"_ba);
        QCOMPARE(f.all<ChatLineMessage>(1).size(), 30);
        f.edit(1, 1, {f.create("a")}); // which costs no edits
        QCOMPARE(f.edits(1).size(), 1);
        f.clock.advance(500);
        f.send(1, ChatMessage{u"hello"_s});
        QCOMPARE(f.all<ChatLineMessage>(1).size(), 31);
    }

    void J3_roomsThatAreSpelledAlike()
    {
        RoomDirectory directory(10);
        for (const char *room : {"class-5b-biology", "class-5b-biology-2", "class-6", "office"})
            directory.add(room);
        QCOMPARE(directory.like("class-5b-biologi"), (QList<RoomId>{"class-5b-biology", "class-5b-biology-2"}));
        QCOMPARE(directory.like("calss-5b-biology").constFirst(), "class-5b-biology"_ba);
        QCOMPARE(directory.like("off"), QList<RoomId>{"office"});
        QVERIFY(directory.like("x").isEmpty());
        QVERIFY(directory.like("kitchen").isEmpty());
        directory.remove("office");
        QVERIFY(directory.like("off").isEmpty());
    }

    void J17_welcomeNamesTheOwnersAndWhatTheHostKnows()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        const auto welcome = f.first<WelcomeMessage>(2);
        QCOMPARE(welcome.owners, QList<ClientId>{f.clientOf(1)});
        QVERIFY(welcome.knows.kinds.contains("frame"));
        QVERIFY(welcome.knows.registers.contains("box"));
        QVERIFY(welcome.knows.ops.contains("append"));
        QCOMPARE(welcome.peers.constFirst().client, f.clientOf(1));
    }

    void C13_newcomersAreViewersAndWhoIsHereStaysAnEditor()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(2, newcomers(Newcomers::Viewer));
        QCOMPARE(f.lastError(2), "forbidden"_ba);
        f.send(1, newcomers(Newcomers::Viewer));
        QCOMPARE(f.last<RoomMessage>(2).newcomers, Newcomers::Viewer);
        f.join(3);
        QCOMPARE(f.first<WelcomeMessage>(3).role, Role::Viewer);
        QCOMPARE(f.first<WelcomeMessage>(3).newcomers, Newcomers::Viewer);
        f.edit(3, 1, {f.create("a")});
        QCOMPARE(f.rejects(3), QList<ErrorCode>{ErrorCode::Forbidden});
        f.start(); // it is stored
        f.join(1);
        f.join(2);
        f.join(3);
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Owner);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
        QCOMPARE(f.first<WelcomeMessage>(3).role, Role::Viewer);
    }

    void C13_whoHasDrawnHereIsNoNewcomer()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(2, 1, {f.create("a")});
        f.room->close(2, Room::LeaveReason::Closed);
        f.send(1, newcomers(Newcomers::Wait));
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
    }

    void C13_newcomersWaitUntilAnOwnerLetsThemIn()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, newcomers(Newcomers::Wait));
        f.join(2);
        f.join(3);
        QVERIFY(f.all<WelcomeMessage>(2).isEmpty());
        QCOMPARE(f.all<WaitingMessage>(2).size(), 1);
        const auto waiting = f.last<WaitingMessage>(1).people;
        QCOMPARE(waiting.size(), 2);
        QCOMPARE(waiting.constFirst(), (Applicant{f.clientOf(2), u"client-2"_s, {}}));
        QCOMPARE(f.closedWith(2), 0);
        f.clock.advance(60'000);
        f.tick();
        QCOMPARE(f.closedWith(2), 0); // they may wait long
        f.send(1, onApplicant(RoomVerb::Admit, f.clientOf(2), Role::Viewer));
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Viewer);
        QCOMPARE(f.last<WaitingMessage>(1).people.size(), 1);
        f.send(1, onApplicant(RoomVerb::TurnAway, f.clientOf(3), {}));
        QCOMPARE(f.closedWith(3), int(CloseCode::Kicked));
        QCOMPARE(f.lastError(3), "forbidden"_ba);
        QVERIFY(f.last<WaitingMessage>(1).people.isEmpty());
        f.send(1, onApplicant(RoomVerb::Admit, f.clientOf(3), {}));
        QCOMPARE(f.lastError(1), "not-found"_ba);
        // Who was let in once is no newcomer.
        f.room->close(2, Room::LeaveReason::Closed);
        f.start();
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Viewer);
    }

    void C13_anOwnerWhoComesLaterIsToldWhoWaits()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, newcomers(Newcomers::Wait));
        f.room->close(1, Room::LeaveReason::Closed);
        f.join(2);
        f.join(3);
        f.room->close(3, Room::LeaveReason::Closed);
        f.join(1);
        QCOMPARE(f.last<WaitingMessage>(1).people.size(), 1);
    }

    void C13_theyComeInWhenNobodyHasToWaitAnyMore()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, newcomers(Newcomers::Wait));
        f.join(2);
        f.send(1, newcomers(Newcomers::Editor));
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
        QCOMPARE(f.first<WelcomeMessage>(2).newcomers, Newcomers::Editor);
    }

    void C13_noMoreThanAHundredWait()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, newcomers(Newcomers::Wait));
        for (SessionId session = 2; session < 102; ++session)
            f.join(session);
        QCOMPARE(f.last<WaitingMessage>(1).people.size(), 100);
        f.join(102);
        QCOMPARE(f.closedWith(102), int(CloseCode::Rate));
        QCOMPARE(std::get<qint64>(f.last<ErrorMessage>(102).params.at("waiting")), 100);
    }

    void C2_whoeverHostsTheSessionOwnsItsRooms()
    {
        RoomOptions options;
        options.owner = clientNamed("host");
        RoomFixture f(options);
        f.join(1);
        f.join(2, "host");
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Owner);
        f.send(1, RoomActionMessage{RoomVerb::Ban, f.peerOf(2), {}, {}, {}});
        QCOMPARE(f.lastError(1), "forbidden"_ba);
        QCOMPARE(f.closedWith(2), 0);
    }

private:
    static RoomActionMessage newcomers(Newcomers value)
    {
        RoomActionMessage message;
        message.action = RoomVerb::Newcomers;
        message.newcomers = value;
        return message;
    }
    static RoomActionMessage onApplicant(RoomVerb verb, const ClientId &client, std::optional<Role> role)
    {
        RoomActionMessage message;
        message.action = verb;
        message.client = client;
        message.role = role;
        return message;
    }
};

QTEST_GUILESS_MAIN(TestRoomIdentity)
#include "server_roomidentity.moc"
