#include "app/editing/selectionframe.h"
#include "app/render/colors.h"
#include "tests/unit/tools_board.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sketchroom;

Q_DECLARE_METATYPE(ToolId)
Q_DECLARE_METATYPE(Kind)

/// The tools in a real window, with events as a mouse and a keyboard make them.
class TestToolsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyToolDraws_data();
    void everyToolDraws();
    void aShapeIsSelectedMovedAndUndone();
    void handlesResizeAtAnyZoom_data();
    void handlesResizeAtAnyZoom();
    void cursorsOfHandlesTurnWithTheShape();
    void escapeWhileTheButtonIsHeldTakesBackTheDrag();
    void whatIsTypedGoesIntoTheText();
    void typingGoesOnWhereTheCaretIsPut();
    void aClickOnTheBoardEndsTyping();
    void handlesAreOfTheSameSizeAtAnyZoom_data();
    void handlesAreOfTheSameSizeAtAnyZoom();
    void theOthersAreToldOfPointerSelectionAndTool();
    void theBoardOutlivesItsTools();

private:
    static bool show(ToolBoard &board)
    {
        board.view.show();
        board.view.activateWindow();
        return QTest::qWaitForWindowActive(&board.view) && board.isReady();
    }

    static QPoint inView(const ToolBoard &board, QPointF scene) { return board.view.toView(scene).toPoint(); }

    static void drag(ToolBoard &board, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *window = board.view.viewport();
        QTest::mouseMove(window, from);
        QTest::mousePress(window, Qt::LeftButton, modifiers, from);
        for (int i = 1; i <= 8; ++i)
            QTest::mouseMove(window, from + (to - from) * i / 8);
        QTest::mouseRelease(window, Qt::LeftButton, modifiers, to);
    }

    /// The middle of the view, in the scene: the tests draw about it.
    static QPointF middle(const ToolBoard &board) { return board.view.visibleScene().center(); }
};

void TestToolsInWindow::everyToolDraws_data()
{
    QTest::addColumn<ToolId>("tool");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("pen") << ToolId::Pen << Kind::Ink;
    QTest::newRow("line") << ToolId::Line << Kind::Line;
    QTest::newRow("arrow") << ToolId::Arrow << Kind::Arrow;
    QTest::newRow("rectangle") << ToolId::Rectangle << Kind::Rect;
    QTest::newRow("ellipse") << ToolId::Ellipse << Kind::Ellipse;
    QTest::newRow("triangle") << ToolId::Triangle << Kind::Triangle;
    QTest::newRow("diamond") << ToolId::Diamond << Kind::Diamond;
}

void TestToolsInWindow::everyToolDraws()
{
    QFETCH(ToolId, tool);
    QFETCH(Kind, kind);
    ToolBoard board;
    QVERIFY(show(board));
    board.controller.setTool(tool);
    drag(board, {300, 200}, {400, 280});
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->kind, kind);
    QCOMPARE(frameOf(board.newest()->box), QRectF(board.view.toScene({300, 200}), QSizeF(100, 80)));
    QCOMPARE(board.undoSteps(), 1);
}

void TestToolsInWindow::aShapeIsSelectedMovedAndUndone()
{
    ToolBoard board;
    QVERIFY(show(board));
    const QPointF at = middle(board);
    const ShapeId id = board.add(Kind::Rect, {at.x(), at.y(), 100, 60, 0});
    const Box before = board.box(id);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, inView(board, at + QPointF(50, 30)));
    QCOMPARE(board.controller.selection().ids(), QList{id});
    drag(board, inView(board, at + QPointF(50, 30)), inView(board, at + QPointF(90, 10)));
    QCOMPARE(board.box(id), (Box{before.x + 40, before.y - 20, 100, 60, 0}));
    QTest::keyClick(&board.view, Qt::Key_Left);
    QTest::keyClick(&board.view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(board.box(id), (Box{before.x + 39, before.y - 10, 100, 60, 0}));
    for (int i = 0; i < 3; ++i)
        board.session.undo();
    QCOMPARE(board.box(id), before);
}

void TestToolsInWindow::handlesResizeAtAnyZoom_data()
{
    QTest::addColumn<double>("zoom");
    for (const double zoom : {0.5, 1.0, 3.0})
        QTest::addRow("%g", zoom) << zoom;
}

void TestToolsInWindow::handlesResizeAtAnyZoom()
{
    QFETCH(double, zoom);
    ToolBoard board;
    QVERIFY(show(board));
    board.view.setZoom(zoom, {400, 300});
    const QPointF at = middle(board);
    const ShapeId id = board.add(Kind::Ellipse, {at.x() - 40, at.y() - 40, 80, 80, 0});
    board.controller.selection().set({id});
    const auto frame = SelectionFrame::around(board.document(), board.controller.selection().shapes());
    QVERIFY(frame);
    const QPoint corner = inView(board, frame->position(Handle::BottomRight, zoom));
    const QPoint pulled(30, 18);
    drag(board, corner, corner + pulled);
    QVERIFY(std::abs(board.box(id).w - (80 + 30 / zoom)) < 1e-6);
    QVERIFY(std::abs(board.box(id).h - (80 + 18 / zoom)) < 1e-6);
}

void TestToolsInWindow::cursorsOfHandlesTurnWithTheShape()
{
    ToolBoard board;
    QVERIFY(show(board));
    const QPointF at = middle(board);
    const ShapeId id = board.add(Kind::Rect, {at.x() - 50, at.y() - 50, 100, 100, 0});
    board.controller.selection().set({id});
    QWidget *window = board.view.viewport();
    QTest::mouseMove(window, inView(board, at + QPointF(54, 0)));
    QTRY_COMPARE(window->cursor().shape(), Qt::SizeHorCursor);
    QTest::mouseMove(window, inView(board, at + QPointF(54, 54)));
    QTRY_COMPARE(window->cursor().shape(), Qt::SizeFDiagCursor);
    QTest::mouseMove(window, inView(board, at));
    QTRY_COMPARE(window->cursor().shape(), Qt::SizeAllCursor);
    QTest::mouseMove(window, inView(board, at + QPointF(150, 150)));
    QTRY_COMPARE(window->cursor().shape(), Qt::ArrowCursor);
    const QList<Op> turn(1, UpdateOp{id, {{Register::Box, Box{at.x() - 50, at.y() - 50, 100, 100, 90}}}});
    QVERIFY(board.session.submit(turn, u"turn"_s));
    // What was the right side is now at the bottom.
    QTest::mouseMove(window, inView(board, at + QPointF(0, 54)));
    QTRY_COMPARE(window->cursor().shape(), Qt::SizeVerCursor);
    board.controller.setTool(ToolId::Pen);
    QCOMPARE(window->cursor().shape(), Qt::CrossCursor);
}

void TestToolsInWindow::escapeWhileTheButtonIsHeldTakesBackTheDrag()
{
    ToolBoard board;
    QVERIFY(show(board));
    board.controller.setTool(ToolId::Rectangle);
    QWidget *window = board.view.viewport();
    QTest::mousePress(window, Qt::LeftButton, {}, {200, 200});
    QTest::mouseMove(window, {300, 300});
    QTRY_COMPARE(board.document().size(), 1);
    QTest::keyClick(&board.view, Qt::Key_Escape);
    QVERIFY(board.document().isEmpty());
    QTest::mouseMove(window, {350, 350});
    QTest::mouseRelease(window, Qt::LeftButton, {}, {350, 350});
    QVERIFY(board.document().isEmpty());
    QVERIFY(!board.session.canUndo());
}

void TestToolsInWindow::whatIsTypedGoesIntoTheText()
{
    ToolBoard board;
    QVERIFY(show(board));
    board.controller.setTool(ToolId::Text);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {300, 200});
    QTRY_VERIFY(board.controller.isEditingText());
    QVERIFY(board.view.testAttribute(Qt::WA_InputMethodEnabled));
    QTest::keyClicks(&board.view, u"pen and line"_s);
    QTest::keyClick(&board.view, Qt::Key_Return);
    QTest::keyClicks(&board.view, u"two"_s);
    QTest::keyClick(&board.view, Qt::Key_Escape);
    QVERIFY(!board.controller.isEditingText());
    QCOMPARE(board.newest()->text, u"pen and line\ntwo"_s);
    QCOMPARE(board.controller.tool(), ToolId::Select);
    // The keys are the board's again.
    const double x = board.newest()->box.x;
    QTest::keyClick(&board.view, Qt::Key_Right);
    QCOMPARE(board.newest()->box.x, x + 1);
}

void TestToolsInWindow::typingGoesOnWhereTheCaretIsPut()
{
    ToolBoard board;
    QVERIFY(show(board));
    board.controller.setTool(ToolId::Text);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {300, 200});
    QTest::keyClicks(&board.view, u"mmmmmm"_s);
    // A click at the beginning of the field.
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {302, 200});
    QVERIFY(board.controller.isEditingText());
    QTest::keyClicks(&board.view, u"i"_s);
    QTest::keyClick(&board.view, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(board.newest()->text, u"immmmmm"_s);
}

void TestToolsInWindow::aClickOnTheBoardEndsTyping()
{
    ToolBoard board;
    QVERIFY(show(board));
    board.controller.setTool(ToolId::Text);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {300, 200});
    QTest::keyClicks(&board.view, u"word"_s);
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, {600, 500});
    QVERIFY(!board.controller.isEditingText());
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->text, u"word"_s);
    QVERIFY(board.controller.selection().isEmpty());
}

void TestToolsInWindow::handlesAreOfTheSameSizeAtAnyZoom_data()
{
    QTest::addColumn<double>("zoom");
    QTest::addColumn<bool>("dark");
    for (const double zoom : {0.25, 1.0, 8.0}) {
        QTest::addRow("%g", zoom) << zoom << false;
        QTest::addRow("%g, dark", zoom) << zoom << true;
    }
}

void TestToolsInWindow::handlesAreOfTheSameSizeAtAnyZoom()
{
    QFETCH(double, zoom);
    QFETCH(bool, dark);
    ToolBoard board;
    QVERIFY(show(board));
    board.scene.setGridShown(false);
    board.scene.setDark(dark);
    board.view.setZoom(zoom, {400, 300});
    const QPointF at = middle(board);
    const double side = 200 / zoom;
    const ShapeId id = board.add(Kind::Rect, {at.x() - side / 2, at.y() - side / 2, side, side, 0}, [](Shape &shape) {
        shape.fill = {};
        shape.stroke = {};
    });
    board.controller.selection().set({id});
    const QColor accent = board.view.palette().color(QPalette::Highlight);
    const QImage picture = board.view.viewport()->grab().toImage();
    const double ratio = board.view.devicePixelRatioF();
    const auto seen = [&](QPoint point) { return picture.pixelColor((QPointF(point) * ratio).toPoint()); };
    const QColor paper = boardColor(dark);
    const auto apart = [](QColor a, QColor b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
    };
    // Lines are smoothed, so it is asked which of the two a pixel has more of.
    const auto isLine = [&](QPoint point) { return apart(seen(point), accent) < apart(seen(point), paper); };
    const QPoint corner = inView(board, at + QPointF(side / 2 + 4 / zoom, side / 2 + 4 / zoom));
    QVERIFY(!isLine(corner));
    QVERIFY(isLine(corner + QPoint(-4, 0)));
    QVERIFY(isLine(corner + QPoint(0, 4)));
    QVERIFY(!isLine(corner + QPoint(8, 8)));
    QVERIFY(isLine(corner + QPoint(-40, 0))); // the frame
}

void TestToolsInWindow::theOthersAreToldOfPointerSelectionAndTool()
{
    class Wire final : public RoomLink
    {
    public:
        State state() const override { return State::Connected; }
        QString problem() const override { return {}; }
        void setResume(const HistoryPoint &) override {}
        void close(const QString &) override {}
        void open(const JoinMessage &) override {}
        void send(const ClientMessage &message) override
        {
            if (const auto *presence = std::get_if<PresenceMessage>(&message))
                told.merge(presence->presence);
        }
        Presence told;
    };
    auto link = std::make_unique<Wire>();
    const Wire &wire = *link;
    ToolBoard board(std::move(link));
    QVERIFY(show(board));
    const QPointF at = middle(board);
    const ShapeId id = board.add(Kind::Rect, {at.x(), at.y(), 100, 60, 0});
    QTest::mouseClick(board.view.viewport(), Qt::LeftButton, {}, inView(board, at + QPointF(50, 30)));
    QTRY_COMPARE(wire.told.selection, QList{id});
    QTRY_COMPARE(wire.told.cursor, std::optional(at + QPointF(50, 30)));
    board.controller.setTool(ToolId::Pen);
    QTRY_COMPARE(wire.told.tool, QByteArray("pen"));
    QTRY_COMPARE(wire.told.selection, QList<ShapeId>());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(board.view.viewport(), &leave);
    QTRY_VERIFY(wire.told.cursor && !*wire.told.cursor); // told to be nowhere
}

void TestToolsInWindow::theBoardOutlivesItsTools()
{
    ManualClock clock;
    Random random(1);
    BoardSession session("tools-test", clock, random);
    BoardScene scene(session);
    BoardView view(scene);
    {
        ToolController controller(session, scene, view);
        controller.setTool(ToolId::Text);
        PointerEvent event;
        controller.pointerPressed(event);
        controller.pointerReleased(event);
        QVERIFY(controller.isEditingText());
    }
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QVERIFY(scene.items().isEmpty());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {50, 50});
    QVERIFY(session.document().isEmpty());
}

QTEST_MAIN(TestToolsInWindow)
#include "tools_mouse.moc"
