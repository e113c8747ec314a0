#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// Coming into a room, and coming back to it. Rules of PROTOCOL.md in the names.
class TestRoomJoin final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void T9_messageBeforeTheJoinIsMalformed()
    {
        RoomFixture f;
        f.open(1);
        f.send(1, ChatMessage{u"hello"_s});
        QCOMPARE(f.lastError(1), "bad-message"_ba);
        QCOMPARE(f.closedWith(1), int(CloseCode::Malformed));
    }

    void T9_secondJoinIsMalformed()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, joinOf("client-1"));
        QCOMPARE(f.closedWith(1), int(CloseCode::Malformed));
        QCOMPARE(f.last<LeftMessage>(2).reason, "closed"_ba);
    }

    void T9_joinMustComeInTime()
    {
        RoomFixture f;
        f.open(1);
        QCOMPARE(f.room->nextTickMs(), f.clock.steadyMs() + f.options.joinMs);
        f.clock.advance(f.options.joinMs - 1);
        f.tick();
        QCOMPARE(f.closedWith(1), 0);
        f.clock.advance(1);
        f.tick();
        QCOMPARE(f.closedWith(1), int(CloseCode::NoJoin));
        QVERIFY(!f.room->hasSessions());
    }

    void T5_unknownTypeLeavesTheConnection()
    {
        RoomFixture f;
        f.join(1);
        f.room->refuse(1, {ErrorCode::UnknownType, u"What?"_s});
        f.collect();
        QCOMPARE(f.lastError(1), "unknown-type"_ba);
        QCOMPARE(f.closedWith(1), 0);
    }

    void T7_malformedMessageEndsTheConnectionAndNobodyElseNotices()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.room->refuse(1, {ErrorCode::BadJson, u"No."_s});
        f.collect();
        QCOMPARE(f.closedWith(1), int(CloseCode::Malformed));
        QCOMPARE(f.closedWith(2), 0);
        f.edit(2, 1, {f.create("a")});
        QCOMPARE(f.edits(2).size(), 1);
    }

    void J2_newerConnectionOfAClientReplacesTheOlder()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        const PeerId old = f.peerOf(1);
        f.join(3, "client-1");
        QCOMPARE(f.closedWith(1), int(CloseCode::Replaced));
        QCOMPARE(f.last<LeftMessage>(2).peer, old);
        QCOMPARE(f.last<LeftMessage>(2).reason, "replaced"_ba);
        QCOMPARE(f.last<JoinedMessage>(2).peer.peer, f.peerOf(3));
        QVERIFY(f.peerOf(3) != old);
        QCOMPARE(f.first<WelcomeMessage>(3).role, Role::Owner);
        QCOMPARE(f.first<WelcomeMessage>(3).peers.size(), 1);
    }

    void J3_firstJoinMakesTheRoomAndItsOwner()
    {
        RoomFixture f;
        QVERIFY(!f.room->isStored());
        f.join(1);
        QVERIFY(f.room->isStored());
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Owner);
        QCOMPARE(f.first<WelcomeMessage>(1).room, (RoomInfo{"r1", u"r1"_s, false}));
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
        f.start();
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Editor);
        f.join(1);
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Owner);
    }

    void J3_hostThatMakesNoRoomsSaysSo()
    {
        RoomOptions options;
        options.createRooms = false;
        RoomFixture f(options);
        f.join(1);
        QCOMPARE(f.lastError(1), "not-found"_ba);
        QCOMPARE(f.closedWith(1), int(CloseCode::NoRoom));
        QVERIFY(!f.room->isStored());
    }

    void J4_otherVersionIsRefused()
    {
        RoomFixture f;
        JoinMessage message = joinOf("client-1");
        message.protocol = 1;
        f.join(1, message);
        QCOMPARE(f.lastError(1), "version"_ba);
        QCOMPARE(f.closedWith(1), int(CloseCode::Malformed));
    }

    void J5_fullRoomTakesNobodyButAClientThatIsInIt()
    {
        RoomOptions options;
        options.limits.peersPerRoom = 1;
        RoomFixture f(options);
        f.join(1);
        f.join(2);
        QCOMPARE(f.closedWith(2), int(CloseCode::Rate));
        f.join(3, "client-1");
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1);
    }

    void J5_placesAreCountedWhenPeopleAreLetIn()
    {
        RoomOptions options;
        options.limits.peersPerRoom = 1;
        RoomFixture f(options);
        f.log.held = true;
        f.join(1);
        f.join(2); // waits with the first for the room to be made
        f.releaseCommit();
        QCOMPARE(f.all<WelcomeMessage>(1).size(), 1);
        QCOMPARE(f.closedWith(2), int(CloseCode::Rate));
        QCOMPARE(f.lastError(2), "limit"_ba);
    }

    void J5_oneAddressDoesNotTakeAllPlaces()
    {
        RoomOptions options;
        options.limits.peersPerAddress = 2;
        RoomFixture f(options);
        for (const SessionId session : {1, 2, 3, 5})
            f.addresses[session] = QHostAddress(u"192.0.2.1"_s);
        f.addresses[4] = QHostAddress(u"192.0.2.2"_s);
        f.join(1);
        f.join(2);
        f.join(3);
        QCOMPARE(f.closedWith(3), int(CloseCode::Rate));
        QCOMPARE(f.lastError(3), "limit"_ba);
        f.join(4);
        QCOMPARE(f.all<WelcomeMessage>(4).size(), 1);
        // A client that is in the room takes its own place.
        f.join(5, "client-1");
        QCOMPARE(f.all<WelcomeMessage>(5).size(), 1);
    }

    void L_hostHasOnlySoManyRooms()
    {
        RoomDirectory directory(2);
        directory.add("r0"); // another, which is stored
        RoomOptions options;
        options.directory = &directory;
        RoomFixture f(options);
        f.log.failing = true;
        f.join(1);
        QCOMPARE(f.closedWith(1), int(CloseCode::Storage));
        f.log.failing = false;
        f.join(2);
        QVERIFY(f.room->isStored()); // what could not be made does not count
        f.join(3);
        QCOMPARE(f.all<WelcomeMessage>(3).size(), 1); // nor does a room that is there
        Room another("r2", f.log, f.hasher, f.clock, f.random, options);
        QVERIFY(another.load());
        another.open(4, QHostAddress());
        const auto hello = decodeHost(std::get<Deliver>(another.takeOutput().constFirst().what).message);
        another.receive(4,
                        signedJoin(joinOf("client-4"), keyOf("client-4"), "r2", std::get<HelloMessage>(*hello).nonce));
        const QList<Outgoing> output = another.takeOutput();
        QCOMPARE(output.size(), 2);
        const auto error = decodeHost(std::get<Deliver>(output.first().what).message);
        QCOMPARE(std::get<ErrorMessage>(*error).code, "limit"_ba);
        QCOMPARE(std::get<Hangup>(output.last().what).code, CloseCode::Rate);
        QVERIFY(!another.isStored());
        QVERIFY(!another.hasSessions());
    }

    void J6_nameIsTidiedAndCut()
    {
        RoomFixture f;
        f.join(1);
        JoinMessage message = joinOf("client-2");
        message.name = u"  Ann \n Lee "_s + u"x"_s.repeated(100);
        f.join(2, message);
        const QString name = f.last<JoinedMessage>(1).peer.name;
        QVERIFY(name.startsWith(u"Ann Lee xxx"_s));
        QCOMPARE(name.size(), 40);
        message.window = "client-3";
        message.name = u" "_s;
        f.join(3, message);
        QVERIFY(!f.last<JoinedMessage>(1).peer.name.isEmpty());
    }

    void J6_aSecondAnnIsToldApart()
    {
        RoomFixture f;
        f.join(1);
        JoinMessage message = joinOf("client-2");
        SessionId session = 1;
        for (const QString &told : {u"Ann"_s, u"ann 2"_s, u"Ann 3"_s}) {
            message.name = told == u"ann 2" ? u"ann"_s : u"Ann\u202E"_s;
            f.join(++session, message);
            QCOMPARE(f.last<JoinedMessage>(1).peer.name, told);
            message.window = "client-1" + QByteArray::number(session);
        }
        // The end of a long one gives way, and no emoji is cut in half.
        message.name = u"😃"_s.repeated(30);
        f.join(20, message);
        QCOMPARE(f.last<JoinedMessage>(1).peer.name, u"😃"_s.repeated(20));
        message.window = "client-21";
        f.join(21, message);
        QCOMPARE(f.last<JoinedMessage>(1).peer.name, QString(u"😃"_s.repeated(19) + u" 2"));
    }

    void J1_aPeerIdIsUsedOnceAlsoByARoomThatComesBackToMemory()
    {
        RoomFixture f;
        f.join(1);
        const PeerId before = f.peerOf(1);
        f.start();
        f.join(1);
        QVERIFY(f.peerOf(1) != before);
    }

    void J7_welcomeTellsOfTheOthersAndTheChat()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, ChatMessage{u"hello"_s});
        f.join(2);
        const auto welcome = f.first<WelcomeMessage>(2);
        QCOMPARE(welcome.peers.size(), 1);
        QCOMPARE(welcome.peers.first().peer, f.peerOf(1));
        QCOMPARE(welcome.chat.size(), 1);
        QCOMPARE(welcome.chat.first().text, u"hello"_s);
        QCOMPARE(welcome.limits, f.options.limits);
        f.start();
        f.join(3);
        QCOMPARE(f.first<WelcomeMessage>(3).chat.size(), 1);
    }

    void J10_whoJoinWhileOthersDrawShareASnapshot()
    {
        RoomFixture f;
        f.join(1);
        QList<Op> ops;
        for (int i = 0; i < 500; ++i)
            ops += QList<Op>{f.create("s" + QByteArray::number(i))};
        f.edit(1, 1, ops);
        f.join(2);
        f.edit(1, 2, {f.move("s1", 5)});
        f.edit(2, 1, {f.move("s2", 5)});
        f.room->close(2, Room::LeaveReason::Closed);
        f.join(3);
        QCOMPARE(f.first<WelcomeMessage>(3).seq, 1);
        QCOMPARE(f.snapshotIds(3).size(), 500);
        QCOMPARE(f.edits(3).size(), 2); // what has come since
        QCOMPARE(f.edits(3).constLast().seq, 3);
        f.edit(1, 3, {f.move("s1", 6)});
        QCOMPARE(f.edits(3).size(), 3);
        // What is known of one's own edits is as of the snapshot, too (J8).
        f.room->close(3, Room::LeaveReason::Closed);
        f.forget(2);
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).lastEdit, 0);
        // When much has changed there is a new one.
        QList<Op> moves;
        for (int i = 0; i < 500; ++i)
            moves += QList<Op>{f.move("s" + QByteArray::number(i), 7)};
        f.edit(1, 4, moves);
        f.join(4);
        QCOMPARE(f.first<WelcomeMessage>(4).seq, f.room->seq());
        QVERIFY(f.edits(4).isEmpty());
    }

    void J9_resumeBringsExactlyWhatWasMissed()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        const QByteArray epoch = f.first<WelcomeMessage>(2).epoch;
        f.edit(1, 1, {f.create("a")});
        f.room->close(2, Room::LeaveReason::Closed);
        f.edit(1, 2, {f.create("b")});
        f.edit(1, 3, {f.create("c")});
        f.join(3, resuming("client-2", epoch, 1));
        QCOMPARE(f.first<WelcomeMessage>(3).sync, WelcomeMessage::Sync::Tail);
        QVERIFY(f.all<SnapshotMessage>(3).isEmpty());
        QCOMPARE(f.edits(3).size(), 2);
        QCOMPARE(f.edits(3).first().seq, 2);
        f.join(4, resuming("client-4", epoch, 3)); // nothing missing
        QCOMPARE(f.first<WelcomeMessage>(4).sync, WelcomeMessage::Sync::Tail);
        QVERIFY(f.edits(4).isEmpty());
    }

    void J9_resumeWorksAfterARestart()
    {
        RoomFixture f;
        f.join(1);
        const QByteArray epoch = f.first<WelcomeMessage>(1).epoch;
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.create("b")});
        f.start();
        f.join(1, resuming("client-1", epoch, 1));
        QCOMPARE(f.first<WelcomeMessage>(1).sync, WelcomeMessage::Sync::Tail);
        QCOMPARE(f.edits(1).size(), 1);
    }

    void J9_resumeFurtherBackThanMemoryIsReadFromTheLogWhileThatIsWorthIt()
    {
        RoomOptions options;
        options.recentBytes = 100; // less than one edit
        RoomFixture f(options);
        f.join(1);
        const QByteArray epoch = f.first<WelcomeMessage>(1).epoch;
        QList<Op> many;
        for (int i = 0; i < 10; ++i)
            many.append(f.create("s" + QByteArray::number(i)));
        f.edit(1, 1, many);
        for (int id = 2; id <= 30; ++id)
            f.edit(1, id, {f.move("s1", id)});
        f.options.recentBytes = 1;
        f.log.reads = 0;
        f.join(2, resuming("client-2", epoch, 30 - 5));
        QCOMPARE(f.log.reads, 1);
        // The log was asked, but five edits are more than memory is to hold: a snapshot.
        QCOMPARE(f.first<WelcomeMessage>(2).sync, WelcomeMessage::Sync::Snapshot);
        f.join(3, resuming("client-3", epoch, 1)); // more edits than shapes
        QCOMPARE(f.log.reads, 1);
        QCOMPARE(f.first<WelcomeMessage>(3).sync, WelcomeMessage::Sync::Snapshot);
    }

    void J9_resumeFurtherBackThanIsKeptGetsASnapshot_data()
    {
        QTest::addColumn<qint64>("forgotten");
        QTest::addColumn<bool>("tail");
        QTest::newRow("all that is missing is kept") << qint64(1) << true;
        QTest::newRow("some of it is not") << qint64(2) << false;
    }
    void J9_resumeFurtherBackThanIsKeptGetsASnapshot()
    {
        QFETCH(const qint64, forgotten);
        QFETCH(const bool, tail);
        RoomFixture f;
        f.join(1);
        const QByteArray epoch = f.first<WelcomeMessage>(1).epoch;
        f.edit(1, 1, {f.create("a"), f.create("b"), f.create("c")});
        f.edit(1, 2, {f.move("a", 1)});
        f.edit(1, 3, {f.move("a", 2)});
        f.room->close(1, Room::LeaveReason::Closed);
        QCOMPARE(f.log.checkpoints, QList<qint64>{3});
        f.start(); // memory begins with the checkpoint
        f.log.forgotten = forgotten;
        f.join(1, resuming("client-1", epoch, 1));
        QCOMPARE(f.first<WelcomeMessage>(1).sync == WelcomeMessage::Sync::Tail, tail);
        QCOMPARE(f.edits(1).size(), tail ? 2 : 0);
        QCOMPARE(f.snapshotIds(1).size(), tail ? 0 : 3);
    }

    void J9_resumeOfAnotherHistoryGetsASnapshot_data()
    {
        QTest::addColumn<bool>("sameEpoch");
        QTest::addColumn<qint64>("seq");
        QTest::newRow("other epoch") << false << qint64(1);
        QTest::newRow("seq that was never") << true << qint64(99);
        QTest::newRow("negative seq") << true << qint64(-1);
    }
    void J9_resumeOfAnotherHistoryGetsASnapshot()
    {
        QFETCH(bool, sameEpoch);
        QFETCH(qint64, seq);
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        const QByteArray epoch = sameEpoch ? f.first<WelcomeMessage>(1).epoch : "other"_ba;
        f.join(2, resuming("client-2", epoch, seq));
        QCOMPARE(f.first<WelcomeMessage>(2).sync, WelcomeMessage::Sync::Snapshot);
        QCOMPARE(f.snapshotIds(2), QList<ShapeId>{"a"});
    }

    void J10_snapshotComesInFramesThatTellHowFarItIs()
    {
        RoomFixture f;
        f.join(1);
        for (int edit = 1; edit <= 3; ++edit) {
            QList<Op> ops;
            for (int i = 0; i < 1'000; ++i) {
                Shape shape = Shape::defaults(Kind::Rect);
                shape.id = QByteArray::number(edit) + '-' + QByteArray::number(i);
                shape.text = u"some words "_s.repeated(20);
                ops.append(f.create(shape));
            }
            f.edit(1, edit, ops);
        }
        f.join(2);
        const auto frames = f.all<SnapshotMessage>(2);
        QVERIFY(frames.size() > 2);
        qint64 sent = 0;
        for (const SnapshotMessage &frame : frames) {
            sent += frame.shapes.size();
            QCOMPARE(frame.sent, sent);
            QCOMPARE(frame.total, 3'000);
            QCOMPARE(frame.done, sent == 3'000);
            QVERIFY(encode(HostMessage(frame)).size() <= snapshotFrameBytes);
        }
        f.join(3);
        QCOMPARE(f.first<SnapshotMessage>(3).total, 3'000);
    }

    void J13_roomThatCannotBeStoredIsNotMade()
    {
        RoomFixture f;
        f.log.failing = true;
        f.join(1);
        QCOMPARE(f.closedWith(1), int(CloseCode::Storage));
        QVERIFY(!f.room->isStored());
        f.log.failing = false;
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Owner);
    }

    void X2_peerThatDoesNotReadGetsTheRoomAnew()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(1, 1, {f.create("a")});
        f.edit(2, 4, {f.move("a", 1)});
        f.room->cut(2);
        f.forget(2);
        f.edit(1, 2, {f.create("b")});
        QVERIFY(f.edits(2).isEmpty());
        f.send(1, ChatMessage{u"still there?"_s});
        QCOMPARE(f.all<ChatLineMessage>(2).size(), 1);
        f.room->restart(2);
        f.collect();
        const auto resync = f.first<ResyncMessage>(2);
        QCOMPARE(resync.seq, 3);
        QCOMPARE(resync.lastEdit, 4);
        QCOMPARE(resync.reason, "slow"_ba);
        QCOMPARE(f.snapshotIds(2).size(), 2);
        f.edit(1, 3, {f.create("c")});
        QCOMPARE(f.edits(2).size(), 1);
        QCOMPARE(f.edits(2).first().seq, 4);
    }

    void X2_resyncWaitsForWhatIsBeingStored()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.room->cut(2);
        f.log.held = true;
        f.edit(1, 1, {f.create("a")});
        f.room->restart(2);
        f.collect();
        QVERIFY(f.all<ResyncMessage>(2).isEmpty());
        f.releaseCommit();
        QCOMPARE(f.first<ResyncMessage>(2).seq, 1);
        QCOMPARE(f.snapshotIds(2), QList<ShapeId>{"a"});
        QVERIFY(f.edits(2).isEmpty());
    }

    void stoppingSaysByeToEverybodyAlsoBeforeTheirJoin()
    {
        RoomFixture f;
        f.join(1);
        f.open(2);
        f.edit(1, 1, {f.create("a")});
        f.room->stop(1'500);
        f.collect();
        for (const SessionId session : {1, 2}) {
            QCOMPARE(f.last<ByeMessage>(session).retryMs, 1'500);
            QCOMPARE(f.closedWith(session), int(CloseCode::Stopping));
        }
        QCOMPARE(f.log.checkpoints, QList<qint64>{1});
    }

private:
    static JoinMessage resuming(const ClientId &client, const QByteArray &epoch, qint64 seq)
    {
        JoinMessage message = joinOf(client);
        message.resume = {epoch, seq};
        return message;
    }
};

QTEST_GUILESS_MAIN(TestRoomJoin)
#include "server_roomjoin.moc"
