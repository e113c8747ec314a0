#include "app/editing/zorder.h"

#include <QSet>
#include <QTest>

using namespace sketchroom;

Q_DECLARE_METATYPE(ZMove)

/// Shapes are squares named by letters, bottom first.
class TestPaintOrder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesGoPastWhatOverlaps_data();
    void movesGoPastWhatOverlaps();
    void whereAnArrowIsShownCounts();
    void onlyTheMovedShapesChange();
    void equalIndexesAreToldApart();
    void newIndexesAscendAboveEverything();
};

namespace {

/// The shapes of `order`, bottom first, all in one place but those in `apart`, which overlap nothing.
Document boardOf(const QByteArray &order, const QByteArray &apart = {}, const QList<QByteArray> &keys = {})
{
    Document document;
    for (qsizetype i = 0; i < order.size(); ++i) {
        auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
        shape->id = order.mid(i, 1);
        shape->z = keys.value(i, "a" + QByteArray::number(int(i)));
        if (apart.contains(order.at(i)))
            shape->box.x = 1000.0 * double(i + 1);
        document.put(shape);
    }
    return document;
}

QByteArray orderOf(const Document &document)
{
    QByteArray order;
    for (const ShapeRef &shape : document.inPaintOrder())
        order += shape->id;
    return order;
}

QSet<ShapeId> idsIn(const QByteArray &letters)
{
    QSet<ShapeId> ids;
    for (const char letter : letters)
        ids.insert(QByteArray(1, letter));
    return ids;
}

} // namespace

void TestPaintOrder::movesGoPastWhatOverlaps_data()
{
    QTest::addColumn<QByteArray>("apart");
    QTest::addColumn<QByteArray>("moved");
    QTest::addColumn<ZMove>("move");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *apart, const char *moved, ZMove move, const char *expected) {
        QTest::newRow(name) << QByteArray(apart) << QByteArray(moved) << move << QByteArray(expected);
    };
    row("to the front", "", "b", ZMove::ToFront, "acdeb");
    row("to the back", "", "d", ZMove::ToBack, "dabce");
    row("several to the front", "", "ca", ZMove::ToFront, "bdeac");
    row("several to the back", "", "eb", ZMove::ToBack, "beacd");
    row("one up", "", "b", ZMove::Forward, "acbde");
    row("one down", "", "d", ZMove::Backward, "abdce");
    row("neighbours up", "", "bc", ZMove::Forward, "adbce");
    row("apart from each other, up", "", "ac", ZMove::Forward, "badce");
    row("neighbours down", "", "cd", ZMove::Backward, "acdbe");
    row("up past what does not overlap", "cd", "b", ZMove::Forward, "acdeb");
    row("down past what does not overlap", "bc", "d", ZMove::Backward, "dabce");
    row("nothing overlaps", "b", "b", ZMove::Forward, "abcde");
    row("there already", "", "e", ZMove::ToFront, "abcde");
    row("on top, up", "", "de", ZMove::Forward, "abcde");
}

void TestPaintOrder::movesGoPastWhatOverlaps()
{
    QFETCH(QByteArray, apart);
    QFETCH(QByteArray, moved);
    QFETCH(ZMove, move);
    QFETCH(QByteArray, expected);
    Document document = boardOf("abcde", apart);
    const QList<Op> ops = reordered(document, idsIn(moved), move);
    QCOMPARE(ops.isEmpty(), expected == "abcde");
    if (!ops.isEmpty())
        QVERIFY(document.apply(ops, {"somebody", 1}));
    QCOMPARE(orderOf(document), expected);
}

/// S7: an arrow is where the shapes are that it is attached to, not where its points say.
void TestPaintOrder::whereAnArrowIsShownCounts()
{
    const auto with = [](Document &document, const ShapeId &id, Kind kind, const Box &box, const QByteArray &z,
                         const ShapeId &to) {
        auto shape = std::make_shared<Shape>(Shape::defaults(kind));
        shape->id = id;
        shape->box = box;
        shape->z = z;
        if (kind == Kind::Arrow) {
            shape->points = {0, 0, 10, 10};
            shape->from = Anchor{to, 0, 0};
            shape->to = Anchor{to, 1, 1};
        }
        document.put(shape);
    };
    Document document;
    with(document, "a", Kind::Arrow, {0, 0, 10, 10, 0}, "a1", "t"); // shown over t
    with(document, "b", Kind::Rect, {0, 0, 10, 10, 0}, "a2", {});   // where the arrow's points are
    with(document, "c", Kind::Rect, {1'000, 1'000, 50, 50, 0}, "a3", {});
    with(document, "t", Kind::Rect, {1'000, 1'000, 50, 50, 0}, "a0", {});
    QVERIFY(document.apply(reordered(document, {"a"}, ZMove::Forward), {"somebody", 1}));
    QCOMPARE(orderOf(document), "tbca");
}

void TestPaintOrder::onlyTheMovedShapesChange()
{
    const Document document = boardOf("abcde");
    const QList<Op> ops = reordered(document, idsIn("bd"), ZMove::ToFront);
    QCOMPARE(ops.size(), 2);
    for (const Op &op : ops)
        QVERIFY(idsIn("bd").contains(shapeIdOf(op)));
}

void TestPaintOrder::equalIndexesAreToldApart()
{
    Document document = boardOf("abcd", {}, {"a0", "a1", "a1", "a1"});
    const QList<Op> ops = reordered(document, idsIn("a"), ZMove::Forward);
    QVERIFY(document.apply(ops, {"somebody", 1}));
    QCOMPARE(orderOf(document), "bacd");
}

void TestPaintOrder::newIndexesAscendAboveEverything()
{
    const Document document = boardOf("abc");
    const QList<QByteArray> keys = zAboveAll(document, 3);
    QCOMPARE(keys.size(), 3);
    QByteArray below = document.topZ();
    for (const QByteArray &key : keys) {
        QVERIFY(key > below);
        below = key;
    }
}

QTEST_GUILESS_MAIN(TestPaintOrder)
#include "editing_zorder.moc"
