#include "app/editing/selectionframe.h"
#include "app/editing/shapecommands.h"
#include "app/render/shapegeometry.h"
#include "tests/unit/tools_board.h"

#include <QSignalSpy>

using namespace sketchroom;

class TestSelecting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickSelectsTheTopmostShape();
    void aClickOnNothingClearsTheSelection();
    void shiftClicksPutShapesInAndOut();
    void lockedShapesAreLookedThrough();
    void aClickOnWhatIsLockedSelectsItAndLeavesItWhereItIs();
    void thePadlockUnlocks();
    void everythingCanBeUnlocked();
    void enterOnWhatHasNoTextSaysSo();
    void theRubberBandSelectsWhatLiesInItWhole();
    void theLassoSelectsWhatItGoesAround();
    void aCancelledLassoLeavesTheSelection();
    void aClickOnAMemberSelectsItsOutermostGroup();
    void doubleClicksGoDeeperIntoGroups();
    void aDragMovesTheSelectionInOneStep();
    void aDragStartsOnAShapeThatIsNotSelected();
    void aDragWithinTheFrameMovesTheSelection();
    void aPressAndReleaseSubmitsNothing();
    void aDragThereAndBackLeavesNoStep();
    void shiftMovesAlongOneAxis();
    void movesAreSeenWhileTheyAreDragged();
    void altDragsCopiesInOneStep();
    void framesTakeTheirChildrenAlong();
    void cornerHandlesResize();
    void aResizeGoesOnWithWhatItBeganWith();
    void aResizeOfATurnedShapeGoesAlongItsOwnSides();
    void severalShapesAreResizedTogether();
    void aTextGrowsWithItsBox();
    void theKnobTurns();
    void severalShapesTurnAboutTheirMiddle();
    void theEndsOfALineAreDragged();
    void aLineIsBentByItsMiddle();
    void theMiddleHandleStandsBesideALabel();
    void anArrowsEndIsAttachedWhereItIsDropped();
    void aMovedArrowLetsGoOfWhatStays();
    void anArrowMovedWithItsShapeStaysAttached();
    void arrowKeysMoveByOneAndWithShiftByTen();
    void aKeyHeldDownIsOneStep();
    void shapesThatSomebodyDeletesDropOut();
};

void TestSelecting::aClickSelectsTheTopmostShape()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId top = board.add(Kind::Rect, {150, 150, 100, 100, 0});
    board.click({175, 175});
    QCOMPARE(board.controller.selection().ids(), QList{top});
}

void TestSelecting::aClickOnNothingClearsTheSelection()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.click({150, 150});
    QVERIFY(!board.controller.selection().isEmpty());
    board.click({500, 500});
    QVERIFY(board.controller.selection().isEmpty());
}

void TestSelecting::shiftClicksPutShapesInAndOut()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId b = board.add(Kind::Rect, {300, 100, 50, 50, 0});
    board.click({125, 125});
    board.click({325, 125}, Qt::ShiftModifier);
    QCOMPARE(board.controller.selection().ids(), (QList{a, b}));
    board.click({125, 125}, Qt::ShiftModifier);
    QCOMPARE(board.controller.selection().ids(), QList{b});
    board.click({125, 125}, Qt::ShiftModifier);
    board.click({325, 125});
    QCOMPARE(board.controller.selection().ids(), QList{b});
}

void TestSelecting::lockedShapesAreLookedThrough()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId under = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.add(Kind::Rect, {100, 100, 100, 100, 0}, [](Shape &shape) { shape.locked = true; });
    board.click({150, 150});
    QCOMPARE(board.controller.selection().ids(), QList{under});
    board.drag({10, 10}, {400, 400});
    QCOMPARE(board.controller.selection().ids(), QList{under});
}

void TestSelecting::thePadlockUnlocks()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Rect, {100, 100, 200, 100, 0}, [](Shape &shape) { shape.locked = true; });
    board.click({150, 150});
    QVERIFY(board.controller.selection().contains(id));
    const auto frame = SelectionFrame::around(board.document(), board.controller.selection().shapes());
    QCOMPARE(frame->handles(1), QList<Handle>{Handle::Unlock});
    board.click(frame->position(Handle::Unlock, 1));
    QVERIFY(!board.shape(id)->locked);
    QVERIFY(board.controller.selection().contains(id));
    board.controller.commands().toggleLocked();
    QVERIFY(board.shape(id)->locked);
    board.controller.commands().toggleLocked();
    QVERIFY(!board.shape(id)->locked);
}

void TestSelecting::aClickOnWhatIsLockedSelectsItAndLeavesItWhereItIs()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const auto lockedPart = [](Shape &shape) {
        shape.locked = true;
        shape.groups = {"g"};
    };
    const ShapeId one = board.add(Kind::Rect, {100, 100, 100, 100, 0}, lockedPart);
    const ShapeId other = board.add(Kind::Rect, {300, 100, 100, 100, 0}, lockedPart);
    const Box before = board.box(one);
    board.click({150, 150});
    QCOMPARE(board.controller.selection().ids(), (QList{one, other}));
    board.drag({150, 150}, {250, 250});
    board.key(Qt::Key_Right);
    board.controller.commands().deleteSelected();
    QCOMPARE(board.box(one), before);
    board.click({150, 150});
    board.controller.commands().setLocked(false);
    QVERIFY(!board.shape(one)->locked && !board.shape(other)->locked);
    board.click({10, 10});
    QVERIFY(board.controller.selection().ids().isEmpty());
}

void TestSelecting::everythingCanBeUnlocked()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId locked = board.add(Kind::Rect, {100, 100, 100, 100, 0}, [](Shape &shape) { shape.locked = true; });
    board.add(Kind::Rect, {300, 100, 100, 100, 0});
    const int steps = board.undoSteps();
    board.controller.commands().unlockAll();
    QVERIFY(!board.shape(locked)->locked);
    QCOMPARE(board.undoSteps(), steps + 1);
    board.controller.commands().unlockAll(); // nothing to do
    QCOMPARE(board.undoSteps(), steps + 1);
}

void TestSelecting::enterOnWhatHasNoTextSaysSo()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Ink, {100, 100, 100, 100, 0}, [](Shape &shape) { shape.points = {0, 0, 0.5, 100, 100, 0.5}; });
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    board.click({150, 150});
    board.key(Qt::Key_Return);
    QVERIFY(!board.controller.isEditingText());
    QCOMPARE(noticed.size(), 1);
}

void TestSelecting::theRubberBandSelectsWhatLiesInItWhole()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId inside = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId touched = board.add(Kind::Rect, {200, 100, 100, 50, 0});
    board.drag({50, 50}, {250, 200});
    QCOMPARE(board.controller.selection().ids(), QList{inside});
    board.drag({310, 160}, {180, 90}, Qt::ShiftModifier);
    QCOMPARE(board.controller.selection().ids(), (QList{inside, touched}));
}

void TestSelecting::theLassoSelectsWhatItGoesAround()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId inside = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId other = board.add(Kind::Rect, {300, 100, 50, 50, 0});
    board.add(Kind::Rect, {180, 100, 50, 50, 0}); // in the bounds of the third, but it goes around it
    board.add(Kind::Rect, {100, 100, 50, 50, 0}, [](Shape &shape) { shape.locked = true; });
    const auto lasso = [&](const QList<QPointF> &way, Qt::KeyboardModifiers modifiers = {}) {
        board.controller.setTool(ToolId::Lasso);
        board.press(way.first(), modifiers);
        for (const QPointF &point : way)
            board.move(point, modifiers);
        board.release(way.last(), modifiers);
    };
    lasso({{80, 80}, {170, 80}, {170, 170}, {80, 170}});
    QCOMPARE(board.controller.selection().ids(), QList{inside});
    QCOMPARE(board.controller.tool(), ToolId::Select);
    lasso({{280, 80}, {370, 80}, {370, 170}, {280, 170}}, Qt::ShiftModifier);
    QCOMPARE(board.controller.selection().ids(), (QList{inside, other}));
    lasso({{80, 80}, {160, 80}, {160, 200}, {290, 200}, {290, 80}, {370, 80}, {370, 220}, {80, 220}});
    const QList<ShapeId> ids = board.controller.selection().ids();
    QCOMPARE(QSet<ShapeId>(ids.begin(), ids.end()), (QSet<ShapeId>{inside, other}));
    // Around nothing: the tool stays.
    lasso({{500, 500}, {520, 500}, {520, 520}});
    QVERIFY(board.controller.selection().isEmpty());
    QCOMPARE(board.controller.tool(), ToolId::Lasso);
}

void TestSelecting::aCancelledLassoLeavesTheSelection()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId shape = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId other = board.add(Kind::Rect, {300, 100, 50, 50, 0});
    board.controller.selection().set({other});
    board.controller.setTool(ToolId::Lasso);
    board.press({80, 80});
    for (const QPointF &point : {QPointF(170, 80), QPointF(170, 170), QPointF(80, 170)})
        board.move(point);
    QCOMPARE(board.controller.selection().ids(), QList{shape});
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    board.controller.keyPressed(&escape);
    QCOMPARE(board.controller.selection().ids(), QList{other});
}

void TestSelecting::aClickOnAMemberSelectsItsOutermostGroup()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0}, [](Shape &shape) { shape.groups = {"in", "out"}; });
    const ShapeId b = board.add(Kind::Rect, {200, 100, 50, 50, 0}, [](Shape &shape) { shape.groups = {"out"}; });
    board.add(Kind::Rect, {300, 100, 50, 50, 0});
    board.click({125, 125});
    QCOMPARE(board.controller.selection().ids(), (QList{a, b}));
    board.click({125, 125}, Qt::ShiftModifier);
    QVERIFY(board.controller.selection().isEmpty());
}

void TestSelecting::doubleClicksGoDeeperIntoGroups()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const auto innermost = [](Shape &shape) { shape.groups = {"in", "out"}; };
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0}, innermost);
    const ShapeId b = board.add(Kind::Rect, {200, 100, 50, 50, 0}, innermost);
    const ShapeId c = board.add(Kind::Rect, {300, 100, 50, 50, 0}, [](Shape &shape) { shape.groups = {"out"}; });
    board.doubleClick({125, 125});
    QCOMPARE(board.controller.selection().ids(), (QList{a, b}));
    board.doubleClick({125, 125});
    QCOMPARE(board.controller.selection().ids(), QList{a});
    QVERIFY(!board.controller.isEditingText());
    board.click({325, 125});
    QCOMPARE(board.controller.selection().ids(), (QList{a, b, c}));
}

void TestSelecting::aDragMovesTheSelectionInOneStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId b = board.add(Kind::Ellipse, {200, 100, 50, 50, 30});
    const int before = board.undoSteps();
    board.controller.selection().set({a, b});
    board.drag({125, 125}, {165, 105});
    QCOMPARE(board.box(a), (Box{140, 80, 50, 50, 0}));
    QCOMPARE(board.box(b), (Box{240, 80, 50, 50, 30}));
    QCOMPARE(board.undoSteps(), before + 1);
    board.session.undo();
    QCOMPARE(board.box(a), (Box{100, 100, 50, 50, 0}));
    QCOMPARE(board.box(b), (Box{200, 100, 50, 50, 30}));
}

void TestSelecting::aDragStartsOnAShapeThatIsNotSelected()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId b = board.add(Kind::Rect, {300, 100, 50, 50, 0});
    board.click({125, 125});
    board.drag({325, 125}, {335, 145});
    QCOMPARE(board.box(a), (Box{100, 100, 50, 50, 0}));
    QCOMPARE(board.box(b), (Box{310, 120, 50, 50, 0}));
    QCOMPARE(board.controller.selection().ids(), QList{b});
}

void TestSelecting::aDragWithinTheFrameMovesTheSelection()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId hollow = board.add(Kind::Rect, {100, 100, 100, 100, 0}, [](Shape &shape) { shape.fill = {}; });
    board.drag({150, 150}, {160, 160});
    QCOMPARE(board.box(hollow), (Box{100, 100, 100, 100, 0}));
    board.click({100, 130});
    board.drag({150, 150}, {160, 160});
    QCOMPARE(board.box(hollow), (Box{110, 110, 100, 100, 0}));
    board.click({150, 150});
    QVERIFY(board.controller.selection().isEmpty());
}

void TestSelecting::aPressAndReleaseSubmitsNothing()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const int before = board.undoSteps();
    board.click({150, 150});
    board.click({204, 204}); // the handle of a corner
    board.click({150, 76});  // the knob
    QCOMPARE(board.controller.selection().ids(), QList{a});
    QCOMPARE(board.undoSteps(), before);
}

void TestSelecting::aDragThereAndBackLeavesNoStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100.1, 100.7, 100.3, 100.9, 12});
    const Box box = board.box(a);
    const int before = board.undoSteps();
    board.click({150, 150});
    board.pull({150, 150}, {250, 250});
    board.move({150, 150});
    board.release({150, 150});
    QCOMPARE(board.box(a), box);
    QCOMPARE(board.undoSteps(), before);
}

void TestSelecting::shiftMovesAlongOneAxis()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.click({150, 150});
    board.drag({150, 150}, {160, 250}, Qt::ShiftModifier);
    QCOMPARE(board.box(a), (Box{100, 200, 100, 100, 0}));
}

void TestSelecting::movesAreSeenWhileTheyAreDragged()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.press({150, 150});
    for (const double x : {200.0, 250.0, 300.0}) {
        board.move({x, 150});
        QTRY_COMPARE(board.box(a), (Box{x - 50, 100, 100, 100, 0}));
    }
    board.release({300, 150});
}

void TestSelecting::altDragsCopiesInOneStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const int before = board.undoSteps();
    board.drag({150, 150}, {350, 150}, Qt::AltModifier);
    QCOMPARE(board.document().size(), 2);
    QCOMPARE(board.box(a), (Box{100, 100, 100, 100, 0}));
    QCOMPARE(board.newest()->box, (Box{300, 100, 100, 100, 0}));
    QCOMPARE(board.controller.selection().ids(), QList{board.newest()->id});
    QCOMPARE(board.undoSteps(), before + 1);
}

void TestSelecting::framesTakeTheirChildrenAlong()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId frame = board.add(Kind::Frame, {100, 100, 300, 300, 0});
    const ShapeId child = board.add(Kind::Rect, {150, 150, 50, 50, 0}, [&](Shape &shape) { shape.parent = frame; });
    board.controller.selection().set({frame});
    board.drag({300, 300}, {310, 320});
    QCOMPARE(board.box(frame), (Box{110, 120, 300, 300, 0}));
    QCOMPARE(board.box(child), (Box{160, 170, 50, 50, 0}));
}

void TestSelecting::cornerHandlesResize()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const int before = board.undoSteps();
    board.click({150, 150});
    board.drag({204, 204}, {254, 224});
    QCOMPARE(board.box(a), (Box{100, 100, 150, 120, 0}));
    QCOMPARE(board.undoSteps(), before + 1);
    board.drag({254, 224}, {264, 224}, Qt::AltModifier);
    QCOMPARE(board.box(a), (Box{90, 100, 170, 120, 0}));
}

/// Of two shapes one vanishes while they are resized: the other keeps its share of the frame.
void TestSelecting::aResizeGoesOnWithWhatItBeganWith()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId b = board.add(Kind::Rect, {300, 100, 100, 100, 0});
    board.controller.selection().set({a, b});
    board.pull({404, 204}, {554, 254});
    const QList<Op> ops(1, DeleteOp{b});
    QVERIFY(board.session.submit(ops, QStringLiteral("by somebody")));
    board.move({704, 304});
    board.release({704, 304});
    COMPARE_BOX(board.box(a), Box{100, 100, 200, 200, 0});
}

void TestSelecting::aResizeOfATurnedShapeGoesAlongItsOwnSides()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    // Turned by a right angle: its right side is at the bottom of the screen.
    const ShapeId a = board.add(Kind::Rect, {100, 150, 200, 100, 90});
    board.click({200, 200});
    board.drag({200, 304}, {200, 344});
    COMPARE_BOX(board.box(a), {80, 170, 240, 100, 90});
    QCOMPARE(cornersOf(board.box(a)).at(0), QPointF(250, 100));
}

void TestSelecting::severalShapesAreResizedTogether()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId b = board.add(Kind::Ellipse, {150, 150, 50, 50, 0});
    board.controller.selection().set({a, b});
    board.drag({204, 204}, {304, 254});
    COMPARE_BOX(board.box(a), {100, 100, 100, 75, 0});
    COMPARE_BOX(board.box(b), {200, 175, 100, 75, 0});
    // Past the other side: mirrored.
    board.drag({304, 254}, {-96, 254});
    QVERIFY(board.box(a).w < 0 && board.box(b).w < 0);
    QCOMPARE(frameOf(board.box(a)), QRectF(0, 100, 100, 75));
    QCOMPARE(frameOf(board.box(b)), QRectF(-100, 175, 100, 75));
}

void TestSelecting::aTextGrowsWithItsBox()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Text, {100, 100, 80, 25, 0}, [](Shape &shape) {
        shape.text = QStringLiteral("words");
        shape.font.size = 20;
    });
    board.click({140, 112});
    board.drag({184, 129}, {264, 129});
    COMPARE_BOX(board.box(a), {100, 100, 160, 50, 0});
    QCOMPARE(board.shape(a)->font.size, 40.0);
}

void TestSelecting::theKnobTurns()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const int before = board.undoSteps();
    board.click({150, 150});
    board.drag({150, 76}, {224, 150});
    COMPARE_BOX(board.box(a), {100, 100, 100, 100, 90});
    board.drag({224, 150}, {150 + 70, 150 + 30}, Qt::ShiftModifier);
    COMPARE_BOX(board.box(a), {100, 100, 100, 100, 120});
    QCOMPARE(board.undoSteps(), before + 2);
}

void TestSelecting::severalShapesTurnAboutTheirMiddle()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 50, 50, 0});
    const ShapeId b = board.add(Kind::Rect, {250, 100, 50, 50, 0});
    board.controller.selection().set({a, b});
    board.drag({200, 76}, {249, 125});
    COMPARE_BOX(board.box(a), {175, 25, 50, 50, 90});
    COMPARE_BOX(board.box(b), {175, 175, 50, 50, 90});
}

void TestSelecting::theEndsOfALineAreDragged()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Line);
    board.drag({100, 100}, {200, 200});
    const ShapeId line = board.newest()->id;
    board.drag({200, 200}, {300, 150});
    QCOMPARE(scenePoints(*board.shape(line)), (QList<QPointF>{{100, 100}, {300, 150}}));
    board.drag({100, 100}, {120, 152}, Qt::ShiftModifier);
    QVERIFY(std::abs(scenePoints(*board.shape(line)).first().y() - 150) < 1e-6);
    QCOMPARE(board.undoSteps(), 3);
}

void TestSelecting::aLineIsBentByItsMiddle()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 200}, {300, 200});
    const ShapeId arrow = board.newest()->id;
    QCOMPARE(board.shape(arrow)->points.size(), 4);
    board.drag({200, 200}, {220, 120});
    QCOMPARE(scenePoints(*board.shape(arrow)), (QList<QPointF>{{100, 200}, {220, 120}, {300, 200}}));
    QVERIFY(board.shape(arrow)->corner > 0);
    // By the same place further, an end, and back to a straight line.
    board.drag({220, 120}, {200, 100});
    board.drag({300, 200}, {320, 200});
    QCOMPARE(scenePoints(*board.shape(arrow)), (QList<QPointF>{{100, 200}, {200, 100}, {320, 200}}));
    board.drag({200, 100}, {205, 203});
    QCOMPARE(scenePoints(*board.shape(arrow)), (QList<QPointF>{{100, 200}, {320, 200}}));
    QCOMPARE(board.undoSteps(), 5);
}

void TestSelecting::theMiddleHandleStandsBesideALabel()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 200}, {500, 200});
    const ShapeId arrow = board.newest()->id;
    QVERIFY(board.session.submit({UpdateOp{arrow, {{Register::Text, QStringLiteral("writes to")}}}}, {}));
    const QRectF label = lineLabelRoom(*board.shape(arrow));
    QVERIFY(label.contains(QPointF(300, 200)));
    const auto frame = SelectionFrame::around(board.session.document(), {board.shape(arrow)});
    const QPointF handle = frame->position(Handle::Middle, 1);
    QVERIFY2(handle.x() > label.right() && handle.x() < label.right() + 20, qPrintable(QString::number(handle.x())));
    board.drag(handle, handle + QPointF(0, -80));
    QCOMPARE(scenePoints(*board.shape(arrow)), (QList<QPointF>{{100, 200}, {300, 120}, {500, 200}}));
}

void TestSelecting::anArrowsEndIsAttachedWhereItIsDropped()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId target = board.add(Kind::Rect, {400, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 100}, {200, 200});
    const ShapeId arrow = board.newest()->id;
    board.drag({200, 200}, {450, 150});
    QCOMPARE(board.shape(arrow)->to, Binding(Anchor{target, 0.5, 0.5}));
    board.drag({450, 150}, {300, 300});
    QCOMPARE(board.shape(arrow)->to, Binding());
}

void TestSelecting::aMovedArrowLetsGoOfWhatStays()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId target = board.add(Kind::Rect, {400, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 150}, {450, 150});
    const ShapeId arrow = board.newest()->id;
    // The arrow follows its shape on the screen, and is moved from where it is seen.
    board.controller.selection().set({target});
    board.drag({450, 180}, {450, 280});
    board.controller.selection().set({arrow});
    board.drag({200, 150 + 100.0 * 100 / 350}, {200, 160 + 100.0 * 100 / 350});
    QCOMPARE(board.shape(arrow)->to, Binding());
    const QList<QPointF> points = scenePoints(*board.shape(arrow));
    QVERIFY((points.last() - QPointF(450, 260)).manhattanLength() < 1e-6);
    QVERIFY((points.first() - QPointF(100, 160)).manhattanLength() < 1e-6);
}

void TestSelecting::anArrowMovedWithItsShapeStaysAttached()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId target = board.add(Kind::Rect, {400, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Arrow);
    board.drag({100, 150}, {450, 150});
    const ShapeId arrow = board.newest()->id;
    board.controller.selection().set({target, arrow});
    board.drag({420, 180}, {430, 190});
    QVERIFY(board.shape(arrow)->to);
    QCOMPARE(board.box(arrow), (Box{110, 160, 350, 0, 0}));
}

void TestSelecting::arrowKeysMoveByOneAndWithShiftByTen()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.click({150, 150});
    board.key(Qt::Key_Right);
    board.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(board.box(a), (Box{101, 110, 100, 100, 0}));
    board.key(Qt::Key_Left, Qt::ShiftModifier);
    board.key(Qt::Key_Up);
    QCOMPARE(board.box(a), (Box{91, 109, 100, 100, 0}));
}

void TestSelecting::aKeyHeldDownIsOneStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const int before = board.undoSteps();
    board.click({150, 150});
    for (int i = 0; i < 5; ++i) {
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier, {}, i > 0);
        board.controller.keyPressed(&down);
    }
    QKeyEvent up(QEvent::KeyRelease, Qt::Key_Right, Qt::NoModifier);
    board.controller.keyReleased(&up);
    QCOMPARE(board.box(a).x, 105.0);
    QCOMPARE(board.undoSteps(), before + 1);
    board.key(Qt::Key_Right);
    QCOMPARE(board.undoSteps(), before + 2);
}

void TestSelecting::shapesThatSomebodyDeletesDropOut()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId b = board.add(Kind::Rect, {300, 100, 100, 100, 0});
    board.controller.selection().set({a, b, "no such shape"});
    QCOMPARE(board.controller.selection().ids(), (QList{a, b}));
    board.press({150, 150});
    board.move({160, 160});
    const QList<Op> ops(1, DeleteOp{a});
    QVERIFY(board.session.submit(ops, QStringLiteral("by somebody")));
    board.move({170, 170});
    board.release({170, 170});
    QCOMPARE(board.controller.selection().ids(), QList{b});
    QCOMPARE(board.box(b), (Box{320, 120, 100, 100, 0}));
}

QTEST_MAIN(TestSelecting)
#include "tools_select.moc"
