#include "app/files/insertdrawing.h"
#include "common/model/geometry.h"
#include "tests/support/randomshapes.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

const Stamp stamp{"someone-1", 1000};

Shape rectAt(const ShapeId &id, double x, double y)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    shape.box = {x, y, 10, 10, 0};
    return shape;
}

ShapeRef share(Shape shape)
{
    return std::make_shared<const Shape>(std::move(shape));
}

} // namespace

class TestInsert final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyBoardTakesTheDrawingAsItIs();
    void theMiddleComesToTheCentre();
    void itLiesAboveWhatIsThere();
    void clashingIdsAreMadeAnewAndFollowed();
    void groupsThatAreTakenAreMadeAnew();
    void referencesToWhatIsNotInTheDrawingAreDropped();
    void longStrokesAreAppendedPieceByPiece();
    void anyDrawingFitsOnAnyBoardTwice_data();
    void anyDrawingFitsOnAnyBoardTwice();
};

void TestInsert::anEmptyBoardTakesTheDrawingAsItIs()
{
    Random random(1);
    Document board;
    Shape shape = rectAt("a", 100, 200);
    shape.z = "b07";
    QVERIFY(board.apply(makeInsertOps({{share(shape)}, {}}, board, {-5, -5}, random), stamp));
    QCOMPARE(board.find("a")->box, shape.box);
    QCOMPARE(board.find("a")->z, "b07"_ba);
}

void TestInsert::theMiddleComesToTheCentre()
{
    Random random(1);
    Document board;
    board.put(share(rectAt("old", 0, 0)));
    QVERIFY(board.apply(
        makeInsertOps({{share(rectAt("a", 100, 200)), share(rectAt("b", 300, 200))}, {}}, board, {1000, 500}, random),
        stamp));
    QCOMPARE(boundsOf({board.find("a"), board.find("b")}).center(), QPointF(1000, 500));
    QCOMPARE(board.find("b")->box.x - board.find("a")->box.x, 200.0);
    QCOMPARE(board.find("old")->box.x, 0.0);
}

void TestInsert::itLiesAboveWhatIsThere()
{
    Random random(1);
    Document board;
    Shape top = rectAt("old", 0, 0);
    top.z = "c005";
    board.put(share(top));
    QVERIFY(board.apply(makeInsertOps({{share(rectAt("a", 0, 0)), share(rectAt("b", 0, 0))}, {}}, board, {}, random),
                        stamp));
    QByteArrayList order;
    for (const ShapeRef &shape : board.inPaintOrder())
        order.append(shape->id);
    QCOMPARE(order, (QByteArrayList{"old", "a", "b"}));
}

void TestInsert::clashingIdsAreMadeAnewAndFollowed()
{
    Random random(1);
    Document board;
    board.put(share(rectAt("box", 0, 0)));
    board.put(share(rectAt("frame", 0, 0)));
    Shape frame = rectAt("frame", 0, 0);
    frame.kind = Kind::Frame;
    Shape box = rectAt("box", 0, 0);
    box.parent = "frame";
    Shape arrow = Shape::defaults(Kind::Arrow);
    arrow.id = "arrow";
    arrow.points = {0, 0, 5, 5};
    arrow.from = Anchor{"box", 0.5, 1};
    const auto applied =
        board.apply(makeInsertOps({{share(frame), share(box), share(arrow)}, {}}, board, {}, random), stamp);
    QVERIFY(applied);
    QCOMPARE(board.size(), 5);
    const ShapeId newFrame = applied->changes.at(0).id();
    const ShapeId newBox = applied->changes.at(1).id();
    QVERIFY(newFrame != "frame" && newBox != "box");
    QCOMPARE(board.find(newBox)->parent, newFrame);
    QCOMPARE(board.find("arrow")->from->shape, newBox);
}

void TestInsert::groupsThatAreTakenAreMadeAnew()
{
    Random random(1);
    Document board;
    Shape old = rectAt("old", 0, 0);
    old.groups = {"g"};
    board.put(share(old));
    Shape one = rectAt("one", 0, 0);
    Shape two = rectAt("two", 0, 0);
    one.groups = {"g", "free"};
    two.groups = {"g"};
    QVERIFY(board.apply(makeInsertOps({{share(one), share(two)}, {}}, board, {}, random), stamp));
    QVERIFY(board.find("one")->groups.front() != "g");
    QCOMPARE(board.find("one")->groups.front(), board.find("two")->groups.front());
    QCOMPARE(board.find("one")->groups.back(), "free"_ba);
}

void TestInsert::referencesToWhatIsNotInTheDrawingAreDropped()
{
    Random random(1);
    Document board;
    Shape arrow = Shape::defaults(Kind::Arrow);
    arrow.id = "arrow";
    arrow.to = Anchor{"nowhere", 0, 0};
    arrow.parent = "nowhere";
    QVERIFY(board.apply(makeInsertOps({{share(arrow)}, {}}, board, {}, random), stamp));
    QVERIFY(!board.find("arrow")->to);
    QVERIFY(board.find("arrow")->parent.isEmpty());
}

void TestInsert::longStrokesAreAppendedPieceByPiece()
{
    Random random(1);
    Document board;
    Shape ink = Shape::defaults(Kind::Ink);
    ink.id = "ink";
    for (int i = 0; i < 20'000; ++i)
        ink.points << i << random.real() << 0.5;
    const QList<Op> ops = makeInsertOps({{share(ink)}, {}}, board, {}, random);
    QVERIFY(std::holds_alternative<CreateOp>(ops.front()));
    for (const Op &op : ops) {
        const auto *create = std::get_if<CreateOp>(&op);
        const PointList &points = create ? create->shape->points : std::get<AppendOp>(op).points;
        QVERIFY(points.size() <= 9'000 && points.size() % 3 == 0);
        QVERIFY(board.apply({op}, stamp)); // they may be split anywhere
    }
    QCOMPARE(board.find("ink")->points, ink.points);
}

void TestInsert::anyDrawingFitsOnAnyBoardTwice_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestInsert::anyDrawingFitsOnAnyBoardTwice()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Drawing drawing;
    for (int i = 0; i < 30; ++i)
        drawing.shapes.append(
            share(testing::randomShape("s" + QByteArray::number(i), testing::randomKind(random), random)));
    std::sort(drawing.shapes.begin(), drawing.shapes.end(), PaintsBefore{});
    Document board;
    for (int round = 1; round <= 3; ++round) {
        const QByteArray top = board.topZ();
        const auto applied = board.apply(makeInsertOps(drawing, board, {0, 0}, random), stamp);
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
        QCOMPARE(board.size(), 30 * round);
        for (const Change &change : applied->changes)
            QVERIFY(change.after->z > top);
    }
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestInsert)
#include "files_insert.moc"
