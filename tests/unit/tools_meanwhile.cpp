// What others do, and what becomes of the connection, in the middle of each drag and of typing.

#include "tests/unit/tools_board.h"
#include "tests/unit/tools_sharedroom.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

enum class Meanwhile {
    Nothing,
    Deleted,  ///< what is dragged, by somebody else
    Replaced, ///< deleted, and brought back as it was
    Cleared,
    Locked, ///< what is dragged
    RoomLocked,
    Viewer,
    Kicked,
    Resync,
    Reconnect,
    OtherBoard, ///< another room comes into view
};

struct Drag
{
    const char *name;
    ToolId tool;
    QPointF from;
    QPointF to;
    Qt::KeyboardModifiers modifiers = {};
    bool selected = false;
    bool makes = false; ///< it draws something new
};

// There are two filled boxes of 100 x 100, "a" at 100, 100 and "b" at 300, 100, and an arrow "x" from 100, 400 to 400,
// 400.
const QList<Drag> drags = {
    {"pen", ToolId::Pen, {50, 300}, {250, 350}, {}, false, true},
    {"rectangle", ToolId::Rectangle, {50, 300}, {250, 350}, {}, false, true},
    {"line", ToolId::Line, {50, 300}, {250, 350}, {}, false, true},
    {"arrow", ToolId::Arrow, {50, 300}, {250, 350}, {}, false, true},
    {"eraser", ToolId::Eraser, {50, 130}, {450, 130}},
    {"lasso", ToolId::Lasso, {50, 50}, {250, 350}},
    {"hand", ToolId::Hand, {50, 300}, {250, 350}},
    {"rubber band", ToolId::Select, {50, 50}, {450, 250}},
    {"move", ToolId::Select, {150, 120}, {180, 320}},
    {"move both", ToolId::Select, {150, 120}, {180, 320}, {}, true},
    {"move copies", ToolId::Select, {150, 120}, {180, 320}, Qt::AltModifier, true, true},
    {"resize", ToolId::Select, {404, 204}, {600, 500}, {}, true},
    {"turn", ToolId::Select, {250, 76}, {500, 150}, {}, true},
    {"end of an arrow", ToolId::Select, {400, 400}, {500, 450}},
};

const QList<std::pair<const char *, Meanwhile>> events = {
    {"nothing", Meanwhile::Nothing},        {"deleted and brought back", Meanwhile::Replaced},
    {"deleted", Meanwhile::Deleted},        {"cleared", Meanwhile::Cleared},
    {"locked", Meanwhile::Locked},          {"room locked", Meanwhile::RoomLocked},
    {"viewer", Meanwhile::Viewer},          {"kicked", Meanwhile::Kicked},
    {"resync", Meanwhile::Resync},          {"reconnect", Meanwhile::Reconnect},
    {"other board", Meanwhile::OtherBoard},
};

Op creationOfBox(const ShapeId &id, double x)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    shape.z = id;
    shape.box = {x, 100, 100, 100, 0};
    shape.fill = Color::rgb(0xffec99);
    return CreateOp{std::make_shared<const Shape>(shape)};
}

Op creationOfArrow()
{
    Shape shape = Shape::defaults(Kind::Arrow);
    shape.id = shape.z = "x";
    shape.box = {100, 400, 300, 0, 0};
    shape.points = {0, 0, 300, 0};
    return CreateOp{std::make_shared<const Shape>(shape)};
}

/// Somebody who draws in a room of which somebody else is the owner.
class Drawing
{
public:
    Drawing()
    {
        room.edit({creationOfBox("a", 100), creationOfBox("b", 300), creationOfArrow()});
        auto made = std::make_unique<SharedLink>(room, "me");
        link = made.get();
        board = std::make_unique<ToolBoard>(std::move(made), clientNamed("me"));
    }
    bool isReady()
    {
        return board->isReady() && QTest::qWaitFor([this] { return board->document().size() == 3; });
    }
    /// Returns when it has come to me.
    bool happens(Meanwhile what, const ShapeId &shape)
    {
        switch (what) {
        case Meanwhile::Nothing:
            return true;
        case Meanwhile::Deleted:
            room.edit({DeleteOp{shape}});
            return QTest::qWaitFor([&] { return !board->document().contains(shape); });
        case Meanwhile::Replaced: {
            const ShapeRef before = board->shape(shape);
            QSignalSpy changes(&board->session, &BoardSession::documentChanged);
            room.edit({DeleteOp{shape}});
            if (!QTest::qWaitFor([&] { return !board->document().contains(shape); }))
                return false;
            board->controller.pointerMoved(board->at({1, 1})); // something comes of it meanwhile
            board->controller.pointerMoved(board->at({2, 2}));
            if (board->document().contains(shape))
                return true; // whoever draws it has gone on
            room.edit({CreateOp{before}});
            return QTest::qWaitFor([&] { return board->document().contains(shape); });
        }
        case Meanwhile::Cleared:
            room.act(RoomVerb::Clear);
            return QTest::qWaitFor([this] { return board->document().isEmpty(); });
        case Meanwhile::Locked:
            room.edit({UpdateOp{shape, {{Register::Locked, true}}}});
            return QTest::qWaitFor([&] { return board->shape(shape)->locked; });
        case Meanwhile::RoomLocked:
            room.act(RoomVerb::Lock);
            return QTest::qWaitFor([this] { return !board->session.mayEdit(); });
        case Meanwhile::Viewer:
            room.act(RoomVerb::Role, link->peer(), Role::Viewer);
            return QTest::qWaitFor([this] { return !board->session.mayEdit(); });
        case Meanwhile::Kicked:
            room.act(RoomVerb::Kick, link->peer());
            return QTest::qWaitFor([this] { return link->state() == RoomLink::State::Closed; });
        case Meanwhile::Resync: {
            QSignalSpy loading(&board->session, &BoardSession::loadingChanged);
            room.resync(link->session());
            return QTest::qWaitFor([&] { return loading.size() > 1 && !board->session.loading(); });
        }
        case Meanwhile::Reconnect:
            link->breakOff();
            link->comeBack();
            return QTest::qWaitFor([this] { return link->state() == RoomLink::State::Connected; });
        case Meanwhile::OtherBoard:
            // Which has a shape of the same id elsewhere, as a copy of the room may.
            board->session.setLink(
                std::make_unique<LocalRoom>(board->clock, board->random,
                                            QList<ShapeRef>{std::get<CreateOp>(creationOfBox("a", 111)).shape}),
                BoardSession::Board::Replace);
            return QTest::qWaitFor([this] { return board->document().size() == 1; });
        }
        return false;
    }
    /// Whether all that I have is the room's, and the other way round.
    bool agrees() const
    {
        return board->session.pendingEdits() == 0 &&
               encodeShapes(board->document().shapes()) == encodeShapes(room.board());
    }

    SharedRoom room;
    SharedLink *link = nullptr;
    std::unique_ptr<ToolBoard> board;
};

} // namespace

class TestMeanwhile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drag_data();
    void drag();
    void typing_data();
    void typing();
};

void TestMeanwhile::drag_data()
{
    QTest::addColumn<qsizetype>("which");
    QTest::addColumn<int>("meanwhile");
    QTest::addColumn<bool>("escapes");
    for (qsizetype i = 0; i < drags.size(); ++i) {
        for (const auto &[name, what] : events) {
            for (const bool escapes : {false, true})
                QTest::addRow("%s, %s, %s", drags.at(i).name, name, escapes ? "Escape" : "release")
                    << i << int(what) << escapes;
        }
    }
}

void TestMeanwhile::drag()
{
    QFETCH(qsizetype, which);
    QFETCH(int, meanwhile);
    QFETCH(bool, escapes);
    const Drag &drag = drags.at(which);
    const auto what = Meanwhile(meanwhile);
    const bool isArrow = qstrcmp(drag.name, "end of an arrow") == 0;
    const bool selects =
        drag.tool == ToolId::Lasso || drag.tool == ToolId::Hand || qstrcmp(drag.name, "rubber band") == 0;
    Drawing drawing;
    QVERIFY(drawing.isReady());
    ToolBoard &board = *drawing.board;
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    QSignalSpy refused(&board.session, &BoardSession::noticed);
    if (drag.selected)
        board.controller.selection().set({"a", "b"});
    if (isArrow)
        board.controller.selection().set({"x"});
    board.controller.setTool(drag.tool);
    if (drag.selected || isArrow)
        board.controller.selection().set(isArrow ? QList<ShapeId>{"x"} : QList<ShapeId>{"a", "b"});
    board.pull(drag.from, drag.from + (drag.to - drag.from) / 2, drag.modifiers);
    // What is new is on the board, and is what somebody else deletes.
    ShapeId target = isArrow ? "x" : "a";
    if (drag.makes) {
        QTRY_VERIFY(board.document().size() > 3);
        target = board.newest()->id;
    }
    if (drag.tool == ToolId::Eraser)
        target = "b";
    QTRY_VERIFY(drawing.agrees());
    if (isArrow)
        QTRY_COMPARE(board.box("x"), (Box{100, 400, 350, 25, 0}));
    const Box other = board.box("b");
    const Box halfWay = board.box(target);

    QVERIFY(drawing.happens(what, target));
    if (what == Meanwhile::OtherBoard) {
        const QByteArray before = encodeShapes(board.document().shapes());
        board.move(drag.to, drag.modifiers);
        if (escapes)
            board.key(Qt::Key_Escape);
        board.release(drag.to, drag.modifiers);
        QTest::qWait(0); // what is sent a moment later
        QCOMPARE(encodeShapes(board.document().shapes()), before);
        QVERIFY(!board.session.canUndo());
        QVERIFY(noticed.isEmpty());
        return;
    }
    for (int i = 6; i <= 10; ++i)
        board.move(drag.from + (drag.to - drag.from) * (i / 10.0), drag.modifiers);
    if (escapes)
        board.key(Qt::Key_Escape);
    board.release(drag.to, drag.modifiers);

    const bool mayGoOn = what != Meanwhile::RoomLocked && what != Meanwhile::Viewer;
    if (what == Meanwhile::Kicked) {
        // It stays a board that one can draw on, and nothing of it goes out.
        QVERIFY(board.session.pendingEdits() >= 0);
        return;
    }
    QTRY_VERIFY(drawing.agrees());
    // Never a sentence of the host's that an edit was refused: what cannot be is not tried, and what may not is said
    // here, once.
    QVERIFY2(refused.isEmpty(), refused.isEmpty() ? "" : qPrintable(refused.first().first().toString()));
    QVERIFY2(noticed.size() <= (mayGoOn ? 0 : 1),
             noticed.isEmpty() ? "" : qPrintable(noticed.last().first().toString()));
    if (what == Meanwhile::Deleted && !escapes &&
        (qstrcmp(drag.name, "move both") == 0 || qstrcmp(drag.name, "resize") == 0)) {
        // The other one goes on as it would have done.
        QVERIFY(!board.document().contains("a"));
        QVERIFY(!isNear(board.box("b"), other));
    }
    if (what == Meanwhile::Replaced && !escapes && !selects && !drag.makes && drag.tool == ToolId::Select)
        QVERIFY(!isNear(board.box(target), halfWay)); // the drag goes on
    if (what == Meanwhile::Deleted && !escapes && drag.makes && drag.tool == ToolId::Pen) {
        QVERIFY(board.newest() && board.newest()->kind == Kind::Ink);
        QVERIFY(board.newest()->id != target);
    }
    if (escapes && mayGoOn && !selects && what != Meanwhile::Cleared && what != Meanwhile::Deleted &&
        what != Meanwhile::Replaced) {
        // Everything is where it was.
        QCOMPARE(board.document().size(), 3);
        COMPARE_BOX(board.box("a"), {100, 100, 100, 100, 0});
        COMPARE_BOX(board.box("b"), {300, 100, 100, 100, 0});
        COMPARE_BOX(board.box("x"), {100, 400, 300, 0, 0});
    }
}

void TestMeanwhile::typing_data()
{
    QTest::addColumn<bool>("isNew");
    QTest::addColumn<int>("meanwhile");
    for (const auto &[name, what] : events) {
        QTest::addRow("label, %s", name) << false << int(what);
        QTest::addRow("new text, %s", name) << true << int(what);
    }
}

/// The words are on the board in the end, or on the clipboard and the user is told.
void TestMeanwhile::typing()
{
    QFETCH(bool, isNew);
    QFETCH(int, meanwhile);
    const auto what = Meanwhile(meanwhile);
    Drawing drawing;
    QVERIFY(drawing.isReady());
    ToolBoard &board = *drawing.board;
    QGuiApplication::clipboard()->clear();
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    board.doubleClick(isNew ? QPointF(100, 300) : QPointF(150, 150));
    QVERIFY(board.controller.isEditingText());
    auto *const item = board.scene.focusItem();
    QVERIFY(item);
    const auto letter = [&](QChar c) {
        QKeyEvent down(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        board.scene.sendEvent(item, &down);
    };
    for (const QChar c : u"Hel"_s)
        letter(c);
    QVERIFY(drawing.happens(what, "a"));
    if (what != Meanwhile::OtherBoard) {
        QVERIFY(board.controller.isEditingText());
        for (const QChar c : u"lo"_s)
            letter(c);
    }
    board.controller.finishTextEditing();
    QVERIFY(!board.controller.isEditingText());
    const QString words = what == Meanwhile::OtherBoard ? u"Hel"_s : u"Hello"_s;
    const bool isOnBoard = std::any_of(board.document().inPaintOrder().begin(), board.document().inPaintOrder().end(),
                                       [&](const ShapeRef &shape) { return shape->text == words; });
    if (what == Meanwhile::OtherBoard || what == Meanwhile::RoomLocked || what == Meanwhile::Viewer) {
        QVERIFY(!isOnBoard);
        QCOMPARE(QGuiApplication::clipboard()->text(), words);
        QVERIFY(!noticed.isEmpty());
    } else {
        QVERIFY(isOnBoard);
    }
    if (what != Meanwhile::OtherBoard && what != Meanwhile::Kicked)
        QTRY_VERIFY(drawing.agrees());
}

QTEST_MAIN(TestMeanwhile)
#include "moc_tools_sharedroom.cpp"
#include "tools_meanwhile.moc"
