#include "app/editing/stylestate.h"
#include "app/tools/toolregistry.h"
#include "app/view/lasertrail.h"
#include "common/model/geometry.h"
#include "tests/unit/tools_board.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sketchroom;

Q_DECLARE_METATYPE(ToolId)
Q_DECLARE_METATYPE(Kind)

class TestDrawing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStrokeThatSomebodyDeletesGoesOnAsANewOne();
    void everyToolHasItsOwnLetter();
    void aHighlighterIsBroadAndLetsThrough();
    void newShapesHaveTheLookThatIsChosen();
    void theLaserPointsAndLeavesNothing();
    void aDragDrawsAShape_data();
    void aDragDrawsAShape();
    void aClickStampsAShapeOfStandardSize_data();
    void aClickStampsAShapeOfStandardSize();
    void modifiersCountFromTheMomentTheyArePressed();
    void aKeptToolStaysInUse();
    void newShapesHaveTheChosenStyleAndLieOnTop();
    void aLineGoesFromPressToRelease();
    void shiftMakesALineGoInSteps();
    void aClickMakesNoLine();
    void anArrowIsAttachedToTheShapesAtItsEnds();
    void anArrowIsAttachedToAShapeThatIsNotFilled();
    void headsChosenForArrowsAreNotPutOnLines();
    void aStrokeIsOneStepAndFollowsThePointer();
    void aStrokeGrowsWhileItIsDrawn();
    void thePressureOfAPenIsKept();
    void aTapOfThePenMakesADot();
    void aVeryLongStrokeGoesOnAsAnother();
    void theEraserDeletesWhatItPasses();
    void theEraserTakesWholeGroupsAndLeavesLockedShapes();
    void theRightButtonDrawsNothing();
    void choosingAnotherToolEndsTheDrag();
    void theHandMovesTheViewOnly();
};

namespace {

void addToolRows()
{
    QTest::addColumn<ToolId>("tool");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("rectangle") << ToolId::Rectangle << Kind::Rect;
    QTest::newRow("ellipse") << ToolId::Ellipse << Kind::Ellipse;
    QTest::newRow("triangle") << ToolId::Triangle << Kind::Triangle;
    QTest::newRow("diamond") << ToolId::Diamond << Kind::Diamond;
}

/// A long way on little room.
QPointF zigzag(int i)
{
    return {double(i % 200) * 2, double(i / 200) * 3 + (i % 2) * 2};
}

} // namespace

void TestDrawing::aStrokeThatSomebodyDeletesGoesOnAsANewOne()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    board.pull({100, 100}, {200, 100});
    QTRY_VERIFY(board.newest());
    const ShapeId first = board.newest()->id;
    const QList<Op> ops(1, DeleteOp{first});
    QVERIFY(board.session.submit(ops, QStringLiteral("by somebody")));
    for (int x = 210; x <= 300; x += 10)
        board.move({double(x), 100});
    board.release({300, 100});
    QCOMPARE(board.document().size(), 1);
    QVERIFY(board.newest()->id != first);
    QCOMPARE(frameOf(board.newest()->box).right(), 300.0);
}

void TestDrawing::aHighlighterIsBroadAndLetsThrough()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Highlighter);
    board.press({100, 100});
    board.move({200, 100});
    board.release({300, 100});
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->kind, Kind::Ink);
    QVERIFY(board.newest()->width >= 16);
    QVERIFY(board.newest()->opacity < 0.6);
    board.controller.setTool(ToolId::Pen);
    board.press({100, 200});
    board.move({200, 200});
    board.release({300, 200});
    QCOMPARE(board.newest()->width, Shape::defaults(Kind::Ink).width);
    QCOMPARE(board.newest()->opacity, 1.0);
}

void TestDrawing::newShapesHaveTheLookThatIsChosen()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.style().setLook(Look::HandDrawn);
    board.controller.setTool(ToolId::Rectangle);
    board.click({100, 100});
    QCOMPARE(board.newest()->rough, 1);
    QVERIFY(board.newest()->corner > 0);
    QCOMPARE(board.newest()->font.family, u"hand"_s);
    board.controller.style().setLook(Look::Plain);
    board.controller.setTool(ToolId::Rectangle);
    board.click({300, 100});
    QCOMPARE(board.newest()->rough, 0);
    QCOMPARE(board.newest()->corner, 0.0);
}

void TestDrawing::theLaserPointsAndLeavesNothing()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Laser);
    const auto trail = [&]() -> const LaserTrail * {
        for (QGraphicsItem *const item : board.scene.items()) {
            if (const auto *const laser = dynamic_cast<LaserTrail *>(item); laser && laser->isVisible())
                return laser;
        }
        return nullptr;
    };
    board.press({100, 100});
    board.move({200, 150});
    QVERIFY(trail());
    QVERIFY(trail()->boundingRect().contains(QPointF(200, 150)));
    board.release({200, 150});
    QTRY_VERIFY2(!trail(), "it fades");
    QVERIFY(board.document().isEmpty());
    QVERIFY(!board.session.canUndo());
}

void TestDrawing::everyToolHasItsOwnLetter()
{
    QSet<QByteArray> keys;
    for (const ToolInfo &tool : tools()) {
        // Shapes behind the last button have none.
        const QByteArray key = tool.shortcut;
        QVERIFY(!keys.contains(key) || (key.isEmpty() && tool.place == ToolPlace::More));
        keys.insert(key);
        QCOMPARE(&toolInfo(tool.id), &tool);
        QVERIFY(!tool.translatedName().isEmpty());
    }
}

void TestDrawing::aDragDrawsAShape_data()
{
    addToolRows();
}

void TestDrawing::aDragDrawsAShape()
{
    QFETCH(ToolId, tool);
    QFETCH(Kind, kind);
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(tool);
    board.drag({100, 100}, {180, 160});
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->kind, kind);
    QCOMPARE(board.newest()->box, (Box{100, 100, 80, 60, 0}));
    QCOMPARE(board.controller.tool(), ToolId::Select);
    QCOMPARE(board.controller.selection().ids(), QList{board.newest()->id});
    QCOMPARE(board.undoSteps(), 1);
}

void TestDrawing::aClickStampsAShapeOfStandardSize_data()
{
    addToolRows();
}

void TestDrawing::aClickStampsAShapeOfStandardSize()
{
    QFETCH(ToolId, tool);
    QFETCH(Kind, kind);
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(tool);
    board.click({200, 200});
    QCOMPARE(board.document().size(), 1);
    const Box expected = kind == Kind::Rect ? Box{120, 150, 160, 100, 0} : Box{140, 140, 120, 120, 0};
    QCOMPARE(board.newest()->box, expected);
    QCOMPARE(board.undoSteps(), 1);
}

void TestDrawing::modifiersCountFromTheMomentTheyArePressed()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Rectangle);
    board.pull({100, 100}, {180, 160});
    QKeyEvent shift(QEvent::KeyPress, Qt::Key_Shift, Qt::NoModifier);
    board.controller.keyPressed(&shift);
    QTRY_COMPARE(board.newest()->box, (Box{100, 100, 80, 80, 0}));
    QKeyEvent shiftUp(QEvent::KeyRelease, Qt::Key_Shift, Qt::ShiftModifier);
    board.controller.keyReleased(&shiftUp);
    board.release({180, 160});
    QCOMPARE(board.newest()->box, (Box{100, 100, 80, 60, 0}));
}

void TestDrawing::aKeptToolStaysInUse()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    QSignalSpy kept(&board.controller, &ToolController::keepsToolChanged);
    board.controller.setKeepsTool(true);
    QCOMPARE(kept.size(), 1);
    board.controller.setTool(ToolId::Diamond);
    board.click({100, 100});
    board.click({300, 100});
    QCOMPARE(board.controller.tool(), ToolId::Diamond);
    QCOMPARE(board.document().size(), 2);
}

void TestDrawing::newShapesHaveTheChosenStyleAndLieOnTop()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Ellipse, {0, 0, 50, 50, 0});
    board.controller.style().set({Register::Stroke, Color::rgb(0xe03131)});
    board.controller.style().set({Register::Width, 8.0});
    board.controller.setTool(ToolId::Rectangle);
    board.click({200, 200});
    QCOMPARE(board.newest()->kind, Kind::Rect);
    QCOMPARE(board.newest()->stroke, Color::rgb(0xe03131));
    QCOMPARE(board.newest()->width, 8.0);
}

void TestDrawing::aLineGoesFromPressToRelease()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Line);
    board.drag({300, 100}, {100, 150});
    QCOMPARE(board.newest()->kind, Kind::Line);
    QCOMPARE(scenePoints(*board.newest()), (QList<QPointF>{{300, 100}, {100, 150}}));
    QCOMPARE(board.undoSteps(), 1);
}

void TestDrawing::shiftMakesALineGoInSteps()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Line);
    board.drag({100, 100}, {300, 108}, Qt::ShiftModifier);
    QVERIFY(std::abs(scenePoints(*board.newest()).last().y() - 100) < 1e-6);
}

void TestDrawing::aClickMakesNoLine()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    for (const ToolId tool : {ToolId::Line, ToolId::Arrow}) {
        board.controller.setTool(tool);
        board.click({100, 100});
    }
    QVERIFY(board.document().isEmpty());
    QVERIFY(!board.session.canUndo());
}

void TestDrawing::anArrowIsAttachedToTheShapesAtItsEnds()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId from = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId to = board.add(Kind::Ellipse, {400, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Arrow);
    board.drag({150, 175}, {425, 150});
    const ShapeRef arrow = board.newest();
    QCOMPARE(arrow->kind, Kind::Arrow);
    QVERIFY(arrow->from && arrow->to);
    QCOMPARE(*arrow->from, (Anchor{from, 0.5, 0.75}));
    QCOMPARE(*arrow->to, (Anchor{to, 0.25, 0.5}));
    QCOMPARE(arrow->ends.end, Head::Arrow);
    board.controller.setTool(ToolId::Arrow);
    board.drag({600, 400}, {700, 500});
    QVERIFY(!board.newest()->from && !board.newest()->to);
}

void TestDrawing::anArrowIsAttachedToAShapeThatIsNotFilled()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId to = board.add(Kind::Rect, {100, 100, 100, 100, 0}, [](Shape &shape) { shape.fill = {}; });
    board.controller.setTool(ToolId::Arrow);
    board.drag({300, 150}, {150, 150});
    QVERIFY(board.newest()->to);
    QCOMPARE(board.newest()->to->shape, to);
}

void TestDrawing::headsChosenForArrowsAreNotPutOnLines()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.style().set({Register::Ends, Ends{Head::Circle, Head::Triangle}});
    board.controller.setTool(ToolId::Line);
    board.drag({100, 100}, {200, 200});
    QCOMPARE(board.newest()->ends, Ends());
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 300}, {200, 400});
    QCOMPARE(board.newest()->ends, (Ends{Head::Circle, Head::Triangle}));
}

void TestDrawing::aStrokeIsOneStepAndFollowsThePointer()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    board.drag({100, 100}, {200, 150});
    board.drag({300, 100}, {320, 120});
    QCOMPARE(board.document().size(), 2);
    QCOMPARE(board.undoSteps(), 2);
    const ShapeRef ink = *board.document().inPaintOrder().begin();
    QCOMPARE(ink->kind, Kind::Ink);
    QCOMPARE(ink->box, (Box{100, 100, 100, 50, 0}));
    QCOMPARE(scenePoints(*ink).first(), QPointF(100, 100));
    QCOMPARE(scenePoints(*ink).last(), QPointF(200, 150));
    QCOMPARE(ink->points.at(2), 0.5);
    QCOMPARE(board.controller.tool(), ToolId::Pen);
}

void TestDrawing::aStrokeGrowsWhileItIsDrawn()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    board.press({100, 100});
    QCOMPARE(board.document().size(), 1);
    qsizetype numbers = board.newest()->points.size();
    for (const double x : {120.0, 140.0, 160.0}) {
        board.move({x, 100 + x / 10});
        QTRY_VERIFY(board.newest()->points.size() > numbers);
        numbers = board.newest()->points.size();
        QCOMPARE(boxOfPoints(board.newest()->points, 3).w, board.newest()->box.w);
        QCOMPARE(scenePoints(*board.newest()).last(), QPointF(x, 100 + x / 10));
    }
    board.release({160, 116});
    QCOMPARE(board.undoSteps(), 1);
}

void TestDrawing::thePressureOfAPenIsKept()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    PointerEvent event = board.at({10, 10});
    event.pen = true;
    event.pressure = 0.25;
    board.controller.pointerPressed(event);
    event = board.at({50, 50});
    event.pen = true;
    event.pressure = 0.8;
    board.controller.pointerMoved(event);
    board.controller.pointerReleased(event);
    QCOMPARE(board.newest()->points.at(2), 0.25);
    QCOMPARE(board.newest()->points.at(5), 0.8);
}

void TestDrawing::aTapOfThePenMakesADot()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    board.click({100, 100});
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->points.size(), 3);
    QCOMPARE(centerOf(board.newest()->box), QPointF(100, 100));
}

void TestDrawing::aVeryLongStrokeGoesOnAsAnother()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    const int points = board.session.limits().numbersInPoints / 3 + 100;
    board.press(zigzag(0));
    for (int i = 1; i < points; ++i)
        board.move(zigzag(i));
    board.release(zigzag(points - 1));
    QCOMPARE(board.document().size(), 2);
    const QList<ShapeRef> strokes = board.document().shapes();
    QVERIFY(strokes.first()->points.size() <= board.session.limits().numbersInPoints);
    const QPointF end = scenePoints(*strokes.first()).last();
    QVERIFY((scenePoints(*strokes.last()).first() - end).manhattanLength() < 1e-6);
    QCOMPARE(board.undoSteps(), 1);
}

void TestDrawing::theEraserDeletesWhatItPasses()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {100, 100, 20, 20, 0});
    board.add(Kind::Rect, {100, 100, 20, 20, 0});
    board.add(Kind::Rect, {200, 100, 20, 20, 0});
    const ShapeId away = board.add(Kind::Rect, {200, 300, 20, 20, 0});
    const int before = board.undoSteps();
    board.controller.setTool(ToolId::Eraser);
    // One jump over all of them: what lies between two events is passed over, too.
    board.press({50, 110});
    board.move({300, 110});
    QCOMPARE(board.document().size(), 1);
    board.release({300, 110});
    QVERIFY(board.document().contains(away));
    QCOMPARE(board.undoSteps(), before + 1);
    board.session.undo();
    QCOMPARE(board.document().size(), 4);
}

void TestDrawing::theEraserTakesWholeGroupsAndLeavesLockedShapes()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const auto grouped = [](Shape &shape) { shape.groups = {"g"}; };
    board.add(Kind::Rect, {100, 100, 20, 20, 0}, grouped);
    board.add(Kind::Rect, {400, 400, 20, 20, 0}, grouped);
    const ShapeId locked = board.add(Kind::Rect, {130, 100, 20, 20, 0}, [](Shape &shape) { shape.locked = true; });
    board.controller.setTool(ToolId::Eraser);
    board.drag({90, 110}, {170, 110});
    QCOMPARE(board.document().size(), 1);
    QVERIFY(board.document().contains(locked));
}

void TestDrawing::theRightButtonDrawsNothing()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Pen);
    PointerEvent event = board.at({10, 10});
    event.button = Qt::RightButton;
    board.controller.pointerPressed(event);
    board.move({100, 100});
    board.controller.pointerReleased(event);
    QVERIFY(board.document().isEmpty());
}

void TestDrawing::choosingAnotherToolEndsTheDrag()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Rectangle);
    board.pull({100, 100}, {200, 200});
    board.controller.setTool(ToolId::Pen);
    QCOMPARE(board.controller.tool(), ToolId::Pen);
    QCOMPARE(board.newest()->box, (Box{100, 100, 100, 100, 0}));
    board.move({300, 300});
    board.release({300, 300});
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->box, (Box{100, 100, 100, 100, 0}));
}

void TestDrawing::theHandMovesTheViewOnly()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Hand);
    const QPointF before = board.view.toScene({0, 0});
    PointerEvent event = board.at({150, 150});
    board.controller.pointerPressed(event);
    event.view += QPointF(30, 40);
    board.controller.pointerMoved(event);
    board.controller.pointerReleased(event);
    QCOMPARE(board.view.toScene({0, 0}), before - QPointF(30, 40));
    QCOMPARE(board.box(board.newest()->id), (Box{100, 100, 100, 100, 0}));
}

QTEST_MAIN(TestDrawing)
#include "tools_draw.moc"
