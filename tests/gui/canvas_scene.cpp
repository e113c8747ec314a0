#include "common/model/geometry.h"
#include "tests/gui/canvasboard.h"

#include <QGraphicsItem>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

// Of all pixels: on fine screens the reference, which is flattened by Qt, is less round than what is shown.
constexpr double tolerance = 0.001;

/// One of each kind, and some of what makes them differ.
QList<Shape> samples()
{
    QList<Shape> shapes;
    for (int i = 0; i < 44; ++i) {
        const Kind kind = Kind(i % kindCount);
        Shape shape = CanvasBoard::shape("s" + QByteArray::number(100 + i), kind,
                                         {20.0 + (i % 8) * 95, 20.0 + (i / 8) * 95, 80, 70, i % 3 ? 0 : 15.0});
        shape.stroke = Color::rgb(i % 2 ? 0xe03131 : 0x1971c2);
        if (info(Register::Rough).usedBy(kind))
            shape.rough = i / kindCount % 3;
        if (info(Register::Hatch).usedBy(kind))
            shape.hatch = Hatch(i / kindCount % 3);
        if (i / kindCount > 1)
            shape.fill = Color::rgb(0xb2f2bb);
        if (isLinear(kind))
            shape.points = {0, 70, 30, 0, 80, 40};
        if (kind == Kind::Ink) {
            for (int k = 0; k < 40; ++k)
                shape.points << k * 2 << 35 + 35 * std::sin(k / 5.0) << 0.3 + k % 7 / 10.0;
            shape.width = 6;
        }
        if (info(Register::Text).usedBy(kind))
            shape.text = u"Plan 계획"_s;
        shapes.append(shape);
    }
    return shapes;
}

/// In which blurred and sharp look the same.
QImage fromAfar(const QImage &image)
{
    return image.scaled(image.size() / 12, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

class TestCanvasScene final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewShapeIsInTheNextFrame();
    void anEditedShapeIsRightInTheNextFrame();
    void aDeletedShapeIsGoneFromTheNextFrame();
    void theWindowLooksLikeTheReference_data();
    void theWindowLooksLikeTheReference();
    void afterAZoomItGetsSharp();
    void theScreenShowsWhatHasGotSharp();
    void theScreenShowsAnEdit();
    void whatChangesOutOfSightIsRightWhenItIsSeen();
    void anEditWhileTilesAreMadeIsNotLost();
    void growingInkLooksLikeTheWhole();
    void aHiddenShapeIsNeitherSeenNorFound();
    void theTopmostShapeIsFoundFirst();
    void areasFindWhatLiesInThemAndWhatReachesIn();
};

void TestCanvasScene::aNewShapeIsInTheNextFrame()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    QCOMPARE(board.seenAt({150, 150}), QColor(Qt::white));
    Shape shape = CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0});
    shape.fill = Color::rgb(0xff0000);
    QVERIFY(board.add(shape));
    QCOMPARE(board.seenAt({150, 150}), QColor(Qt::red));
}

void TestCanvasScene::anEditedShapeIsRightInTheNextFrame()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape shape = CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0});
    shape.fill = Color::rgb(0xff0000);
    QVERIFY(board.add(shape));
    board.grab();
    QVERIFY(board.set("1", Register::Box, Box{400, 300, 200, 100, 20}));
    QCOMPARE(board.seenAt({150, 150}), QColor(Qt::white));
    QCOMPARE(board.seenAt({500, 350}), QColor(Qt::red));
    QVERIFY(difference(board.grab(), board.reference()) <= tolerance);
    QVERIFY(board.set("1", Register::Fill, Color::rgb(0x0000ff)));
    QCOMPARE(board.seenAt({500, 350}), QColor(Qt::blue));
}

void TestCanvasScene::aDeletedShapeIsGoneFromTheNextFrame()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape shape = CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0});
    QVERIFY(board.add(shape));
    board.grab();
    QVERIFY(board.session.submit({DeleteOp{"1"}}, u"Delete"_s));
    QCOMPARE(difference(board.grab(), board.reference()), 0.0);
}

void TestCanvasScene::theWindowLooksLikeTheReference_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("zoom");
    QTest::newRow("light") << false << 1.0;
    QTest::newRow("dark") << true << 1.0;
    QTest::newRow("zoomed in") << false << 2.37;
}

void TestCanvasScene::theWindowLooksLikeTheReference()
{
    QFETCH(bool, dark);
    QFETCH(double, zoom);
    CanvasBoard board;
    QVERIFY(board.ready());
    board.scene.setDark(dark);
    for (const Shape &shape : samples())
        QVERIFY(board.add(shape));
    board.view.setZoom(zoom, {100, 100});
    board.view.panBy({-33, 17});
    board.grab();
    QTRY_VERIFY(board.scene.isSettled());
    const QImage seen = board.grab();
    const QImage expected = board.reference(dark);
    QVERIFY2(difference(seen, expected) <= tolerance, qPrintable(QString::number(difference(seen, expected))));
}

void TestCanvasScene::afterAZoomItGetsSharp()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    for (const Shape &shape : samples())
        QVERIFY(board.add(shape));
    board.grab();
    for (int i = 0; i < 6; ++i) {
        board.view.setZoom(board.view.zoom() * 1.1, {400, 300});
        // Never blank, whatever is there yet: blurred at most.
        QVERIFY(difference(fromAfar(board.grab()), fromAfar(board.reference())) < 0.02);
    }
    QTRY_VERIFY(board.scene.isSettled());
    QVERIFY(difference(board.grab(), board.reference()) <= tolerance);
}

void TestCanvasScene::theScreenShowsWhatHasGotSharp()
{
    // Hundreds of lines over each other add up what rounding makes of each where one tile meets the next.
    constexpr double crowded = 3 * tolerance;
    CanvasBoard board;
    QVERIFY(board.ready());
    for (int copy = 0; copy < 8; ++copy) {
        for (Shape shape : samples()) {
            shape.id += QByteArray::number(copy);
            shape.box.x += copy * 3;
            QVERIFY(board.add(shape));
        }
    }
    QTRY_VERIFY2(difference(board.onScreen(), board.reference()) <= crowded,
                 qPrintable(QString::number(difference(board.onScreen(), board.reference()))));
    for (int i = 0; i < 3; ++i) {
        board.view.setZoom(board.view.zoom() * 1.2, {400, 300});
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(board.scene.isSettled());
    QTRY_VERIFY(difference(board.onScreen(), board.reference()) <= crowded);
}

void TestCanvasScene::theScreenShowsAnEdit()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape shape = CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0});
    shape.fill = Color::rgb(0xff0000);
    QVERIFY(board.add(shape));
    QTRY_VERIFY(difference(board.onScreen(), board.reference()) <= tolerance);
    QVERIFY(board.set("1", Register::Box, Box{400, 300, 200, 100, 20}));
    QTRY_VERIFY(difference(board.onScreen(), board.reference()) <= tolerance);
    board.view.panBy({-31, 12});
    QVERIFY(board.set("1", Register::Fill, Color::rgb(0x00ff00)));
    QTRY_VERIFY(difference(board.onScreen(), board.reference()) <= tolerance);
    board.scene.setDark(true);
    QTRY_VERIFY(difference(board.onScreen(), board.reference(true)) <= tolerance);
}

void TestCanvasScene::whatChangesOutOfSightIsRightWhenItIsSeen()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    for (const Shape &shape : samples())
        QVERIFY(board.add(shape));
    board.grab();
    QTRY_VERIFY(board.scene.isSettled());
    board.view.panBy({-2000, 0});
    board.grab();
    QVERIFY(board.set("s100", Register::Fill, Color::rgb(0x000000)));
    QVERIFY(board.set("s101", Register::Box, Box{300, 300, 90, 20, 0}));
    board.view.panBy({2000, 0});
    QVERIFY(difference(board.grab(), board.reference()) <= tolerance);
}

void TestCanvasScene::anEditWhileTilesAreMadeIsNotLost()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    for (const Shape &shape : samples())
        QVERIFY(board.add(shape));
    board.grab();
    for (int i = 0; i < 20; ++i) {
        board.view.setZoom(1 + i % 4 * 0.13, {400, 300});
        board.grab();
        QVERIFY(board.set("s100", Register::Box, Box{20.0 + i * 20, 20.0 + i * 10, 120, 90, i * 9.0}));
    }
    QTRY_VERIFY(board.scene.isSettled());
    QVERIFY(difference(board.grab(), board.reference()) <= tolerance);
}

void TestCanvasScene::growingInkLooksLikeTheWhole()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape ink = CanvasBoard::shape("1", Kind::Ink, {100, 100, 0, 0, 0});
    ink.points = {100, 100, 0.5};
    ink.width = 8;
    ink.opacity = 0.6;
    QVERIFY(board.add(ink));
    PointList all = ink.points;
    for (int i = 1; i < 60; ++i) {
        PointList more;
        for (int k = 0; k < 5; ++k)
            more << 100 + (i * 5 + k) * 1.7 << 250 + 150 * std::sin((i * 5 + k) / 20.0) << 0.5;
        const qsizetype at = all.size();
        all.append(more);
        const QList<Op> ops = {AppendOp{"1", at, more}, UpdateOp{"1", {{Register::Box, boxOfPoints(all, 3)}}}};
        QVERIFY(board.session.submit(ops, u"Draw"_s, "g1"));
        QVERIFY(difference(board.grab(), board.reference()) <= tolerance);
    }
}

void TestCanvasScene::aHiddenShapeIsNeitherSeenNorFound()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape shape = CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0});
    shape.fill = Color::rgb(0xff0000);
    QVERIFY(board.add(shape));
    board.scene.setHidden({"1"});
    QCOMPARE(board.seenAt({150, 150}), QColor(Qt::white));
    QVERIFY(board.scene.shapesAt({150, 150}, 2).isEmpty());
    board.scene.setHidden({});
    QCOMPARE(board.seenAt({150, 150}), QColor(Qt::red));
}

void TestCanvasScene::theTopmostShapeIsFoundFirst()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    for (const char *id : {"1", "3", "2"}) {
        Shape shape = CanvasBoard::shape(id, Kind::Rect, {100, 100, 100, 100, 0});
        shape.fill = Color::rgb(0xff0000);
        QVERIFY(board.add(shape));
    }
    QByteArrayList ids;
    for (const ShapeRef &shape : board.scene.shapesAt({150, 150}, 2))
        ids.append(shape->id);
    QCOMPARE(ids, (QByteArrayList{"3", "2", "1"}));
    QVERIFY(board.scene.shapesAt({300, 300}, 2).isEmpty());
}

void TestCanvasScene::areasFindWhatLiesInThemAndWhatReachesIn()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.add(CanvasBoard::shape("1", Kind::Rect, {100, 100, 100, 100, 0})));
    QVERIFY(board.add(CanvasBoard::shape("2", Kind::Ellipse, {300, 100, 100, 100, 0})));
    QCOMPARE(board.scene.shapesInside({90, 90, 250, 120}).size(), 1);
    QCOMPARE(board.scene.shapesTouching({90, 90, 250, 120}).size(), 2);
    // The corner of an ellipse's box is not the ellipse.
    QCOMPARE(board.scene.shapesTouching({295, 95, 10, 10}).size(), 0);
    QCOMPARE(board.scene.shownBounds("1"), QRectF(100, 100, 100, 100));
    QVERIFY(board.scene.drawingBounds().contains(QRectF(100, 100, 300, 100)));
}

QTEST_MAIN(TestCanvasScene)
#include "canvas_scene.moc"
