// What was deleted comes back: C14 and C15, what is kept of it, and for how long.

#include "server/room/restoring.h"
#include "server/storage/assetnames.h"
#include "server/storage/sqlitelog.h"
#include "tests/unit/server_roomfixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 dayMs = 86'400'000;

Shape shapeOf(const ShapeId &id, Kind kind = Kind::Rect)
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    return shape;
}

Op arrowTo(const ShapeId &id, const ShapeId &target)
{
    Shape arrow = shapeOf(id, Kind::Arrow);
    arrow.points = {0, 0, 10, 10};
    arrow.to = Anchor{target, 0.5, 0.5};
    return RoomFixture::create(arrow);
}

RoomActionMessage restoreOf(const ClientId &client = {}, qint64 since = 0)
{
    RoomActionMessage message;
    message.action = RoomVerb::Restore;
    message.client = client;
    message.since = since;
    return message;
}

/// An owner (1) and two editors (2, 3) in a room.
class DeletionsFixture : public RoomFixture
{
public:
    explicit DeletionsFixture(const RoomOptions &roomOptions = {})
        : RoomFixture(roomOptions)
    {
        clock.advance(dayMs);
        for (const SessionId session : {1, 2, 3})
            join(session);
    }
    /// Until all of it is back.
    void restore(SessionId session, const RoomActionMessage &message)
    {
        send(session, message);
        while (room->nextTickMs().value_or(clock.steadyMs() + 1) <= clock.steadyMs())
            tick();
    }
    /// What is on the board, by who joins now.
    QList<ShapeId> board()
    {
        const SessionId visitor = ++m_visitor;
        join(visitor);
        QList<ShapeId> ids = snapshotIds(visitor);
        for (const CommittedEdit &edit : edits(visitor)) {
            for (const Op &op : edit.ops) {
                if (std::holds_alternative<CreateOp>(op))
                    ids.append(shapeIdOf(op));
                else if (std::holds_alternative<DeleteOp>(op))
                    ids.removeAll(shapeIdOf(op));
            }
        }
        std::sort(ids.begin(), ids.end());
        return ids;
    }

private:
    SessionId m_visitor = 100;
};

} // namespace

class TestDeletions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // C14: what is long comes in parts, and the others get turns of their own between them.
    void aLongRestoreLeavesTheOthersTheirTurns()
    {
        DeletionsFixture f;
        QList<Op> deletions;
        for (int i = 0; i < 12; ++i) {
            Shape ink = Shape::defaults(Kind::Ink);
            ink.id = "long" + QByteArray::number(i);
            for (int point = 0; point < 15'000; ++point)
                ink.points << point + 0.123456789 << point + 0.987654321 << 0.5;
            f.edit(2, i + 1, {CreateOp{std::make_shared<const Shape>(ink)}});
            deletions.append(DeleteOp{ink.id});
        }
        f.edit(2, 13, deletions);
        f.send(1, restoreOf(RoomFixture::clientOf(2)));
        int parts = 1;
        while (const auto next = f.room->nextTickMs()) {
            if (*next > f.clock.steadyMs() + 1'000)
                break; // of something else
            QVERIFY2(*next > f.clock.steadyMs(), "a pause");
            f.clock.advance(*next - f.clock.steadyMs());
            f.tick();
            ++parts;
        }
        QVERIFY2(parts > 1, qPrintable(QString::number(parts)));
        QCOMPARE(f.board().size(), 12);
    }

    // C14: an owner brings back what somebody deleted, as an edit of the owner's own, to everybody.
    void ownersBringBackWhatAnybodyDeleted()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), RoomFixture::create("b"), RoomFixture::create("c")});
        f.edit(2, 1, {RoomFixture::move("a", 77)});
        f.edit(2, 2, {DeleteOp{"a"}});
        f.edit(2, 3, {DeleteOp{"b"}});
        f.edit(3, 1, {DeleteOp{"c"}});
        f.forget(3);
        f.restore(1, restoreOf(RoomFixture::clientOf(2)));
        QCOMPARE(f.board(), (QList<ShapeId>{"a", "b"}));
        const CommittedEdit back = f.edits(3).value(0);
        QCOMPARE(back.id, 0); // E15
        QCOMPARE(back.client, RoomFixture::clientOf(1));
        QVERIFY(!back.gesture.isEmpty());
        const auto &first = std::get<CreateOp>(back.ops.at(0));
        QCOMPARE(first.shape->box.x, first.shape->id == "a" ? 77.0 : 0.0);
        f.restore(1, restoreOf());
        QCOMPARE(f.board(), (QList<ShapeId>{"a", "b", "c"}));
    }

    // C14: others bring back what they deleted themselves, and may do so only where they may edit.
    void othersBringBackTheirOwn()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), RoomFixture::create("b")});
        f.edit(2, 1, {DeleteOp{"a"}});
        f.edit(3, 1, {DeleteOp{"b"}});
        f.restore(2, restoreOf(RoomFixture::clientOf(3)));
        QCOMPARE(f.lastError(2), "forbidden");
        f.restore(2, restoreOf());
        QCOMPARE(f.board(), (QList<ShapeId>{"a"}));
        f.send(1, RoomActionMessage{RoomVerb::Lock, {}, {}, {}, {}});
        f.restore(3, restoreOf());
        QCOMPARE(f.lastError(3), "locked");
        f.send(1, RoomActionMessage{RoomVerb::Unlock, {}, {}, {}, {}});
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(3), Role::Viewer, {}, {}});
        f.restore(3, restoreOf());
        QCOMPARE(f.lastError(3), "forbidden");
        QCOMPARE(f.board(), (QList<ShapeId>{"a"}));
    }

    // C14: by time; and an entry of C15 says the time by which it comes back alone.
    void byTime()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), RoomFixture::create("b"), RoomFixture::create("c")});
        f.edit(2, 1, {DeleteOp{"a"}});
        f.clock.advance(1'000);
        f.send(2, EditMessage{{2, "g2", {DeleteOp{"b"}}}, {}});
        f.clock.advance(1'000);
        f.send(2, EditMessage{{3, "g3", {DeleteOp{"c"}}}, {}});
        f.send(1, DeletionsRequest());
        const QList<Deletion> deletions = f.last<DeletionsMessage>(1).deletions;
        QCOMPARE(deletions.size(), 3); // newest first
        QCOMPARE(deletions.at(1).client, RoomFixture::clientOf(2));
        QCOMPARE(deletions.at(1).name, u"client-2"_s);
        QCOMPARE(deletions.at(1).shapes, 1);
        RoomActionMessage second = restoreOf(deletions.at(1).client, deletions.at(1).since);
        second.until = deletions.at(1).until;
        f.restore(1, second);
        QCOMPARE(f.board(), (QList<ShapeId>{"b"}));
        f.restore(1, restoreOf({}, deletions.at(0).since));
        QCOMPARE(f.board(), (QList<ShapeId>{"b", "c"}));
    }

    // C15: one entry a gesture; owners are told of everybody's, others of their own.
    void whatWasDeletedIsTold()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), RoomFixture::create("b"), RoomFixture::create("c")});
        f.edit(2, 1, {DeleteOp{"a"}});
        f.edit(2, 2, {DeleteOp{"b"}}); // of the same gesture
        f.edit(3, 1, {DeleteOp{"c"}});
        f.edit(3, 2, {RoomFixture::create("d"), DeleteOp{"d"}}); // was never there for anybody
        f.send(1, DeletionsRequest());
        f.send(2, DeletionsRequest());
        QCOMPARE(f.last<DeletionsMessage>(1).deletions.size(), 2);
        QCOMPARE(f.last<DeletionsMessage>(2).deletions.size(), 1);
        QCOMPARE(f.last<DeletionsMessage>(2).deletions.at(0).shapes, 2);
    }

    // C14: a shape comes back as it was when it was deleted last, and what is on the board stays as it is.
    void whatIsThereStays()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), RoomFixture::create("b")});
        f.edit(2, 1, {DeleteOp{"a"}, DeleteOp{"b"}});
        f.edit(2, 2, {RoomFixture::create("a"), RoomFixture::create("b")});
        f.edit(2, 3, {RoomFixture::move("a", 5), RoomFixture::move("b", 5)});
        f.edit(2, 4, {DeleteOp{"a"}});
        f.forget(3);
        f.restore(1, restoreOf());
        const QList<Op> ops = f.edits(3).value(0).ops;
        QCOMPARE(ops.size(), 1);
        QCOMPARE(std::get<CreateOp>(ops.at(0)).shape->box.x, 5.0);
        f.restore(1, restoreOf());
        QCOMPARE(f.lastError(1), "gone");
    }

    // C14 and S6: what referred to a shape refers to it again, unless somebody has seen to it since.
    void arrowsAreAttachedAgain()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a"), arrowTo("x", "a"), arrowTo("y", "a"), RoomFixture::create("b")});
        f.edit(2, 1, {DeleteOp{"a"}});
        f.edit(3, 1, {UpdateOp{"y", {{Register::To, Binding(Anchor{"b", 0.5, 0.5})}}}});
        f.forget(3);
        f.restore(1, restoreOf());
        const QList<Op> ops = f.edits(3).value(0).ops;
        QCOMPARE(ops.size(), 2);
        QCOMPARE(shapeIdOf(ops.at(0)), "a");
        QCOMPARE(shapeIdOf(ops.at(1)), "x");
        // All of a cleared board, whatever the order in which it went.
        f.send(1, RoomActionMessage{RoomVerb::Clear, {}, {}, {}, {}});
        f.forget(3);
        f.restore(1, restoreOf());
        Document board;
        for (const CommittedEdit &edit : f.edits(3))
            board.applyLeniently(edit.ops, {edit.client, edit.at});
        QCOMPARE(board.size(), 4);
        QCOMPARE(board.find("x")->to->shape, "a");
        QCOMPARE(board.find("y")->to->shape, "b");
    }

    // What is not kept any more does not come back, and a host may keep nothing.
    void forSomeDays()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a")});
        f.edit(2, 1, {DeleteOp{"a"}});
        f.clock.advance(8 * dayMs);
        f.restore(1, restoreOf());
        QCOMPARE(f.lastError(1), "gone");
        f.send(1, DeletionsRequest());
        QVERIFY(f.last<DeletionsMessage>(1).deletions.isEmpty());

        RoomOptions nothing;
        nothing.deletedMs = 0;
        DeletionsFixture other(nothing);
        other.edit(1, 1, {RoomFixture::create("a")});
        other.edit(1, 2, {DeleteOp{"a"}});
        other.restore(1, restoreOf());
        QCOMPARE(other.lastError(1), "gone");
    }

    // C14, C15: one a second, and as many bytes as if they had sent the edits.
    void withinRates()
    {
        RoomOptions options;
        options.limits.byteBurst = 20'000;
        options.limits.bytesPerSecond = 1'000;
        DeletionsFixture f(options);
        Shape stroke = shapeOf("s1", Kind::Ink);
        stroke.points = PointList(30'000, 0.25);
        for (const char *id : {"s1", "s2", "s3"}) {
            stroke.id = id;
            f.edit(1, id[1] - '0', {RoomFixture::create(stroke)});
        }
        for (const char *id : {"s1", "s2", "s3"})
            f.edit(2, id[1] - '0', {DeleteOp{id}});
        f.restore(2, restoreOf());
        QCOMPARE(f.lastError(2), "rate");
        QVERIFY(f.board().size() < 3);
        f.clock.advance(60'000);
        f.restore(2, restoreOf());
        f.clock.advance(60'000);
        f.restore(2, restoreOf());
        QCOMPARE(f.board().size(), 3);
        for (int i = 0; i < 30; ++i)
            f.send(3, DeletionsRequest());
        QCOMPARE(f.lastError(3), "rate");
    }

    // E1, X: an edit that was not stored has deleted nothing.
    void whatWasNotStoredIsNotKept()
    {
        DeletionsFixture f;
        f.edit(1, 1, {RoomFixture::create("a")});
        f.log.failing = true;
        f.edit(2, 1, {DeleteOp{"a"}});
        f.log.failing = false;
        f.send(1, DeletionsRequest());
        QVERIFY(f.last<DeletionsMessage>(1).deletions.isEmpty());
    }

    // On the disk it outlives the host, in parts where it is long, and its images are named.
    void onTheDisk()
    {
        const QString path = m_folder->filePath(u"rooms.sqlite"_s);
        const AssetId asset(64, 'a');
        constexpr qsizetype many = 20;
        {
            const auto log = SqliteLog::open(path);
            QVERIFY(log);
            RoomRecord record;
            record.epoch = "e1";
            (*log)->append("r1", Commit{record, {}, {}, 0, 5}, [](const Result<void> &) {});
            (*log)->flush();
            LoggedDeletion deletion{7, "g1", {"ann", u"Ann"_s, 1'000, 1'000, many + 1}, {}};
            Shape image = shapeOf("i1", Kind::Image);
            image.asset = asset;
            deletion.ops.append(RoomFixture::create(image));
            Shape stroke = shapeOf("s", Kind::Ink);
            stroke.points = PointList(60'000, 1.5);
            for (qsizetype i = 0; i < many; ++i) {
                stroke.id = "s" + QByteArray::number(i);
                deletion.ops.append(RoomFixture::create(stroke));
            }
            deletion.ops.append(RoomFixture::move("other", 4));
            (*log)->keepDeleted("r1", deletion);
            (*log)->keepDeleted("r1", {9, {}, {"ben", u"Ben"_s, 2'000, 2'000, 1}, {RoomFixture::create("late")}});
            // Not half of it.
            QCOMPARE((*log)->deleted("r1", {}, {}, 1).error().code, ErrorCode::Rate);
        }
        const auto log = SqliteLog::open(path);
        QVERIFY(log);
        const auto told = (*log)->deletions("r1", {}, 10);
        QVERIFY(told);
        QCOMPARE(*told,
                 (QList<Deletion>{{"ben", u"Ben"_s, 2'000, 2'000, 1}, {"ann", u"Ann"_s, 1'000, 1'000, many + 1}}));
        QList<DeletedPart> parts;
        for (std::optional<DeletedPart> after;;) {
            const auto some = (*log)->deleted("r1", {}, after, 1);
            QVERIFY(some);
            if (some->isEmpty())
                break;
            QCOMPARE(some->size(), 1);
            after = some->constLast();
            parts.append(*some);
        }
        QVERIFY(parts.size() > 5);
        QCOMPARE(parts.at(0).seq, 9);
        QCOMPARE(parts.at(1).part, 0);
        qsizetype ops = 0;
        for (const DeletedPart &part : std::as_const(parts))
            ops += part.ops.size();
        QCOMPARE(ops, many + 3);
        QCOMPARE((*log)->deleted("r1", {"ben"}, {}, 1 << 30)->size(), 1);
        QCOMPARE((*log)->deleted("r1", {{}, 0, 1'500}, {}, 1 << 30)->size(), parts.size() - 1);
        QVERIFY(assetNamesIn(path)->contains(asset));
    }

    // Old deletions go, the young ones stay.
    void oldOnesAreRemoved()
    {
        auto writer = SqliteWriter::start(m_folder->filePath(u"rooms.sqlite"_s));
        QVERIFY(writer);
        const std::shared_ptr<SqliteWriter> shared = std::move(*writer);
        const auto log = SqliteLog::open(m_folder->filePath(u"rooms.sqlite"_s), shared);
        QVERIFY(log);
        RoomRecord record;
        record.epoch = "e1";
        (*log)->append("r1", Commit{record, {}, {}, 0, 5}, [](const Result<void> &) {});
        (*log)->flush();
        constexpr int deletions = 200; // more than are removed at once
        for (int i = 1; i <= deletions; ++i)
            (*log)->keepDeleted("r1", {i, {}, {"ann", u"Ann"_s, i, i, 1}, {RoomFixture::create("a")}});
        (*log)->flush();
        shared->removeDeletions(191);
        QTRY_COMPARE((*log)->deletions("r1", {}, 1'000)->size(), 10);
    }

    // Pure: the operations that bring back, in an order in which nothing refers to what has yet to come.
    void whatOthersReferToComesFirst()
    {
        Document board;
        Shape inFrame = shapeOf("r", Kind::Rect);
        inFrame.parent = "f";
        Shape arrow = shapeOf("1-arrow", Kind::Arrow);
        arrow.points = {0, 0, 1, 1};
        arrow.from = Anchor{"r", 0.5, 0.5};
        const auto made = board.apply(
            {RoomFixture::create(shapeOf("f", Kind::Frame)), RoomFixture::create(inFrame), RoomFixture::create(arrow)},
            {"ann", 1});
        QVERIFY(made);
        const auto gone = board.apply({DeleteOp{"1-arrow"}, DeleteOp{"r"}, DeleteOp{"f"}}, {"ann", 2});
        QVERIFY(gone);
        const QList<Op> ops = opsThatBringBack(gone->changes);
        QCOMPARE(ops.size(), 3);
        QCOMPARE(shapeIdOf(ops.at(0)), "f");
        QCOMPARE(shapeIdOf(ops.at(1)), "r");
        QCOMPARE(shapeIdOf(ops.at(2)), "1-arrow");
        QCOMPARE(inEdits(ops, 2, 1 << 20).size(), 2);
        QCOMPARE(inEdits(ops, 100, 1).size(), 3);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestDeletions)
#include "server_deletions.moc"
