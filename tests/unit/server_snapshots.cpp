// Snapshots that are packed beside the room, and shared by many. Rules of PROTOCOL.md in the names.

#include "common/protocol/packing.h"
#include "common/sync/roomclient.h"
#include "server/net/pooledpacker.h"
#include "tests/support/boardgenerator.h"
#include "tests/support/steeredpacker.h"
#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

RoomOptions packedBy(SnapshotPacker &packer)
{
    RoomOptions options;
    options.packer = &packer;
    return options;
}

/// A room with a board of several frames, and whoever brought it.
struct LargeRoom
{
    explicit LargeRoom(const RoomOptions &more = {})
        : f(with(more))
    {
        f.join(1);
        f.edit(1, 1, operations(1));
    }
    RoomOptions with(RoomOptions options)
    {
        options.packer = &packer;
        return options;
    }
    static QList<Op> operations(quint64 seed)
    {
        QList<Op> ops;
        for (const ShapeRef &shape : testing::generateBoard(boardSize, seed))
            ops.append(CreateOp{shape});
        return ops;
    }
    void join(SessionId session)
    {
        JoinMessage message = joinOf(RoomFixture::nameOf(session));
        message.packings = {packingName};
        f.join(session, message);
    }
    void release()
    {
        packer.release();
        f.collect();
    }
    void releaseAll()
    {
        while (packer.underWay() > 0)
            release();
    }
    /// What a client makes of all that the session was told.
    QByteArray boardOf(SessionId session)
    {
        RoomClient client(RoomFixture::clientOf(session));
        for (const HostMessage &message : f.inbox(session)) {
            std::visit(
                [&](const auto &content) {
                    if constexpr (requires { client.receive(content); })
                        client.receive(content);
                },
                message);
        }
        return client.isSynced() ? encodeShapes(client.replica().visible().shapes()) : QByteArray();
    }
    QByteArray board() const { return encodeShapes(f.room->committedShapes().value_or(QList<ShapeRef>())); }

    static constexpr int boardSize = 900;
    SteeredPacker packer;
    RoomFixture f;
};

} // namespace

class SnapshotsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J20_whoDoesNotSaySoGetsText()
    {
        LargeRoom r;
        r.f.join(2);
        QCOMPARE(r.packer.asked, 0);
        QCOMPARE(r.f.packedParts(2), 0);
        QCOMPARE(r.boardOf(2), r.board());
    }

    void J20_onePackedSnapshotServesAllWhoJoin()
    {
        LargeRoom r;
        r.join(2);
        QCOMPARE(r.f.first<WelcomeMessage>(2).seq, 1); // it is let in at once
        r.release();
        QCOMPARE(r.f.packedParts(2), 1);
        r.join(3); // in the midst of it
        QCOMPARE(r.f.packedParts(3), 1);
        r.releaseAll();
        r.join(4); // afterwards
        QCOMPARE(r.packer.asked, 1);
        QVERIFY(r.f.packedParts(2) > 2);
        for (const SessionId session : {2, 3, 4}) {
            QCOMPARE(r.f.packedParts(session), r.f.packedParts(2));
            QCOMPARE(r.boardOf(session), r.board());
        }
    }

    void J11_whatIsDrawnMeanwhileFollowsTheSnapshot()
    {
        LargeRoom r;
        r.join(2);
        r.release();
        r.f.edit(1, 2, {r.f.create("meanwhile")});
        QVERIFY(r.f.edits(2).isEmpty());
        r.join(3);
        QCOMPARE(r.f.first<WelcomeMessage>(3).seq, 1);
        QCOMPARE(r.f.first<WelcomeMessage>(3).upTo, 2); // J18
        r.releaseAll();
        r.f.edit(1, 3, {r.f.create("later")});
        for (const SessionId session : {2, 3}) {
            QCOMPARE(r.f.edits(session).size(), 2);
            QCOMPARE(r.boardOf(session), r.board());
        }
        r.join(4);
        QCOMPARE(r.f.first<WelcomeMessage>(4).seq, 1);
        QCOMPARE(r.boardOf(4), r.board());
        QCOMPARE(r.packer.asked, 1);
    }

    void J20_editsArePackedForWhoSaysSo()
    {
        LargeRoom r;
        r.join(2);
        r.releaseAll();
        r.f.join(3);
        QList<Op> ops;
        for (int i = 0; i < 20; ++i)
            ops.append(r.f.create("new" + QByteArray::number(i)));
        r.f.room->receive(1, EditMessage{{2, "g2", ops}, {}});
        QHash<SessionId, QByteArray> told;
        for (const Outgoing &out : r.f.room->takeOutput()) {
            for (const SessionId session : out.to) {
                if (const auto *edits = std::get_if<DeliverEdits>(&out.what))
                    told.insert(session, edits->message);
            }
        }
        QVERIFY(isPacked(told.value(2)));
        QCOMPARE(unpackMessage(told.value(2)).value_or("damaged"), told.value(3));
        QCOMPARE(told.value(1), told.value(3));
    }

    void J10_whereMuchHasChangedThereIsANewOne()
    {
        LargeRoom r;
        r.join(2);
        r.releaseAll();
        r.f.edit(1, 2, LargeRoom::operations(2));
        r.join(3);
        QCOMPARE(r.packer.asked, 2);
        QCOMPARE(r.f.first<WelcomeMessage>(3).seq, 2);
        r.releaseAll();
        QCOMPARE(r.boardOf(3), r.board());
        QCOMPARE(r.boardOf(2), r.board());
    }

    void J9_whoMissedLittleGetsOnlyThat()
    {
        LargeRoom r;
        r.f.edit(1, 2, {r.f.create("a")});
        JoinMessage message = joinOf("client-2");
        message.packings = {packingName};
        message.resume = HistoryPoint{r.f.first<WelcomeMessage>(1).epoch, 1};
        r.f.join(2, message);
        QCOMPARE(r.packer.asked, 0);
        QCOMPARE(r.f.edits(2).size(), 1);
    }

    void J20_aSmallBoardIsNotPacked()
    {
        SteeredPacker packer;
        RoomFixture f(packedBy(packer));
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        JoinMessage message = joinOf("client-2");
        message.packings = {packingName};
        f.join(2, message);
        QCOMPARE(packer.asked, 0);
        QCOMPARE(f.snapshotIds(2), QList<ShapeId>{"a"});
    }

    void whereThereIsNoRoomToPackItComesPlain()
    {
        LargeRoom r;
        r.packer.full = true;
        r.join(2);
        QCOMPARE(r.f.packedParts(2), 0);
        QCOMPARE(r.boardOf(2), r.board());
        r.packer.full = false;
        r.join(3);
        r.releaseAll();
        QVERIFY(r.f.packedParts(3) > 0);
    }

    void X2_whereMemoryEndsInTheMidstOfItTheRoomComesAnewAndPlain()
    {
        LargeRoom r;
        r.join(2);
        r.release();
        r.f.edit(1, 2, {r.f.create("meanwhile")});
        r.packer.failing = true;
        r.release();
        QCOMPARE(r.f.all<ResyncMessage>(2).size(), 1);
        QCOMPARE(r.f.packedParts(2), 1);
        QCOMPARE(r.boardOf(2), r.board());
        r.f.edit(1, 3, {r.f.create("later")});
        QCOMPARE(r.boardOf(2), r.board());
    }

    void X2_whereTooMuchIsDrawnMeanwhileTheRoomComesAnewAndPlain()
    {
        RoomOptions options;
        options.recentBytes = 2'000;
        LargeRoom r(options);
        r.join(2);
        r.release();
        for (int i = 2; i < 50; ++i)
            r.f.edit(1, i, {r.f.create("s" + QByteArray::number(i))});
        r.join(3); // the snapshot that is being packed is of no use to it any more
        QCOMPARE(r.boardOf(3), r.board());
        r.releaseAll();
        QCOMPARE(r.packer.asked, 1);
        QCOMPARE(r.f.all<ResyncMessage>(2).size(), 1);
        QCOMPARE(r.boardOf(2), r.board());
    }

    void X2_whoDoesNotReadGetsTheRoomAnewPacked()
    {
        LargeRoom r;
        r.join(2);
        r.releaseAll();
        const int before = r.f.packedParts(2);
        r.f.room->cut(2);
        r.f.edit(1, 2, {r.f.create("missed")});
        r.f.room->restart(2);
        r.f.collect();
        QCOMPARE(r.f.packedParts(2), 2 * before);
        QCOMPARE(r.boardOf(2), r.board());
    }

    void whoLeavesWhileItIsPackedIsMissedByNobody()
    {
        LargeRoom r;
        r.join(2);
        r.join(3);
        r.release();
        r.f.room->close(2, Room::LeaveReason::Closed);
        r.releaseAll();
        QCOMPARE(r.boardOf(3), r.board());
    }

    void memoryIsGivenBackWhenNobodyHasComeForAWhile()
    {
        LargeRoom r;
        r.join(2);
        r.releaseAll();
        r.f.join(3);
        const qint64 kept = 30'000;
        QCOMPARE(r.f.room->nextTickMs(), r.f.clock.steadyMs() + kept);
        r.f.clock.advance(kept);
        r.f.tick();
        QVERIFY(!r.f.room->nextTickMs());
        r.join(4);
        QCOMPARE(r.packer.asked, 2);
    }

    void aRoomThatGoesIsNotToldAnyMore()
    {
        LargeRoom r;
        r.join(2);
        r.f.room.reset();
        while (r.packer.underWay() > 0)
            r.packer.release();
    }

    void thePackerOfAHostTellsOfAllPartsAndGivesMemoryBack()
    {
        PackingPool pool;
        PooledPacker packer(pool);
        const QList<ShapeRef> board = testing::generateBoard(2'000, 3);
        QList<QByteArray> parts;
        bool isDone = false;
        auto work = packer.pack(board, [&](const std::optional<SnapshotPacker::Part> &part) {
            parts.append(unpackMessage(part->message).value_or("damaged"));
            isDone = part->isLast;
        });
        QTRY_VERIFY(isDone);
        QCOMPARE(parts, encodeSnapshot(board));
        QVERIFY(pool.bytes() > 0);
        work.reset();
        QCOMPARE(pool.bytes(), 0);
    }

    void whatNobodyWaitsForIsNotTold()
    {
        PackingPool pool;
        PooledPacker packer(pool);
        int told = 0;
        packer.pack(testing::generateBoard(2'000, 3), [&](const auto &) { ++told; }).reset();
        bool isDone = false;
        const auto work =
            packer.pack({}, [&](const std::optional<SnapshotPacker::Part> &part) { isDone = part->isLast; });
        QTRY_VERIFY(isDone); // the pool works on one after the other
        QCOMPARE(told, 0);
    }

    void aHostPacksOnlySoMuchAtOnce()
    {
        PackingPool pool;
        PooledPacker packer(pool);
        QVERIFY(pool.take(qint64(256) << 20));
        QVERIFY(!pool.take(1));
        bool isRefused = false;
        const auto work = packer.pack({}, [&](const auto &part) { isRefused = !part; });
        QTRY_VERIFY(isRefused);
        pool.giveBack(qint64(256) << 20);
        int boards = 0;
        while (boards < 1'000 && pool.enter())
            ++boards;
        QVERIFY(boards < 1'000);
        QVERIFY(!packer.pack({}, [](const auto &) {}));
    }
};

QTEST_GUILESS_MAIN(SnapshotsTest)
#include "server_snapshots.moc"
