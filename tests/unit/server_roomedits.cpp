#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// The order of a room's edits, and that nobody hears of one that is not stored. Rules of PROTOCOL.md in the names.
class TestRoomEdits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void E1_seqGoesUpByOneWithoutGaps()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(1, 1, {f.create("a")});
        f.edit(2, 1, {f.create("a")}); // refused: takes no place
        f.edit(2, 2, {f.create("b")});
        f.edit(1, 2, {f.move("b", 5)});
        QList<qint64> seqs;
        for (const CommittedEdit &edit : f.edits(2))
            seqs.append(edit.seq);
        QCOMPARE(seqs, (QList<qint64>{1, 2, 3}));
    }

    void E3_everybodyGetsEachEditItsAuthorToo()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(1, 7, {f.create("a")});
        for (const SessionId session : {1, 2}) {
            QCOMPARE(f.edits(session).size(), 1);
            const CommittedEdit edit = f.edits(session).first();
            QCOMPARE(edit.client, f.clientOf(1));
            QCOMPARE(edit.peer, f.peerOf(1));
            QCOMPARE(edit.id, 7);
            QCOMPARE(edit.gesture, "g1"_ba);
            QCOMPARE(edit.at, f.clock.wallMs());
        }
    }

    void E4_nobodyIsToldOfAnEditThatIsNotStored()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.log.held = true;
        f.edit(1, 1, {f.create("a")});
        QVERIFY(f.edits(1).isEmpty());
        QVERIFY(f.edits(2).isEmpty());
        f.releaseCommit();
        QCOMPARE(f.edits(1).size(), 1);
        QCOMPARE(f.edits(2).size(), 1);
    }

    void J12_joinerIsLetInOnWhatIsStored()
    {
        RoomFixture f;
        f.join(1);
        f.log.held = true;
        f.edit(1, 1, {f.create("a")}); // being stored
        f.edit(1, 2, {f.create("b")}); // waits
        f.join(2);
        QCOMPARE(f.received(2), 1); // the hello
        f.releaseCommit();          // a is stored; b is under way, and the board is what b will make it
        QCOMPARE(f.received(2), 1);
        f.edit(1, 3, {f.create("c")}); // applied, but after b
        f.releaseCommit();
        QCOMPARE(f.first<WelcomeMessage>(2).seq, 2);
        QCOMPARE(f.snapshotIds(2), (QList<ShapeId>{"a", "b"}));
        f.releaseCommit();
        QCOMPARE(f.edits(2).size(), 1);
        QCOMPARE(f.edits(2).first().seq, 3);
    }

    void E4_whatPilesUpDuringACommitGoesIntoTheNextAsOneMessage()
    {
        RoomFixture f;
        f.join(1);
        f.log.held = true;
        for (int id = 1; id <= 5; ++id)
            f.edit(1, id, {f.create("s" + QByteArray::number(id))});
        QCOMPARE(f.log.underWay(), 1);
        QCOMPARE(f.log.next().edits.size(), 1);
        f.releaseCommit();
        QCOMPARE(f.log.next().edits.size(), 4);
        f.releaseCommit();
        QCOMPARE(f.all<EditsMessage>(1).size(), 2);
        QCOMPARE(f.edits(1).size(), 5);
        QCOMPARE(f.log.underWay(), 0);
    }

    void whatComesWhileTheRoomIsHeldBecomesOneCommit()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.log.held = true;
        f.room->hold();
        f.edit(1, 1, {f.create("a")});
        f.edit(2, 1, {f.create("b")});
        f.edit(1, 2, {f.create("a")}); // exists: told at once, held or not
        QCOMPARE(f.log.underWay(), 0);
        QCOMPARE(f.all<RejectMessage>(1).size(), 1);
        f.room->release();
        QCOMPARE(f.log.underWay(), 1);
        QCOMPARE(f.log.next().edits.size(), 2);
        f.releaseCommit();
        QCOMPARE(f.all<EditsMessage>(1).size(), 1);
        QCOMPARE(f.edits(2).size(), 2);
    }

    void E5_failedCommitTakesBackEverythingSinceAndRejectsIt()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(1, 1, {f.create("a")});
        f.log.held = f.log.failing = true;
        f.edit(1, 2, {f.move("a", 50)});
        f.edit(2, 1, {f.create("b")});
        f.edit(1, 3, {f.move("b", 70), DeleteOp{"a"}});
        f.forget(2);
        f.releaseCommit();
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Limit, ErrorCode::Limit}));
        QCOMPARE(f.rejects(2), (QList{ErrorCode::Limit}));
        QVERIFY(f.edits(2).isEmpty());
        QCOMPARE(f.room->seq(), 1);
        QCOMPARE(f.room->committedShapes()->size(), 1);
        QCOMPARE(f.room->committedShapes()->first()->box.x, Shape::defaults(Kind::Rect).box.x);

        // The disk has room again: the same ids may be used, and the order goes on without a gap.
        f.log.held = f.log.failing = false;
        f.edit(1, 2, {f.move("a", 50)});
        QCOMPARE(f.edits(2).last().seq, 2);
        QCOMPARE(f.room->committedShapes()->first()->box.x, 50);
    }

    void E6_repeatIsNotAppliedAgain()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 5, {f.create("a")});
        f.edit(1, 5, {f.create("b")});
        f.edit(1, 4, {f.create("c")});
        QCOMPARE(f.edits(1).size(), 1);
        QVERIFY(f.rejects(1).isEmpty());
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }

    void E6_repeatOfAnEditThatIsBeingStoredIsIgnored()
    {
        RoomFixture f;
        f.join(1);
        f.log.held = true;
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 1, {f.create("a")});
        f.releaseCommit();
        QCOMPARE(f.edits(1).size(), 1);
        QVERIFY(f.rejects(1).isEmpty());
    }

    void E6_repeatsAreKnownAfterARestart()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 3, {f.create("a")});
        f.start();
        f.join(1);
        QCOMPARE(f.first<WelcomeMessage>(1).lastEdit, 3);
        f.edit(1, 3, {f.create("b")});
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }

    void E7_opsOnGoneShapesAreLeftOutAndAnEditOfNothingIsGone()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.move("nowhere", 1), f.move("a", 2), DeleteOp{"nowhere"}});
        QCOMPARE(f.edits(1).last().ops.size(), 1);
        f.edit(1, 3, {f.move("nowhere", 1)});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Gone}));
        QCOMPARE(f.last<RejectMessage>(1).id, 3);
        QVERIFY(!f.last<RejectMessage>(1).error.message.isEmpty());
    }

    void E8_createOfAnIdThatExistsIsRejectedAndOfADeletedOneBringsItBack()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.create("a")});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Exists}));
        f.edit(1, 3, {DeleteOp{"a"}});
        f.edit(1, 4, {f.create("a")});
        QCOMPARE(f.edits(1).size(), 3);
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }

    void E10_updateThatChangesNothingIsCommitted()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.move("a", 5)});
        f.edit(1, 3, {f.move("a", 5)});
        QVERIFY(f.rejects(1).isEmpty());
        QCOMPARE(f.edits(1).constLast().seq, 3);
        QCOMPARE(f.edits(1).constLast().ops.size(), 1);
    }

    void E2_editIsAtomic()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.create("b"), f.move("a", 9), f.create("a")});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Exists}));
        QCOMPARE(f.room->committedShapes()->size(), 1);
        QCOMPARE(f.room->committedShapes()->first()->box, Shape::defaults(Kind::Rect).box);
    }

    void E9_appendAtAnotherLengthIsAConflict()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("i", Kind::Ink)});
        f.edit(1, 2, {AppendOp{"i", 0, {0, 0, 1, 5, 5, 1}}});
        f.edit(1, 3, {AppendOp{"i", 3, {9, 9, 1}}});
        f.edit(1, 4, {AppendOp{"i", 6, {9, 9, 1}}});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Conflict}));
        QCOMPARE(f.room->committedShapes()->first()->points.size(), 9);
    }

    void E16_splicesOfTwoAtOnceAreBothInTheText()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        Shape note = Shape::defaults(Kind::Note);
        note.id = "n";
        note.text = QStringLiteral("abc");
        f.edit(1, 1, {f.create(note)});
        f.edit(1, 2, {SpliceOp{"n", {0, 0, QStringLiteral("xx")}, 1}});
        f.edit(2, 1, {SpliceOp{"n", {3, 0, QStringLiteral("d")}, 1}});
        f.edit(2, 2, {SpliceOp{"n", {4, 0, QStringLiteral("e")}, 1, 1}});
        f.edit(2, 3, {SpliceOp{"n", {9, 0, QStringLiteral("e")}, 1, 2}}); // E18
        QCOMPARE(f.rejects(2), (QList{ErrorCode::Invalid}));
        QCOMPARE(f.room->committedShapes()->first()->text, QStringLiteral("xxabcde"));
        f.start();
        QCOMPARE(f.room->committedShapes()->first()->text, QStringLiteral("xxabcde"));
    }

    void E17_afterTheHostCameBackAnOlderBaseIsAConflict()
    {
        RoomFixture f;
        f.join(1);
        Shape note = Shape::defaults(Kind::Note);
        note.id = "n";
        f.edit(1, 1, {f.create(note)});
        f.edit(1, 2, {SpliceOp{"n", {0, 0, QStringLiteral("a")}, 1}});
        f.start();
        f.join(1);
        f.edit(1, 3, {SpliceOp{"n", {0, 0, QStringLiteral("b")}, 1}});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Conflict}));
        f.edit(1, 4, {SpliceOp{"n", {1, 0, QStringLiteral("b")}, 2}});
        QCOMPARE(f.room->committedShapes()->first()->text, QStringLiteral("ab"));
    }

    void S4_createIsToldWithTheHostsStamps()
    {
        RoomFixture f;
        f.join(1);
        Shape forged = Shape::defaults(Kind::Rect);
        forged.id = "a";
        forged.by = "somebody-else";
        forged.made = 1;
        f.edit(1, 1, {f.create(forged)});
        const ShapeRef told = std::get<CreateOp>(f.edits(1).first().ops.first()).shape;
        QCOMPARE(told->by, f.clientOf(1));
        QCOMPARE(told->made, f.clock.wallMs());
    }

    void E13_whatTheCodecRefusesIsRejected()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, EditMessage{{1, {}, {f.create("a")}}, Error{ErrorCode::Invalid, u"No."_s}});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Invalid}));
        QVERIFY(f.room->committedShapes()->isEmpty());
    }

    void L1_fullRoomTakesNoMoreShapes()
    {
        RoomOptions options;
        options.limits.shapesPerRoom = 2;
        RoomFixture f(options);
        f.join(1);
        f.edit(1, 1, {f.create("a"), f.create("b")});
        f.edit(1, 2, {f.create("c")});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Limit}));
    }

    void L1_lowerLimitLeavesWhatIsThere()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a"), f.create("b"), f.create("c")});
        f.options.limits.shapesPerRoom = 1;
        f.start();
        QCOMPARE(f.room->committedShapes()->size(), 3);
        f.join(1);
        f.edit(1, 2, {f.move("c", 5)});
        f.edit(1, 3, {f.create("d")});
        QCOMPARE(f.edits(1).size(), 1);
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Limit}));
    }

    void L2_overRateIsRejectedAndGoingOnEndsTheConnection()
    {
        RoomOptions options;
        options.limits.editsPerSecond = 1;
        options.limits.editBurst = 2;
        RoomFixture f(options);
        f.join(1);
        f.join(2);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.create("b")});
        f.edit(1, 3, {f.create("c")});
        QCOMPARE(f.rejects(1), (QList{ErrorCode::Rate}));
        f.edit(2, 1, {f.create("d")}); // others do not notice
        QCOMPARE(f.edits(2).size(), 3);
        for (int i = 0; i < 25 && f.closedWith(1) == 0; ++i) {
            f.clock.advance(500);
            f.edit(1, 10 + 2 * i, {f.move("a", i)});
            f.edit(1, 11 + 2 * i, {f.move("a", i)});
        }
        QCOMPARE(f.closedWith(1), int(CloseCode::Rate));
        QCOMPARE(f.last<LeftMessage>(2).peer, f.peerOf(1));
    }

    void L2_ratesGoOnWhereSomebodyComesBack()
    {
        RoomOptions options;
        options.limits.editsPerSecond = 1;
        options.limits.editBurst = 2;
        RoomFixture f(options);
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.edit(1, 2, {f.create("b")});
        f.room->close(1, Room::LeaveReason::Closed);
        f.join(2, f.nameOf(1));
        f.edit(2, 3, {f.create("c")});
        QCOMPARE(f.rejects(2), (QList{ErrorCode::Rate}));
        f.room->close(2, Room::LeaveReason::Closed);
        f.clock.advance(1'000);
        f.join(3, f.nameOf(1));
        f.edit(3, 4, {f.create("c")});
        f.edit(3, 5, {f.create("d")});
        QCOMPARE(f.rejects(3), (QList{ErrorCode::Rate}));
        f.join(4); // somebody else
        f.edit(4, 1, {f.create("e")});
        QVERIFY(f.rejects(4).isEmpty());
    }

    void L2_aCalmSecondIsForgiven()
    {
        RoomOptions options;
        options.limits.bytesPerSecond = 1'000;
        options.limits.byteBurst = 1'000;
        RoomFixture f(options);
        f.join(1);
        for (int i = 1; i <= 20; ++i) {
            f.send(1, EditMessage{{i, {}, {f.create("a")}}, {}}, 2'000);
            f.clock.advance(1'500);
        }
        QCOMPARE(f.rejects(1).size(), 20);
        QCOMPARE(f.closedWith(1), 0);
    }

    void wallClockThatJumpsMovesStampsAndNothingElse()
    {
        class JumpingClock final : public Clock
        {
        public:
            qint64 wallMs() const override { return wall; }
            qint64 steadyMs() const override { return steady; }
            qint64 wall = 1'760'000'000'000;
            qint64 steady = 0;
        };
        JumpingClock clock;
        MemoryLog log;
        SteeredHasher hasher;
        Random random(1);
        RoomOptions options;
        options.limits.editsPerSecond = 1;
        options.limits.editBurst = 2;
        Room room("r1", log, hasher, clock, random, options);
        QVERIFY(room.load());
        room.open(1, QHostAddress());
        const auto hello = decodeHost(std::get<Deliver>(room.takeOutput().constFirst().what).message);
        room.receive(1, signedJoin(joinOf("client-1"), keyOf("client-1"), "r1", std::get<HelloMessage>(*hello).nonce));
        const auto edit = [&](qint64 id) {
            room.takeOutput();
            room.receive(1, EditMessage{{id, {}, {RoomFixture::create("s" + QByteArray::number(id))}}, {}});
            const QList<Outgoing> output = room.takeOutput();
            return output.size() == 1 ? std::holds_alternative<DeliverEdits>(output.first().what) : false;
        };
        QVERIFY(edit(1));
        clock.wall -= 3'600'000;
        QVERIFY(edit(2));
        clock.wall += 86'400'000;
        QVERIFY(!edit(3)); // a day on the wall earns no further edits
        clock.steady += 1'000;
        QVERIFY(edit(4));
        QCOMPARE(room.seq(), 3);
        QCOMPARE(room.summary().changed, clock.wall);
        // A join has its time by the steady clock, too.
        room.open(2, QHostAddress());
        room.takeOutput();
        clock.wall += 86'400'000;
        room.tick();
        QVERIFY(room.takeOutput().isEmpty());
        clock.steady += options.joinMs;
        room.tick();
        QVERIFY(!room.takeOutput().isEmpty());
    }

    void checkpointIsLeftOfACommittedBoardWhenEnoughHasChanged()
    {
        RoomOptions options;
        options.checkpointBytes = 2'000;
        RoomFixture f(options);
        f.join(1);
        for (int id = 1; id <= 40; ++id)
            f.edit(1, id, {f.create("s" + QByteArray::number(id))});
        QVERIFY(f.log.checkpoints.size() >= 2);
        const qint64 seq = f.log.checkpoints.last();
        const StoredRoom stored = **f.log.load("r1");
        QCOMPARE(stored.seq, seq);
        QCOMPARE(stored.shapes.size(), seq);
        QCOMPARE(stored.edits.size(), 40 - seq);
        f.start();
        QCOMPARE(f.room->committedShapes()->size(), 40);
        QCOMPARE(f.room->seq(), 40);
    }

    void noCheckpointIsLeftAfterASmallEditOfALargeBoard()
    {
        RoomFixture f;
        f.join(1);
        QList<Op> ops;
        for (int i = 0; i < 1'000; ++i)
            ops += QList<Op>{f.create("s" + QByteArray::number(i))};
        f.edit(1, 1, ops);
        f.room->close(1, Room::LeaveReason::Closed);
        QCOMPARE(f.log.checkpoints, QList<qint64>{1});
        for (SessionId session = 2; session < 10; ++session) {
            f.join(session);
            f.edit(session, 1, {f.move("s1", double(session))});
            f.room->close(session, Room::LeaveReason::Closed);
        }
        QCOMPARE(f.log.checkpoints, QList<qint64>{1});
        f.start();
        QCOMPARE(f.room->seq(), 9);
    }

    void checkpointIsLeftWhenTheLastOneLeaves()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.room->close(1, Room::LeaveReason::Closed);
        QCOMPARE(f.log.checkpoints, (QList<qint64>{1}));
    }

    void reportOfACommitFindsNoRoomThatIsGone()
    {
        RoomFixture f;
        f.join(1);
        f.log.held = true;
        f.edit(1, 1, {f.create("a")});
        f.room.reset();
        f.log.release();
        f.log.held = false;
        f.start();
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoomEdits)
#include "server_roomedits.moc"
