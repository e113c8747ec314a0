#include "common/model/geometry.h"
#include "tests/gui/canvasboard.h"

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

constexpr int columns = 20;
constexpr int rows = 15;
constexpr double tolerance = 0.001; // of all pixels

ShapeId idAt(int index)
{
    return "s" + QByteArray::number(1000 + index);
}

Box boxAt(int index)
{
    return {20.0 + index % columns * 30, 20.0 + index / columns * 26, 22, 18, 0};
}

/// More shapes than a frame can repair, red ones, and a blue one that lies over some of them.
struct FullBoard : CanvasBoard
{
    bool fill()
    {
        QList<Op> ops;
        for (int i = 0; i < columns * rows; ++i) {
            Shape rect = shape(idAt(i), Kind::Rect, boxAt(i));
            rect.fill = Color::rgb(0xff0000);
            ops.append(CreateOp{std::make_shared<Shape>(rect)});
        }
        Shape above = shape("t", Kind::Ellipse, {200, 150, 90, 90, 0});
        above.fill = Color::rgb(0x0000ff);
        ops.append(CreateOp{std::make_shared<Shape>(above)});
        return session.submit(ops, u"Draw"_s).has_value();
    }
    bool moveAll(QPointF by)
    {
        QList<Op> ops;
        for (int i = 0; i < columns * rows; ++i) {
            Box box = boxAt(i);
            box.x += by.x();
            box.y += by.y();
            ops.append(UpdateOp{idAt(i), {{Register::Box, box}}});
        }
        return session.submit(ops, u"Move"_s, "drag").has_value();
    }
    bool isExact() { return scene.isSettled() && difference(grab(), reference()) <= tolerance; }
};

} // namespace

class TestCanvasLive final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyShapesAreWhereTheyAreInTheNextFrame();
    void theyLeaveNoTraceWhenTheyRest();
    void theyAreFoundWhileTheyMove();
    void whatIsDeletedMeanwhileIsGone();
    void resizedShapesGetTheirPlaceAmongTheOthers();
    void aZoomMeanwhileShowsThemToo();
    void anotherThemeIsSeenAtOnce();
};

void TestCanvasLive::manyShapesAreWhereTheyAreInTheNextFrame()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    for (int step = 1; step <= 5; ++step) {
        QVERIFY(board.moveAll({step * 7.0, step * 4.0}));
        const QImage seen = board.grab();
        const double ratio = board.view.devicePixelRatioF();
        for (const int index : {0, 7, 44, 299}) {
            const QPointF center = centerOf(boxAt(index)) + QPointF(step * 7.0, step * 4.0);
            QCOMPARE(seen.pixelColor((board.view.toView(center) * ratio).toPoint()), QColor(Qt::red));
        }
    }
}

void TestCanvasLive::theyLeaveNoTraceWhenTheyRest()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    for (int step = 1; step <= 8; ++step) {
        QVERIFY(board.moveAll({step * 5.5, 0}));
        board.grab();
        QCoreApplication::processEvents();
    }
    QVERIFY(!board.scene.isSettled());
    QTRY_VERIFY(board.isExact());
    board.session.undo();
    board.grab();
    QTRY_VERIFY(board.isExact());
}

void TestCanvasLive::theyAreFoundWhileTheyMove()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    QVERIFY(board.moveAll({0, 400}));
    board.grab();
    QVERIFY(!board.scene.isSettled());
    const QList<ShapeRef> hit = board.scene.shapesAt(centerOf(boxAt(0)) + QPointF(0, 400), 2);
    QCOMPARE(hit.size(), 1);
    QCOMPARE(hit.first()->id, idAt(0));
    QVERIFY(board.scene.shapesAt(centerOf(boxAt(0)), 2).isEmpty());
    QCOMPARE(board.scene.shapesInside({0, 400, 2000, 2000}).size(), columns * rows);
    QCOMPARE(board.scene.shownBounds(idAt(0)), frameOf(boxAt(0)).translated(0, 400));
    QVERIFY(board.scene.drawingBounds().contains(QPointF(300, 780)));
}

void TestCanvasLive::whatIsDeletedMeanwhileIsGone()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    QVERIFY(board.moveAll({3, 3}));
    board.grab();
    QVERIFY(!board.scene.isSettled());
    QVERIFY(board.session.submit({DeleteOp{idAt(5)}}, u"Delete"_s));
    QCOMPARE(board.seenAt(board.view.toView(centerOf(boxAt(5)) + QPointF(3, 3))), QColor(Qt::white));
    QTRY_VERIFY(board.isExact());
}

void TestCanvasLive::resizedShapesGetTheirPlaceAmongTheOthers()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    for (int step = 1; step <= 4; ++step) {
        QList<Op> ops;
        for (int i = 0; i < columns * rows; ++i) {
            Box box = boxAt(i);
            box.w += step * 2;
            box.angle = step * 5;
            ops.append(UpdateOp{idAt(i), {{Register::Box, box}}});
        }
        QVERIFY(board.session.submit(ops, u"Resize"_s, "drag"));
        board.grab();
    }
    QTRY_VERIFY(board.isExact());
}

void TestCanvasLive::aZoomMeanwhileShowsThemToo()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    QVERIFY(board.moveAll({0, 200}));
    board.grab();
    board.view.setZoom(0.8, {0, 0});
    QCOMPARE(board.seenAt(board.view.toView(centerOf(boxAt(200)) + QPointF(0, 200))), QColor(Qt::red));
    QTRY_VERIFY(board.isExact());
}

void TestCanvasLive::anotherThemeIsSeenAtOnce()
{
    FullBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.fill());
    QTRY_VERIFY(board.isExact());
    board.scene.setDark(true);
    const double apart = difference(board.grab(), board.reference(true));
    QVERIFY2(apart <= 0.02, qPrintable(QString::number(apart)));
    QTRY_VERIFY(board.scene.isSettled() && difference(board.grab(), board.reference(true)) <= tolerance);
    // Colours as bright as these have no exact counterpart in the dark theme, but nothing is blank.
    board.scene.setDark(false);
    QVERIFY(board.seenAt(board.view.toView(centerOf(boxAt(0)))).red() > 180);
    QCOMPARE(board.seenAt({3, 3}), QColor(Qt::white));
    QTRY_VERIFY(board.scene.isSettled() && difference(board.grab(), board.reference()) <= tolerance);
}

QTEST_MAIN(TestCanvasLive)
#include "canvas_live.moc"
