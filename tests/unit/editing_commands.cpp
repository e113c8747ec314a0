#include "app/editing/clipboard.h"
#include "common/model/geometry.h"
#include "tests/unit/tools_board.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestCommands final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandWithoutASelectionDoesNothing();
    void selectAllLeavesOutWhatIsLocked();
    void deleteLeavesLockedShapes();
    void duplicatesKeepTheirOrderAndLieOnTop();
    void duplicatesReferToEachOther();
    void aCopiedArrowIsWhereItWasShown_data();
    void aCopiedArrowIsWhereItWasShown();
    void nudgesOfOneGestureAreOneStep();
    void flipMirrorsTheSelectionAboutItsMiddle();
    void flippedTextStaysReadable();
    void groupsNestAndComeApart();
    void whatIsCopiedCanBePastedElsewhere();
    void shapesPasteFromPlainText();
    void otherTextPastesAsAText();
    void aLongTextIsCutToWhatTheRoomTakes();
    void aClipboardOfNoUseChangesNothing();
    void cutTakesTheShapesAway();
    void styleIsSetWhereAKindHasItAndForWhatComesNext();
    void aNewFontSizeLeavesTheFamiliesAsTheyAre();
    void aTextIsAsLargeAsItsFontMakesIt();
    void lockingKeepsOthersFromMovingAShape();
};

void TestCommands::everyCommandWithoutASelectionDoesNothing()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {0, 0, 10, 10, 0});
    QSignalSpy changed(&board.session, &BoardSession::documentChanged);
    ShapeCommands &commands = board.controller.commands();
    commands.deleteSelected();
    commands.duplicate();
    commands.nudge(1, 1);
    commands.flipHorizontally();
    commands.bringToFront();
    commands.group();
    commands.ungroup();
    commands.setLocked(true);
    QCOMPARE(changed.size(), 0);
    QVERIFY(!commands.canUngroup());
}

void TestCommands::selectAllLeavesOutWhatIsLocked()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 10, 10, 0});
    board.add(Kind::Rect, {0, 0, 10, 10, 0}, [](Shape &shape) { shape.locked = true; });
    board.controller.commands().selectAll();
    QCOMPARE(board.controller.selection().ids(), QList{a});
}

void TestCommands::deleteLeavesLockedShapes()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 10, 10, 0});
    const ShapeId b = board.add(Kind::Rect, {0, 0, 10, 10, 0}, [](Shape &shape) { shape.locked = true; });
    board.controller.selection().set({a, b});
    board.controller.commands().deleteSelected();
    QVERIFY(!board.document().contains(a));
    QCOMPARE(board.controller.selection().ids(), QList{b});
}

void TestCommands::duplicatesKeepTheirOrderAndLieOnTop()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 10, 10, 0});
    board.add(Kind::Diamond, {0, 0, 10, 10, 0});
    const ShapeId c = board.add(Kind::Ellipse, {5, 5, 10, 10, 0});
    const int before = board.undoSteps();
    board.controller.selection().set({c, a});
    board.controller.commands().duplicate();
    const QList<ShapeRef> shapes = board.document().shapes();
    QCOMPARE(shapes.size(), 5);
    QCOMPARE(shapes.at(3)->kind, Kind::Rect);
    QCOMPARE(shapes.at(3)->box, (Box{10, 10, 10, 10, 0}));
    QCOMPARE(shapes.at(4)->kind, Kind::Ellipse);
    QCOMPARE(board.controller.selection().ids(), (QList{shapes.at(3)->id, shapes.at(4)->id}));
    QCOMPARE(board.undoSteps(), before + 1);
}

void TestCommands::duplicatesReferToEachOther()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId frame = board.add(Kind::Frame, {0, 0, 500, 500, 0});
    const ShapeId target = board.add(Kind::Rect, {100, 0, 10, 10, 0}, [&](Shape &shape) {
        shape.groups = {"g"};
        shape.parent = frame;
    });
    const ShapeId other = board.add(Kind::Rect, {200, 0, 10, 10, 0});
    const ShapeId arrow = board.add(Kind::Arrow, {0, 0, 100, 10, 0}, [&](Shape &shape) {
        shape.fill = {};
        shape.groups = {"g"};
        shape.points = {0, 0, 100, 10};
        shape.from = Anchor{other, 0.5, 0.5};
        shape.to = Anchor{target, 0.25, 0.5};
    });
    board.controller.selection().set({target, arrow});
    board.controller.commands().duplicate();
    const QList<ShapeRef> copies = board.controller.selection().shapes();
    QCOMPARE(copies.size(), 2);
    QCOMPARE(copies.at(1)->to, Binding(Anchor{copies.at(0)->id, 0.25, 0.5}));
    QCOMPARE(copies.at(1)->from, Binding());
    QCOMPARE(copies.at(0)->groups, copies.at(1)->groups);
    QVERIFY(copies.at(0)->groups != QList<QByteArray>{"g"});
    QCOMPARE(copies.at(0)->parent, frame);
}

void TestCommands::aCopiedArrowIsWhereItWasShown_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"duplicate", "copy and paste", "drag with Alt"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

/// S7: its stored points are those of before its shape was moved.
void TestCommands::aCopiedArrowIsWhereItWasShown()
{
    QFETCH(QString, way);
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId target = board.add(Kind::Rect, {100, 100, 100, 100, 0});
    const ShapeId arrow = board.add(Kind::Arrow, {0, 0, 150, 150, 0}, [&](Shape &shape) {
        shape.points = {0, 0, 150, 150};
        shape.to = Anchor{target, 0.5, 0.5};
    });
    QVERIFY(
        board.session.submit({UpdateOp{target, {{Register::Box, Box{300, 0, 100, 100, 0}}}}}, u"Move"_s).has_value());
    board.controller.selection().set({arrow});
    ShapeCommands &commands = board.controller.commands();
    if (way == u"duplicate") {
        commands.duplicate();
    } else if (way == u"drag with Alt") {
        board.drag({175, 25}, {275, 125}, Qt::AltModifier);
    } else {
        commands.copy();
        commands.paste({175, 25});
    }
    QCOMPARE(board.document().size(), 3);
    const QList<QPointF> points = scenePoints(*board.newest());
    QCOMPARE(points.size(), 2);
    QCOMPARE(points.last() - points.first(), QPointF(350, 50));
}

void TestCommands::nudgesOfOneGestureAreOneStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 10, 10, 0});
    const int before = board.undoSteps();
    board.controller.selection().set({a});
    const GestureId gesture = board.session.newGesture();
    board.controller.commands().nudge(1, 0, gesture);
    board.controller.commands().nudge(1, 0, gesture);
    board.controller.commands().nudge(0, 10);
    QCOMPARE(board.box(a), (Box{2, 10, 10, 10, 0}));
    QCOMPARE(board.undoSteps(), before + 2);
}

void TestCommands::flipMirrorsTheSelectionAboutItsMiddle()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Triangle, {0, 0, 100, 100, 30});
    const ShapeId b = board.add(Kind::Rect, {200, 20, 100, 60, 0});
    board.controller.selection().set({a, b});
    const QRectF bounds = boundsOf(board.controller.selection().shapes());
    board.controller.commands().flipHorizontally();
    QCOMPARE(board.box(a).angle, 330.0);
    QVERIFY(board.box(a).w < 0);
    QVERIFY(centerOf(board.box(a)).x() > centerOf(board.box(b)).x());
    const QRectF after = boundsOf(board.controller.selection().shapes());
    QVERIFY((after.topLeft() - bounds.topLeft()).manhattanLength() < 1e-6);
    QVERIFY((after.bottomRight() - bounds.bottomRight()).manhattanLength() < 1e-6);
    board.controller.commands().flipVertically();
    QVERIFY(board.box(a).h < 0);
}

void TestCommands::flippedTextStaysReadable()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Text, {0, 0, 100, 25, 10}, [](Shape &shape) { shape.text = u"abc"_s; });
    const ShapeId b = board.add(Kind::Rect, {200, 0, 100, 25, 0});
    board.controller.selection().set({a, b});
    board.controller.commands().flipHorizontally();
    QVERIFY(board.box(a).w > 0);
    QVERIFY(board.box(a).x > board.box(b).x);
}

void TestCommands::groupsNestAndComeApart()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 10, 10, 0});
    const ShapeId b = board.add(Kind::Rect, {20, 0, 10, 10, 0});
    const ShapeId c = board.add(Kind::Rect, {40, 0, 10, 10, 0});
    ShapeCommands &commands = board.controller.commands();
    board.controller.selection().set({a});
    commands.group();
    QVERIFY(board.shape(a)->groups.isEmpty());
    board.controller.selection().set({a, b});
    commands.group();
    board.controller.selection().set({a, b, c});
    commands.group();
    QCOMPARE(board.shape(a)->groups.size(), 2);
    QCOMPARE(board.shape(a)->groups.last(), board.shape(c)->groups.last());
    QVERIFY(commands.canUngroup());
    commands.ungroup();
    QCOMPARE(board.shape(a)->groups, board.shape(b)->groups);
    QCOMPARE(board.shape(a)->groups.size(), 1);
    QVERIFY(board.shape(c)->groups.isEmpty());
}

void TestCommands::whatIsCopiedCanBePastedElsewhere()
{
    ToolBoard from;
    ToolBoard to;
    QVERIFY(from.isReady() && to.isReady());
    from.add(Kind::Rect, {100, 100, 100, 50, 0});
    from.add(Kind::Ellipse, {300, 100, 100, 50, 45}, [](Shape &shape) { shape.text = u"안녕 \"you\""_s; });
    from.controller.commands().selectAll();
    from.controller.commands().copy();
    QVERIFY(to.controller.commands().canPaste());
    to.controller.commands().paste({0, 0});
    to.controller.commands().paste({0, 0});
    QCOMPARE(to.document().size(), 4);
    const QList<ShapeRef> shapes = to.document().shapes();
    QCOMPARE(shapes.at(0)->kind, Kind::Rect);
    QCOMPARE(shapes.at(1)->text, u"안녕 \"you\""_s);
    QVERIFY(boundsOf({shapes.at(0), shapes.at(1)}).center().manhattanLength() < 1e-6);
    QCOMPARE(to.controller.selection().ids(), (QList{shapes.at(2)->id, shapes.at(3)->id}));
    QCOMPARE(to.undoSteps(), 2);
}

void TestCommands::shapesPasteFromPlainText()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {100, 100, 100, 50, 0});
    QGuiApplication::clipboard()->setText(toMimeData({board.shape(a)})->text());
    board.controller.commands().paste({0, 0});
    QCOMPARE(board.document().size(), 2);
    QCOMPARE(board.newest()->box, (Box{-50, -25, 100, 50, 0}));
}

void TestCommands::otherTextPastesAsAText()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    QGuiApplication::clipboard()->setText(u"two\nlines"_s);
    board.controller.commands().paste({40, 60});
    QCOMPARE(board.newest()->kind, Kind::Text);
    QCOMPARE(board.newest()->text, u"two\nlines"_s);
    QVERIFY((centerOf(board.newest()->box) - QPointF(40, 60)).manhattanLength() < 1e-6);
    QVERIFY(board.newest()->box.w > board.newest()->font.size);
}

void TestCommands::aLongTextIsCutToWhatTheRoomTakes()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    QGuiApplication::clipboard()->setText(QString(board.session.limits().textLength + 10, u'x'));
    board.controller.commands().paste({0, 0});
    QCOMPARE(board.newest()->text.size(), board.session.limits().textLength);
}

void TestCommands::aClipboardOfNoUseChangesNothing()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    QGuiApplication::clipboard()->setText(u"  \n "_s);
    board.controller.commands().paste({0, 0});
    QGuiApplication::clipboard()->clear();
    board.controller.commands().paste({0, 0});
    QVERIFY(board.document().isEmpty());
}

void TestCommands::cutTakesTheShapesAway()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {100, 100, 100, 50, 0});
    board.controller.commands().selectAll();
    board.controller.commands().cut();
    QVERIFY(board.document().isEmpty());
    board.controller.commands().paste({0, 0});
    QCOMPARE(board.document().size(), 1);
}

void TestCommands::styleIsSetWhereAKindHasItAndForWhatComesNext()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId rect = board.add(Kind::Rect, {0, 0, 100, 50, 0});
    const ShapeId text = board.add(Kind::Text, {0, 0, 100, 50, 0}, [](Shape &shape) { shape.text = u"abc"_s; });
    const int before = board.undoSteps();
    board.controller.selection().set({rect, text});
    board.controller.commands().setStyle({Register::Dash, Dash::Dashed});
    QCOMPARE(board.shape(rect)->dash, Dash::Dashed);
    QCOMPARE(board.shape(text)->dash, Dash::Solid);
    QCOMPARE(board.controller.style().value(Register::Dash), Value(Dash::Dashed));
    QCOMPARE(board.undoSteps(), before + 1);
    board.controller.commands().setStyle({Register::Dash, Dash::Dashed});
    QCOMPARE(board.undoSteps(), before + 1);
}

void TestCommands::aNewFontSizeLeavesTheFamiliesAsTheyAre()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 100, 50, 0}, [](Shape &shape) { shape.font.family = u"mono"_s; });
    const ShapeId b = board.add(Kind::Rect, {0, 0, 100, 50, 0}, [](Shape &shape) { shape.font.align = Align::Right; });
    board.controller.selection().set({a, b});
    Font larger = std::get<Font>(board.controller.commands().shownStyle(Register::Font));
    QCOMPARE(larger.family, u"mono"_s);
    larger.size = 36;
    board.controller.commands().setStyle({Register::Font, larger});
    QCOMPARE(board.shape(a)->font.size, 36.0);
    QCOMPARE(board.shape(b)->font.size, 36.0);
    QCOMPARE(board.shape(b)->font.family, QString());
    QCOMPARE(board.shape(b)->font.align, Align::Right);
}

void TestCommands::aTextIsAsLargeAsItsFontMakesIt()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Text, {10, 20, 100, 25, 0}, [](Shape &shape) { shape.text = u"abc"_s; });
    board.controller.selection().set({a});
    Font font = board.shape(a)->font;
    font.size = 40;
    board.controller.commands().setStyle({Register::Font, font});
    const Box large = board.box(a);
    QCOMPARE(QPointF(large.x, large.y), QPointF(10, 20));
    QCOMPARE(large.h, 50.0);
    font.size = 20;
    board.controller.commands().setStyle({Register::Font, font});
    QCOMPARE(board.box(a).h, 25.0);
    QVERIFY(std::abs(board.box(a).w - large.w / 2) < 1);
}

void TestCommands::lockingKeepsOthersFromMovingAShape()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId a = board.add(Kind::Rect, {0, 0, 100, 50, 0});
    board.controller.selection().set({a});
    board.controller.commands().setLocked(true);
    board.controller.commands().nudge(10, 10);
    board.controller.commands().setStyle({Register::Width, 9.0});
    QCOMPARE(board.box(a), (Box{0, 0, 100, 50, 0}));
    QVERIFY(board.shape(a)->width != 9.0);
    board.controller.commands().setLocked(false);
    board.controller.commands().nudge(10, 10);
    QCOMPARE(board.box(a), (Box{10, 10, 100, 50, 0}));
}

QTEST_MAIN(TestCommands)
#include "editing_commands.moc"
