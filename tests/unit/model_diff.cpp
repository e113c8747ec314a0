#include "common/base/random.h"
#include "common/model/diff.h"
#include "common/model/zindex.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

const Stamp stamp{"someone-1", 1000};

ShapeRef makeShape(const ShapeId &id, Kind kind, const QByteArray &z = "a0")
{
    auto shape = std::make_shared<Shape>(Shape::defaults(kind));
    shape->id = id;
    shape->z = z;
    shape->by = stamp.by;
    return shape;
}

/// The registers of all shapes, stamps left aside: what edits can bring about.
bool sameBoards(const Document &a, const Document &b)
{
    const QList<ShapeRef> left = a.shapes();
    const QList<ShapeRef> right = b.shapes();
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const ShapeRef &x, const ShapeRef &y) {
        return x->id == y->id && x->kind == y->kind && differing(*x, *y).isEmpty();
    });
}

Op randomOp(Random &random)
{
    const ShapeId id = "s" + QByteArray::number(random.below(12));
    switch (random.below(5)) {
    case 0:
    case 1:
        return CreateOp{makeShape(id, Kind(random.below(kindCount)), "a" + QByteArray::number(random.below(9)))};
    case 2:
        return UpdateOp{id, {{Register::Box, Box{random.real() * 100, 0, 10, 10, 0}}}};
    case 3:
        return UpdateOp{id,
                        {{Register::Z, QByteArray("b0" + QByteArray::number(random.below(9)))},
                         {Register::Locked, random.chance(0.5)}}};
    default:
        return DeleteOp{id};
    }
}

ChangeSet randomEdits(Document &document, Random &random, int count)
{
    ChangeSet changes;
    for (int i = 0; i < count; ++i)
        changes.append(document.applyLeniently({randomOp(random)}, stamp));
    return changes;
}

} // namespace

class TestDiff final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUpdateHoldsExactlyTheRegistersThatDiffer();
    void anUpdateLeavesOutRegistersThatTheKindHasNoUseFor();
    void equalShapesGiveAnEmptyUpdate();
    void deletionsComeFirstThenPaintOrder();
    void anotherKindUnderTheSameIdIsDeletedAndCreated();
    void coalescedKeepsOneChangeAShape();
    void changesThatCancelOutAreLeftOut();
    void aDiffTurnsOneBoardIntoTheOther_data();
    void aDiffTurnsOneBoardIntoTheOther();
    void operationsOfChangesDoWhatTheChangesDid_data() { aDiffTurnsOneBoardIntoTheOther_data(); }
    void operationsOfChangesDoWhatTheChangesDid();
    void invertedChangesTakeBack_data() { aDiffTurnsOneBoardIntoTheOther_data(); }
    void invertedChangesTakeBack();
};

void TestDiff::anUpdateHoldsExactlyTheRegistersThatDiffer()
{
    const ShapeRef from = makeShape("s1", Kind::Rect);
    Shape to = *from;
    to.box.x = 7;
    to.text = u"label"_s;
    to.changed = 5;
    const UpdateOp update = makeUpdate(*from, to);
    QCOMPARE(update.id, "s1"_ba);
    const QList<RegisterValue> expected = {{Register::Box, to.box}, {Register::Text, to.text}};
    QVERIFY(update.set == expected);
}

void TestDiff::anUpdateLeavesOutRegistersThatTheKindHasNoUseFor()
{
    const ShapeRef from = makeShape("s1", Kind::Ink);
    Shape to = *from;
    to.text = u"ink has no label"_s;
    QVERIFY(makeUpdate(*from, to).set.isEmpty());
}

void TestDiff::equalShapesGiveAnEmptyUpdate()
{
    for (int kind = 0; kind < kindCount; ++kind) {
        const ShapeRef shape = makeShape("s1", Kind(kind));
        QVERIFY(makeUpdate(*shape, *shape).set.isEmpty());
    }
}

void TestDiff::deletionsComeFirstThenPaintOrder()
{
    Document from;
    Document to;
    from.put(makeShape("gone", Kind::Rect, "a5"));
    from.put(makeShape("moved", Kind::Rect, "a4"));
    to.put(makeShape("top", Kind::Rect, "a9"));
    to.put(makeShape("moved", Kind::Rect, "a3"));
    to.put(makeShape("bottom", Kind::Rect, "a1"));
    QByteArrayList order;
    for (const Op &op : makeDiff(from, to))
        order.append(shapeIdOf(op));
    QCOMPARE(order, (QByteArrayList{"gone", "bottom", "moved", "top"}));
}

void TestDiff::anotherKindUnderTheSameIdIsDeletedAndCreated()
{
    Document from;
    Document to;
    from.put(makeShape("s1", Kind::Rect));
    to.put(makeShape("s1", Kind::Ellipse));
    const QList<Op> ops = makeDiff(from, to);
    QCOMPARE(ops.size(), 2);
    QVERIFY(std::holds_alternative<DeleteOp>(ops.at(0)));
    QVERIFY(from.apply(ops, stamp));
    QVERIFY(sameBoards(from, to));
}

void TestDiff::coalescedKeepsOneChangeAShape()
{
    Document document;
    ChangeSet changes = document.applyLeniently(
        {CreateOp{makeShape("a", Kind::Rect)}, CreateOp{makeShape("b", Kind::Rect)},
         UpdateOp{"a", {{Register::Text, u"one"_s}}}, UpdateOp{"b", {{Register::Text, u"two"_s}}}},
        stamp);
    QCOMPARE(changes.size(), 4);
    const ChangeSet one = coalesced(changes);
    QCOMPARE(one.size(), 2);
    QVERIFY(one.at(0).added() && one.at(1).added());
    QCOMPARE(one.at(0).after->text, u"one"_s);
    QCOMPARE(one.at(1).after->text, u"two"_s);
}

void TestDiff::changesThatCancelOutAreLeftOut()
{
    Document document;
    document.put(makeShape("stays", Kind::Rect));
    const ChangeSet changes =
        document.applyLeniently({CreateOp{makeShape("new", Kind::Rect)}, UpdateOp{"stays", {{Register::Locked, true}}},
                                 DeleteOp{"new"}, UpdateOp{"stays", {{Register::Locked, false}}}},
                                stamp);
    QCOMPARE(changes.size(), 4);
    QVERIFY(coalesced(changes).isEmpty());
}

void TestDiff::aDiffTurnsOneBoardIntoTheOther_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestDiff::aDiffTurnsOneBoardIntoTheOther()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Document from;
    Document to;
    randomEdits(from, random, 60);
    randomEdits(to, random, 60);
    QVERIFY(from.apply(makeDiff(from, to), stamp));
    QVERIFY(sameBoards(from, to));
    QVERIFY(makeDiff(from, to).isEmpty());
}

void TestDiff::operationsOfChangesDoWhatTheChangesDid()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Document document;
    randomEdits(document, random, 40);
    Document plain = document;
    Document brief = document;
    const ChangeSet changes = randomEdits(document, random, 40);
    QVERIFY(plain.apply(toOps(changes), stamp));
    QVERIFY(sameBoards(plain, document));
    QVERIFY(brief.apply(toOps(coalesced(changes)), stamp));
    QVERIFY(sameBoards(brief, document));
}

void TestDiff::invertedChangesTakeBack()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Document document;
    randomEdits(document, random, 40);
    const Document before = document;
    const ChangeSet changes = randomEdits(document, random, 40);
    Document coarse = document;
    QVERIFY(document.apply(toOps(inverted(changes)), stamp));
    QVERIFY(sameBoards(document, before));
    QVERIFY(coarse.apply(toOps(inverted(coalesced(changes))), stamp));
    QVERIFY(sameBoards(coarse, before));
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestDiff)
#include "model_diff.moc"
