#include "app/view/boardpicture.h"
#include "common/model/geometry.h"
#include "tests/support/randomshapes.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

Shape makeShape(const ShapeId &id, Kind kind, const Box &box)
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    shape.z = "a" + id;
    shape.box = box;
    if (isLinear(kind))
        shape.points = {0, 0, box.w, box.h};
    return shape;
}

/// A document and its picture, changed together.
struct Board
{
    Document document;
    BoardPicture picture{document};

    QList<QRectF> apply(const QList<Op> &ops)
    {
        const auto applied = document.apply(ops, {"me", 1});
        return applied ? picture.apply(applied->changes).tiles : QList<QRectF>();
    }
    QList<QRectF> add(const Shape &shape) { return apply({CreateOp{std::make_shared<Shape>(shape)}}); }
    QList<QRectF> set(const ShapeId &id, Register reg, const Value &value)
    {
        return apply({UpdateOp{id, {{reg, value}}}});
    }
};

QRectF united(const QList<QRectF> &areas)
{
    QRectF all;
    for (const QRectF &area : areas)
        all |= area;
    return all;
}

} // namespace

class TestPicture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMoveSpoilsWhereItWasAndWhereItIs();
    void anAttachedArrowFollows();
    void anArrowStaysWhereItWasWhenItsShapeIsDeleted();
    void hiddenShapesAreNotShown();
    void aStrokeIsShownUpToWhereItHasBeenPlayed();
    void shapesAreShownInPaintOrder();
    void inkThatGrowsSpoilsItsEndOnly();
    void itIsTheSameAsAFreshOneAfterManyEdits();
    void anAreaReachesShapesByTheirOutline();
};

void TestPicture::aMoveSpoilsWhereItWasAndWhereItIs()
{
    Board board;
    board.add(makeShape("1", Kind::Rect, {0, 0, 100, 50, 0}));
    const QList<QRectF> spoilt = board.set("1", Register::Box, Box{1000, 0, 100, 50, 0});
    QVERIFY(united(spoilt).contains(QRectF(0, 0, 100, 50)));
    QVERIFY(united(spoilt).contains(QRectF(1000, 0, 100, 50)));
    for (const QRectF &area : spoilt)
        QVERIFY(area.width() < 200);
    QVERIFY(board.picture.shown(QRectF(0, 0, 100, 50)).isEmpty());
    QCOMPARE(board.picture.shown(QRectF(1000, 0, 100, 50)).size(), 1);
}

void TestPicture::anAttachedArrowFollows()
{
    Board board;
    board.add(makeShape("1", Kind::Rect, {0, 0, 100, 100, 0}));
    Shape arrow = makeShape("2", Kind::Arrow, {300, 300, 100, 100, 0});
    arrow.from = Anchor{"1", 1, 0.5};
    board.add(arrow);
    QCOMPARE(scenePoints(*board.picture.shown("2")).first(), QPointF(100, 50));
    QCOMPARE(scenePoints(*board.picture.shown("2")).last(), QPointF(400, 400));

    const QList<QRectF> spoilt = board.set("1", Register::Box, Box{0, 500, 100, 100, 0});
    QCOMPARE(scenePoints(*board.picture.shown("2")).first(), QPointF(100, 550));
    QVERIFY(united(spoilt).contains(QRectF(QPointF(100, 50), QPointF(400, 550))));
    QVERIFY(!board.picture.shown(QRectF(100, 545, 5, 5)).isEmpty());
}

void TestPicture::anArrowStaysWhereItWasWhenItsShapeIsDeleted()
{
    Board board;
    board.add(makeShape("1", Kind::Rect, {0, 0, 100, 100, 0}));
    Shape arrow = makeShape("2", Kind::Arrow, {300, 300, 100, 100, 0});
    arrow.to = Anchor{"1", 0.5, 0.5};
    board.add(arrow);
    board.apply({DeleteOp{"1"}});
    QCOMPARE(scenePoints(*board.picture.shown("2")).first(), QPointF(300, 300));
    QCOMPARE(scenePoints(*board.picture.shown("2")).last(), QPointF(50, 50));
    QVERIFY(!board.picture.shown("1"));
}

void TestPicture::hiddenShapesAreNotShown()
{
    Board board;
    board.add(makeShape("1", Kind::Rect, {0, 0, 100, 100, 0}));
    QVERIFY(united(board.picture.setHidden({"1"}).tiles).contains(QRectF(0, 0, 100, 100)));
    QVERIFY(board.picture.shown(QRectF(0, 0, 100, 100)).isEmpty());
    board.set("1", Register::Opacity, 0.5);
    QVERIFY(!board.picture.shown("1"));
    QVERIFY(united(board.picture.setHidden({}).tiles).contains(QRectF(0, 0, 100, 100)));
    QVERIFY(board.picture.shown("1"));
}

void TestPicture::aStrokeIsShownUpToWhereItHasBeenPlayed()
{
    Board board;
    Shape ink = Shape::defaults(Kind::Ink);
    ink.id = "ink";
    ink.points = {0, 0, 0.5, 100, 0, 0.5, 200, 0, 0.5};
    ink.box = {0, 0, 200, 0, 0};
    board.add(ink);
    const QRectF end(190, -5, 20, 10);
    QCOMPARE(board.picture.shown(end).size(), 1);
    const auto spoilt = board.picture.showFirst({{"ink", 6}});
    QVERIFY(united(spoilt.tiles).contains(QPointF(199, 0)));
    QVERIFY(board.picture.shown(end).isEmpty());
    QVERIFY(!board.picture.isShownAsIs(ink));
    board.picture.showFirst({});
    QCOMPARE(board.picture.shown(end).size(), 1);
    QVERIFY(board.picture.isShownAsIs(ink));
}

void TestPicture::shapesAreShownInPaintOrder()
{
    Board board;
    for (const char *id : {"3", "1", "2"})
        board.add(makeShape(id, Kind::Rect, {0, 0, 100, 100, 0}));
    QByteArrayList ids;
    for (const ShapeRef &shape : board.picture.shown(QRectF(0, 0, 10, 10)))
        ids.append(shape->id);
    QCOMPARE(ids, (QByteArrayList{"1", "2", "3"}));
}

void TestPicture::inkThatGrowsSpoilsItsEndOnly()
{
    Board board;
    Shape ink = makeShape("1", Kind::Ink, {});
    for (int i = 0; i < 1000; ++i)
        ink.points << i * 3 << (i % 50) << 0.5;
    ink.box = boxOfPoints(ink.points, 3);
    board.add(ink);
    const PointList more = {3000, 10, 0.5};
    PointList all = ink.points;
    all.append(more);
    const QList<QRectF> spoilt =
        board.apply({AppendOp{"1", ink.points.size(), more}, UpdateOp{"1", {{Register::Box, boxOfPoints(all, 3)}}}});
    QVERIFY(united(spoilt).contains(QPointF(3000, 10)));
    QVERIFY2(united(spoilt).width() < 800, qPrintable(QString::number(united(spoilt).width())));
}

void TestPicture::itIsTheSameAsAFreshOneAfterManyEdits()
{
    Board board;
    Random random(12);
    for (int i = 0; i < 3000; ++i)
        board.apply({testing::randomOp(board.document, "n" + QByteArray::number(i), random)});
    QVERIFY(board.document.size() > 10);
    const BoardPicture fresh(board.document);
    QCOMPARE(board.picture.index().size(), board.document.size());
    for (const ShapeRef &shape : board.document.inPaintOrder()) {
        QVERIFY(*board.picture.shown(shape->id) == *fresh.shown(shape->id));
        QCOMPARE(board.picture.index().boundsOf(shape->id), fresh.index().boundsOf(shape->id));
    }
}

void TestPicture::anAreaReachesShapesByTheirOutline()
{
    Shape line = makeShape("1", Kind::Line, {0, 0, 100, 100, 0});
    QVERIFY(reaches(line, QRectF(40, 40, 20, 20)));
    QVERIFY(!reaches(line, QRectF(60, 10, 30, 30)));
    Shape rect = makeShape("2", Kind::Rect, {0, 0, 100, 100, 0});
    QVERIFY(!reaches(rect, QRectF(40, 40, 20, 20)));
    rect.fill = Color::rgb(0xffffff);
    QVERIFY(reaches(rect, QRectF(40, 40, 20, 20)));
    QVERIFY(reaches(rect, QRectF(-10, -10, 500, 500)));
}

QTEST_MAIN(TestPicture)
#include "canvas_picture.moc"
