#include "common/protocol/codec.h"
#include "tests/unit/tools_board.h"

using namespace sketchroom;

/// Escape in the middle of each kind of drag.
class TestCancelling final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapeTakesBackADrag_data();
    void escapeTakesBackADrag();
    void escapeLeavesAloneWhatOthersChangedMeanwhile();
    void escapeTakesBackTheSelectionOfARubberBand();
    void escapeTakesBackTheCopiesOfADrag();
    void escapeClearsTheSelectionAndThenGoesBackToSelect();
};

namespace {

struct Drag
{
    ToolId tool;
    QPointF from;
    QPointF to;
    Qt::KeyboardModifiers modifiers;
    bool selected; ///< the shapes of the board before the drag
};

/// What there is on the board: without stamps, which tell when a shape was last touched.
QByteArray contentOf(const Document &document)
{
    QList<ShapeRef> shapes;
    for (const ShapeRef &shape : document.inPaintOrder()) {
        Shape plain = *shape;
        plain.by.clear();
        plain.made = plain.changed = 0;
        shapes.append(std::make_shared<const Shape>(plain));
    }
    return encodeShapes(shapes);
}

} // namespace

Q_DECLARE_METATYPE(Drag)

void TestCancelling::escapeTakesBackADrag_data()
{
    QTest::addColumn<Drag>("drag");
    // There are two filled boxes of 100 x 100, at 100, 100 and at 300, 100, and an arrow from one to the other.
    QTest::newRow("pen") << Drag{ToolId::Pen, {50, 300}, {250, 350}, {}, false};
    QTest::newRow("rectangle") << Drag{ToolId::Rectangle, {50, 300}, {250, 350}, {}, false};
    QTest::newRow("ellipse from the centre") << Drag{ToolId::Ellipse, {50, 300}, {250, 350}, Qt::AltModifier, false};
    QTest::newRow("line") << Drag{ToolId::Line, {50, 300}, {250, 350}, {}, false};
    QTest::newRow("arrow onto a shape") << Drag{ToolId::Arrow, {50, 300}, {150, 120}, {}, false};
    QTest::newRow("eraser") << Drag{ToolId::Eraser, {50, 120}, {450, 120}, {}, false};
    QTest::newRow("move") << Drag{ToolId::Select, {150, 120}, {180, 400}, {}, false};
    QTest::newRow("move several") << Drag{ToolId::Select, {150, 120}, {180, 400}, {}, true};
    QTest::newRow("resize") << Drag{ToolId::Select, {404, 204}, {600, 500}, Qt::ShiftModifier, true};
    QTest::newRow("turn") << Drag{ToolId::Select, {250, 76}, {500, 150}, {}, true};
    QTest::newRow("move copies") << Drag{ToolId::Select, {150, 120}, {180, 400}, Qt::AltModifier, true};
}

void TestCancelling::escapeTakesBackADrag()
{
    QFETCH(Drag, drag);
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId b = board.add(Kind::Rect, {300, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Arrow);
    board.drag({150, 150}, {350, 150});
    board.controller.selection().set(drag.selected ? QList{a, b} : QList<ShapeId>());
    const QByteArray before = contentOf(board.document());
    const int steps = board.undoSteps();
    const QString label = board.session.undoLabel();

    board.controller.setTool(drag.tool);
    board.pull(drag.from, drag.to, drag.modifiers);
    QTRY_VERIFY(contentOf(board.document()) != before);
    board.key(Qt::Key_Escape);
    QCOMPARE(contentOf(board.document()), before);
    QCOMPARE(board.controller.tool(), drag.tool);

    // The button is still held: nothing more comes of it.
    board.move(drag.to + QPointF(50, 50));
    board.release(drag.to + QPointF(50, 50));
    QCOMPARE(contentOf(board.document()), before);
    QCOMPARE(board.session.undoLabel(), label);
    QCOMPARE(board.undoSteps(), steps);
}

void TestCancelling::escapeLeavesAloneWhatOthersChangedMeanwhile()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.pull({150, 150}, {250, 250});
    QTRY_COMPARE(board.box(a).x, 200.0);
    const QList<Op> ops(1, UpdateOp{a, {{Register::Stroke, Color::rgb(0x1971c2)}}});
    QVERIFY(board.session.submit(ops, QStringLiteral("by somebody")));
    board.key(Qt::Key_Escape);
    QCOMPARE(board.box(a), (Box{100, 100, 100, 100, 0}));
    QCOMPARE(board.shape(a)->stroke, Color::rgb(0x1971c2));
}

void TestCancelling::escapeTakesBackTheSelectionOfARubberBand()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.add(Kind::Rect, {300, 100, 100, 100, 0});
    board.click({150, 150});
    board.pull({250, 50}, {450, 250});
    QVERIFY(!board.controller.selection().contains(a));
    board.key(Qt::Key_Escape);
    QCOMPARE(board.controller.selection().ids(), QList{a});
}

void TestCancelling::escapeTakesBackTheCopiesOfADrag()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.pull({150, 150}, {350, 350}, Qt::AltModifier);
    QCOMPARE(board.document().size(), 2);
    QVERIFY(!board.controller.selection().contains(a));
    board.key(Qt::Key_Escape);
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.controller.selection().ids(), QList{a});
}

void TestCancelling::escapeClearsTheSelectionAndThenGoesBackToSelect()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    board.controller.setTool(ToolId::Hand);
    board.controller.selection().set({a});
    board.key(Qt::Key_Escape);
    QVERIFY(board.controller.selection().isEmpty());
    QCOMPARE(board.controller.tool(), ToolId::Hand);
    board.key(Qt::Key_Escape);
    QCOMPARE(board.controller.tool(), ToolId::Select);
}

QTEST_MAIN(TestCancelling)
#include "tools_cancel.moc"
