#include "app/view/boardinput.h"
#include "tests/gui/canvasboard.h"

#include <QGraphicsTextItem>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

/// Writes down what it is told.
class Recorder final : public BoardInput
{
public:
    void pointerPressed(const PointerEvent &event) override { note("press", event); }
    void pointerMoved(const PointerEvent &event) override { note("move", event); }
    void pointerReleased(const PointerEvent &event) override { note("release", event); }
    void pointerHovered(const PointerEvent &event) override { note("hover", event); }
    void pointerDoubleClicked(const PointerEvent &event) override { note("double", event); }
    void pointerLeft() override { names.append("left"); }
    bool keyPressed(QKeyEvent *event) override
    {
        names.append("key " + QByteArray::number(event->key()));
        return event->key() == Qt::Key_R;
    }
    bool keyReleased(QKeyEvent *) override { return false; }
    QCursor cursor() const override { return Qt::CrossCursor; }

    QByteArrayList names;
    QList<PointerEvent> events;

private:
    void note(const char *name, const PointerEvent &event)
    {
        names.append(name);
        events.append(event);
    }
};

bool near(QPointF a, QPointF b, double distance)
{
    return (a - b).manhattanLength() <= distance;
}

void wheel(BoardView &view, QPointF at, QPoint angle, QPoint pixels, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, view.viewport()->mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

void tablet(BoardView &view, QEvent::Type type, QPointF at, double pressure, Qt::MouseButton button)
{
    static const QPointingDevice pen(u"pen"_s, 77, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
                                     QInputDevice::Capability::Pressure, 1, 2);
    const bool down = type != QEvent::TabletRelease && button != Qt::NoButton;
    QTabletEvent event(type, &pen, at, view.viewport()->mapToGlobal(at), pressure, 0, 0, 0, 0, 0, Qt::NoModifier,
                       button, down ? Qt::LeftButton : Qt::NoButton);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

} // namespace

class TestCanvasView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zoomingKeepsThePointUnderThePointer();
    void zoomingInAndOutAgainLeadsBack();
    void zoomStaysWithinItsLimits();
    void theWheelPansAndShiftTurnsItSideways();
    void smallStepsOfATouchpadAddUp();
    void ctrlWheelZooms();
    void fittingShowsTheWholeDrawing();
    void fittingMeasuresWhatIsPaintedAndNotTheRoomKeptForText();
    void fittingAnEmptyBoardShowsItAtItsSize();
    void theMiddleButtonPans();
    void spaceAndDragPansAndTellsNobody();
    void pointerEventsAreInSceneUnits();
    void twoQuickStrokesAreTwoStrokes();
    void anotherButtonDoesNotEndADrag();
    void thePenTellsItsPressure();
    void aPenIsNotAMouseAsWell();
    void keysAreOfferedAndOnlyUsedOnesAccepted();
    void anEditorOnTheBoardGetsItsEvents();
    void theGridIsShownWhenItIsWanted();
    void itHasANameForScreenReaders();
};

void TestCanvasView::zoomingKeepsThePointUnderThePointer()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    board.view.panBy({-123, 45});
    const QPointF anchor(612, 77);
    const QPointF scene = board.view.toScene(anchor);
    for (const double zoom : {1.3, 2.0, 0.31, 0.05, 30.0, 1.0}) {
        board.view.setZoom(zoom, anchor);
        QCOMPARE(board.view.zoom(), zoom);
        QVERIFY(near(board.view.toView(scene), anchor, 1.01));
    }
}

void TestCanvasView::zoomingInAndOutAgainLeadsBack()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    const QPointF before = board.view.toScene({0, 0});
    for (int i = 0; i < 30; ++i)
        wheel(board.view, {333, 222}, {0, i < 15 ? 120 : -120}, {}, Qt::ControlModifier);
    QVERIFY(qAbs(board.view.zoom() - 1) < 1e-9);
    QVERIFY(near(board.view.toScene({0, 0}), before, 1.01));
}

void TestCanvasView::zoomStaysWithinItsLimits()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    board.view.setZoom(1e6, {0, 0});
    QCOMPARE(board.view.zoom(), BoardView::maximumZoom);
    board.view.zoomIn();
    QCOMPARE(board.view.zoom(), BoardView::maximumZoom);
    board.view.setZoom(1e-6, {0, 0});
    QCOMPARE(board.view.zoom(), BoardView::minimumZoom);
    board.view.zoomOut();
    QCOMPARE(board.view.zoom(), BoardView::minimumZoom);
    board.view.zoomIn();
    QCOMPARE(board.view.zoom(), 0.1);
    board.view.resetZoom();
    QCOMPARE(board.view.zoom(), 1.0);
    board.view.zoomOut();
    QCOMPARE(board.view.zoom(), 0.75);
}

void TestCanvasView::theWheelPansAndShiftTurnsItSideways()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    QSignalSpy changed(&board.view, &BoardView::viewChanged);
    const QPointF before = board.view.toScene({0, 0});
    wheel(board.view, {100, 100}, {0, -120}, {}, Qt::NoModifier);
    QCOMPARE(board.view.toScene({0, 0}), before + QPointF(0, 64));
    wheel(board.view, {100, 100}, {0, -120}, {}, Qt::ShiftModifier);
    QCOMPARE(board.view.toScene({0, 0}), before + QPointF(64, 64));
    QCOMPARE(changed.count(), 2);
}

void TestCanvasView::smallStepsOfATouchpadAddUp()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    const QPointF before = board.view.toScene({0, 0});
    for (int i = 0; i < 100; ++i)
        board.view.panBy({-0.25, 0});
    QCOMPARE(board.view.toScene({0, 0}), before + QPointF(25, 0));
    wheel(board.view, {100, 100}, {0, -120}, {3, -7}, Qt::NoModifier);
    QCOMPARE(board.view.toScene({0, 0}), before + QPointF(22, 7));
}

void TestCanvasView::ctrlWheelZooms()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    const QPointF under = board.view.toScene({200, 300});
    wheel(board.view, {200, 300}, {0, 240}, {}, Qt::ControlModifier);
    QVERIFY(board.view.zoom() > 1.3);
    QVERIFY(near(board.view.toView(under), {200, 300}, 1.01));
}

void TestCanvasView::fittingShowsTheWholeDrawing()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    QVERIFY(board.add(CanvasBoard::shape("1", Kind::Rect, {-3000, -200, 100, 100, 0})));
    QVERIFY(board.add(CanvasBoard::shape("2", Kind::Rect, {5000, 900, 100, 100, 0})));
    board.view.zoomToFit();
    QVERIFY(board.view.visibleScene().contains(board.scene.drawingBounds()));
    QVERIFY(board.view.zoom() < 0.2);
}

void TestCanvasView::fittingMeasuresWhatIsPaintedAndNotTheRoomKeptForText()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    Shape note = CanvasBoard::shape("1", Kind::Note, {1000, 1000, 300, 200, 0});
    note.text = u"a few words of text in a note"_s;
    QVERIFY(board.add(note));
    board.view.zoomToFit();
    QCOMPARE(board.view.zoom(), 1.0);
    QVERIFY(near(board.view.visibleScene().center(), {1150, 1100}, 3));
}

void TestCanvasView::fittingAnEmptyBoardShowsItAtItsSize()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    board.view.setZoom(3, {0, 0});
    board.view.zoomToFit();
    QCOMPARE(board.view.zoom(), 1.0);
}

void TestCanvasView::theMiddleButtonPans()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    const QPointF grabbed = board.view.toScene({100, 100});
    QTest::mousePress(board.view.viewport(), Qt::MiddleButton, {}, {100, 100});
    QTest::mouseMove(board.view.viewport(), {150, 130});
    QTRY_COMPARE(board.view.toView(grabbed), QPointF(150, 130));
    QCOMPARE(board.view.viewport()->cursor().shape(), Qt::ClosedHandCursor);
    QTest::mouseRelease(board.view.viewport(), Qt::MiddleButton, {}, {150, 130});
    QVERIFY(!input.names.contains("press"));
    QCOMPARE(board.view.viewport()->cursor().shape(), Qt::CrossCursor);
}

void TestCanvasView::spaceAndDragPansAndTellsNobody()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    const QPointF grabbed = board.view.toScene({100, 100});
    QTest::keyPress(&board.view, Qt::Key_Space);
    QCOMPARE(board.view.viewport()->cursor().shape(), Qt::OpenHandCursor);
    QTest::mousePress(board.view.viewport(), Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(board.view.viewport(), {60, 90});
    QTRY_COMPARE(board.view.toView(grabbed), QPointF(60, 90));
    QTest::mouseRelease(board.view.viewport(), Qt::LeftButton, {}, {60, 90});
    QTest::keyRelease(&board.view, Qt::Key_Space);
    QCOMPARE(board.view.viewport()->cursor().shape(), Qt::CrossCursor);
    QVERIFY(!input.names.contains("press"));
    QVERIFY(!input.names.contains("release"));
}

void TestCanvasView::pointerEventsAreInSceneUnits()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    board.view.setZoom(2, {0, 0});
    board.view.panBy({-100, -60});
    QTest::mousePress(board.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, {40, 80});
    QTest::mouseRelease(board.view.viewport(), Qt::LeftButton, {}, {40, 80});
    const qsizetype press = input.names.indexOf("press");
    QVERIFY(press >= 0);
    QCOMPARE(input.events.at(press).scene, QPointF(70, 70));
    QCOMPARE(input.events.at(press).view, QPointF(40, 80));
    QCOMPARE(input.events.at(press).modifiers, Qt::ShiftModifier);
    QCOMPARE(input.events.at(press).pressure, 0.5);
    QVERIFY(!input.events.at(press).pen);
    QCOMPARE(input.names.last(), "release");
}

void TestCanvasView::twoQuickStrokesAreTwoStrokes()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {40, 80});
    QTest::mouseDClick(board.view.viewport(), Qt::LeftButton, {}, {40, 80});
    QTest::mouseRelease(board.view.viewport(), Qt::LeftButton, {}, {40, 80});
    input.names.removeAll("hover");
    QCOMPARE(input.names, (QByteArrayList{"press", "release", "press", "double", "release"}));
}

void TestCanvasView::anotherButtonDoesNotEndADrag()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    QWidget *viewport = board.view.viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, {40, 80});
    QTest::mousePress(viewport, Qt::RightButton, {}, {40, 80});
    QTest::mouseRelease(viewport, Qt::RightButton, {}, {40, 80});
    QVERIFY(!input.names.contains("release"));
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, {40, 80});
    QCOMPARE(input.names.count("press"), 1);
    QCOMPARE(input.names.count("release"), 1);
}

void TestCanvasView::thePenTellsItsPressure()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    tablet(board.view, QEvent::TabletMove, {10, 10}, 0, Qt::NoButton);
    tablet(board.view, QEvent::TabletPress, {20, 20}, 0.25, Qt::LeftButton);
    tablet(board.view, QEvent::TabletMove, {30.5, 20}, 0.75, Qt::LeftButton);
    tablet(board.view, QEvent::TabletRelease, {40, 20}, 0, Qt::LeftButton);
    QCOMPARE(input.names, (QByteArrayList{"hover", "press", "move", "release"}));
    QCOMPARE(input.events.at(1).pressure, 0.25);
    QCOMPARE(input.events.at(2).pressure, 0.75);
    QCOMPARE(input.events.at(2).view, QPointF(30.5, 20));
    QVERIFY(input.events.at(2).pen);
}

void TestCanvasView::aPenIsNotAMouseAsWell()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    tablet(board.view, QEvent::TabletPress, {20, 20}, 0.25, Qt::LeftButton);
    QTest::mousePress(board.view.viewport(), Qt::LeftButton, {}, {20, 20});
    QTest::mouseMove(board.view.viewport(), {30, 20});
    QTest::mouseRelease(board.view.viewport(), Qt::LeftButton, {}, {30, 20});
    tablet(board.view, QEvent::TabletRelease, {40, 20}, 0, Qt::LeftButton);
    QCOMPARE(input.names.count("press"), 1);
    QCOMPARE(input.names.count("release"), 1);
    QVERIFY(input.events.last().pen);
}

void TestCanvasView::keysAreOfferedAndOnlyUsedOnesAccepted()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    for (const int key : {int(Qt::Key_R), int(Qt::Key_F7)}) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(&board.view, &event);
        QCOMPARE(event.isAccepted(), key == Qt::Key_R);
        QVERIFY(input.names.contains("key " + QByteArray::number(key)));
    }
}

void TestCanvasView::anEditorOnTheBoardGetsItsEvents()
{
    CanvasBoard board;
    Recorder input;
    board.view.setInput(&input);
    QVERIFY(board.ready());
    board.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&board.view));
    auto *editor = new QGraphicsTextItem(u"plan review"_s);
    editor->setTextInteractionFlags(Qt::TextEditorInteraction);
    editor->setPos(100, 100);
    board.scene.addItem(editor);
    board.view.setFocus();
    editor->setFocus();
    QTRY_COMPARE(board.scene.focusItem(), editor);
    QTest::keyClick(&board.view, Qt::Key_Space);
    QTest::keyClick(&board.view, Qt::Key_R);
    QCOMPARE(editor->toPlainText(), u" rplan review"_s);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {110, 112});
    QVERIFY(!input.names.contains("press"));
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {400, 400});
    QVERIFY(input.names.contains("press"));
}

void TestCanvasView::theGridIsShownWhenItIsWanted()
{
    CanvasBoard board;
    QVERIFY(board.ready());
    const QImage without = board.grab();
    QVERIFY(!board.view.gridShown());
    board.view.setGridShown(true);
    QVERIFY(board.grab() != without);
    QVERIFY(board.seenAt({20, 20}) != QColor(Qt::white));
    QCOMPARE(board.seenAt({30, 30}), QColor(Qt::white));
    board.view.setGridShown(false);
    QCOMPARE(board.grab(), without);
}

void TestCanvasView::itHasANameForScreenReaders()
{
    CanvasBoard board;
    QVERIFY(!board.view.accessibleName().isEmpty());
}

QTEST_MAIN(TestCanvasView)
#include "canvas_view.moc"
