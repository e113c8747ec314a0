#include "app/editing/shapecommands.h"
#include "app/render/shapegeometry.h"
#include "common/model/geometry.h"
#include "tests/unit/tools_board.h"

#include <QGraphicsTextItem>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTextCursor>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestTyping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickWithTheTextToolTypesAText();
    void anEmptyTextIsNotMade();
    void aTextThatIsEmptiedIsDeleted();
    void aDoubleClickOnATextEditsIt();
    void aDoubleClickInAShapeEditsItsLabel();
    void aDoubleClickOnAnArrowEditsItsLabel();
    void enterEditsTheLabelOfTheSelectedShape();
    void theTextIsHiddenWhileItIsEdited();
    void aCenteredTextGrowsToBothSides();
    void aTurnedTextKeepsItsCorner();
    void preeditTextOfAnInputMethodIsTakenOver();
    void leavingAnUnchangedTextMakesNoStep();
    void aTextThatSomebodyDeletesComesBackWithTheWords_data();
    void aTextThatSomebodyDeletesComesBackWithTheWords();
    void aTextThatSomebodyDeletesStaysGoneUnchanged();
    void wordsNeverGoToAnotherBoard();
    void shapesArePastedIntoATextAsTheirWords();
    void choosingAToolEndsTyping();
    void aStyleChosenWhileTypingIsTheTexts();
    void aClickWithTheNoteToolPutsANoteAndTypes();
    void aNoteGrowsWithItsWords();
    void tabOnANotePutsTheNextOneBesideIt();
    void aLabelGrowsItsShape_data();
    void aLabelGrowsItsShape();
    void theStyleOfShapesIsNotThatOfTexts();

private:
    /// The field that is being typed into.
    static QGraphicsTextItem *field(const ToolBoard &board)
    {
        for (QGraphicsItem *item : board.scene.items()) {
            if (auto *text = qgraphicsitem_cast<QGraphicsTextItem *>(item); text && text->isVisible())
                return text;
        }
        return nullptr;
    }

    static bool type(ToolBoard &board, const QString &text)
    {
        QGraphicsTextItem *item = field(board);
        if (item)
            item->textCursor().insertText(text);
        return item;
    }

    static void press(const ToolBoard &board, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        if (QGraphicsTextItem *item = field(board))
            item->scene()->sendEvent(item, &event);
    }
};

void TestTyping::aClickWithTheNoteToolPutsANoteAndTypes()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Note);
    board.click({300, 300});
    QVERIFY(board.controller.isEditingText());
    QCOMPARE(board.controller.tool(), ToolId::Select);
    QVERIFY(type(board, u"Buy milk"_s));
    press(board, Qt::Key_Escape);
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.newest()->kind, Kind::Note);
    QCOMPARE(board.newest()->text, u"Buy milk"_s);
    QCOMPARE(centerOf(board.newest()->box), QPointF(300, 300));
    QVERIFY(board.controller.selection().contains(board.newest()->id));
}

void TestTyping::aNoteGrowsWithItsWords()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Note);
    board.click({300, 300});
    const Box before = board.newest()->box;
    QVERIFY(type(board, u"word "_s.repeated(200)));
    press(board, Qt::Key_Escape);
    const Box after = board.newest()->box;
    QCOMPARE(after.w, before.w);
    QCOMPARE(after.y, before.y);
    QVERIFY(after.h > before.h);
    const GeometryRef geometry = makeGeometry(*board.newest());
    QVERIFY(geometry->text.size.height() <= geometry->textArea.height() + 1);
    // The words and the size are one step.
    board.session.undo();
    QCOMPARE(board.newest()->box, before);
    QVERIFY(board.newest()->text.isEmpty());
}

void TestTyping::tabOnANotePutsTheNextOneBesideIt()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Note);
    board.click({300, 300});
    const ShapeId first = board.newest()->id;
    QVERIFY(board.session.submit({UpdateOp{first, {{Register::Fill, Color::rgb(0xd0ebff)}}}}, u"Colour"_s));
    QVERIFY(type(board, u"one"_s));
    press(board, Qt::Key_Tab);
    QVERIFY(board.controller.isEditingText());
    QVERIFY(type(board, u"two"_s));
    press(board, Qt::Key_Escape);
    QCOMPARE(board.document().size(), 2);
    QCOMPARE(board.document().find(first)->text, u"one"_s);
    const ShapeRef second = board.newest();
    QCOMPARE(second->text, u"two"_s);
    QCOMPARE(second->fill, Color::rgb(0xd0ebff));
    const Box box = board.document().find(first)->box;
    QVERIFY(second->box.x > box.x + box.w && second->box.x < box.x + box.w + 50);
    QCOMPARE(second->box.y, box.y);
}

void TestTyping::aLabelGrowsItsShape_data()
{
    QTest::addColumn<Kind>("kind");
    for (const KindInfo &kind : kinds()) {
        if (kind.family == Family::Closed)
            QTest::newRow(kind.name) << kind.kind;
    }
}

void TestTyping::aLabelGrowsItsShape()
{
    QFETCH(Kind, kind);
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(kind, {100, 100, 160, 60, 0});
    board.controller.selection().set({id});
    board.controller.editSelectedText();
    const QString words = u"some words that are more than the shape has room for, and then some more"_s;
    QVERIFY(type(board, words));
    press(board, Qt::Key_Escape);
    const ShapeRef shape = board.document().find(id);
    QCOMPARE(shape->box.w, 160.0);
    QCOMPARE(shape->box.y, 100.0);
    const GeometryRef geometry = makeGeometry(*shape);
    QVERIFY2(geometry->text.size.height() <= geometry->textArea.height() + 1,
             qPrintable(u"%1 in %2"_s.arg(geometry->text.size.height()).arg(geometry->textArea.height())));
    // No letter crosses the outline, and no word is torn.
    const QPolygonF outline(outlineOf(*shape));
    double top = centerOf(shape->box).y() + textTop(geometry->text, geometry->textArea);
    for (const TextLine &line : geometry->text.lines) {
        const double left = centerOf(shape->box).x() + geometry->textArea.center().x() - line.width / 2;
        // As little above its place as growing leaves missing.
        const QRectF place(left, top + 0.5, line.width, geometry->text.lineHeight() - 1);
        for (const QPointF &corner : {place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight()})
            QVERIFY2(outline.containsPoint(corner, Qt::OddEvenFill), qPrintable(line.text));
        top += geometry->text.lineHeight();
        QVERIFY2(line.text.endsWith(u' ') || words.endsWith(line.text), qPrintable(line.text));
    }
}

void TestTyping::theStyleOfShapesIsNotThatOfTexts()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Rectangle);
    board.controller.commands().setStyle({Register::Fill, Color::rgb(0xffc9c9)});
    board.controller.commands().setStyle({Register::Stroke, Color::rgb(0xe03131)});
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QVERIFY(type(board, u"text"_s));
    press(board, Qt::Key_Escape);
    QVERIFY(board.newest()->fill.none);
    QCOMPARE(board.newest()->stroke, Shape::defaults(Kind::Text).stroke);
    board.controller.setTool(ToolId::Note);
    board.click({400, 300});
    press(board, Qt::Key_Escape);
    QCOMPARE(board.newest()->fill, Shape::defaults(Kind::Note).fill);
    board.controller.setTool(ToolId::Ellipse);
    board.click({300, 100});
    QCOMPARE(board.newest()->fill, Color::rgb(0xffc9c9));
}

void TestTyping::aClickWithTheTextToolTypesAText()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QVERIFY(board.controller.isEditingText());
    QVERIFY(board.document().isEmpty());
    QVERIFY(type(board, u"안녕"_s));
    press(board, Qt::Key_Return);
    QVERIFY(type(board, u"two"_s));
    press(board, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!board.controller.isEditingText());
    QCOMPARE(board.document().size(), 1);
    const ShapeRef text = board.newest();
    QCOMPARE(text->kind, Kind::Text);
    QCOMPARE(text->text, u"안녕\ntwo"_s);
    QCOMPARE(text->box.x, 100.0);
    QCOMPARE(text->box.y, 100 - text->font.size * 1.25 / 2);
    QCOMPARE(text->box.h, 2 * text->font.size * 1.25);
    QCOMPARE(board.controller.tool(), ToolId::Select);
    QCOMPARE(board.controller.selection().ids(), QList{text->id});
    QCOMPARE(board.undoSteps(), 1);
}

void TestTyping::anEmptyTextIsNotMade()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QVERIFY(type(board, u" \n "_s));
    press(board, Qt::Key_Escape);
    QVERIFY(!board.controller.isEditingText());
    QVERIFY(board.document().isEmpty());
    QVERIFY(!board.session.canUndo());
}

void TestTyping::aTextThatIsEmptiedIsDeleted()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"gone"_s; });
    board.doubleClick({110, 110});
    QVERIFY(field(board));
    field(board)->setPlainText({});
    press(board, Qt::Key_Escape);
    QVERIFY(board.document().isEmpty());
}

void TestTyping::aDoubleClickOnATextEditsIt()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"old"_s; });
    board.doubleClick({110, 110});
    QVERIFY(type(board, u"much longer than before"_s)); // all of it is selected, so this replaces it
    board.click({500, 500});
    QCOMPARE(board.shape(id)->text, u"much longer than before"_s);
    QCOMPARE(QPointF(board.box(id).x, board.box(id).y), QPointF(100, 100));
    QVERIFY(board.box(id).w > 100);
    QCOMPARE(board.session.undoLabel(), u"Edit text"_s);
}

void TestTyping::aDoubleClickInAShapeEditsItsLabel()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const Box box = {100, 100, 200, 100, 20};
    const ShapeId id = board.add(Kind::Ellipse, box, [](Shape &shape) { shape.fill = {}; });
    board.doubleClick({200, 150});
    QVERIFY(type(board, u"label"_s));
    press(board, Qt::Key_Escape);
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.shape(id)->text, u"label"_s);
    QCOMPARE(board.box(id), box);
}

void TestTyping::aDoubleClickOnAnArrowEditsItsLabel()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId left = board.add(Kind::Rect, {0, 0, 100, 100, 0});
    const ShapeId right = board.add(Kind::Rect, {500, 0, 100, 100, 0});
    // Said to be elsewhere: it is shown between the two.
    const ShapeId id = board.add(Kind::Arrow, {0, 800, 100, 0, 0}, [&](Shape &arrow) {
        arrow.points = {0, 0, 100, 0};
        arrow.from = Anchor{left, 1, 0.5};
        arrow.to = Anchor{right, 0, 0.5};
    });
    const Box box = board.box(id);
    board.doubleClick({300, 50});
    QVERIFY(type(board, u"leads to"_s));
    const QRectF typed = field(board)->sceneBoundingRect();
    QVERIFY2(qAbs(typed.center().x() - 300) < 3 && qAbs(typed.center().y() - 50) < 8,
             qPrintable(u"%1, %2"_s.arg(typed.center().x()).arg(typed.center().y())));
    press(board, Qt::Key_Escape);
    QCOMPARE(board.shape(id)->text, u"leads to"_s);
    QCOMPARE(board.box(id), box);
    QCOMPARE(board.document().size(), 3);
}

void TestTyping::enterEditsTheLabelOfTheSelectedShape()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Rect, {100, 100, 200, 100, 0});
    board.controller.selection().set({id});
    board.key(Qt::Key_Return);
    QVERIFY(board.controller.isEditingText());
}

void TestTyping::theTextIsHiddenWhileItIsEdited()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"words"_s; });
    QCOMPARE(board.scene.shapesAt({110, 110}, 1).size(), 1);
    board.doubleClick({110, 110});
    QVERIFY(board.scene.shapesAt({110, 110}, 1).isEmpty());
    press(board, Qt::Key_Escape);
    QCOMPARE(board.scene.shapesAt({110, 110}, 1).size(), 1);
    QVERIFY(board.document().contains(id));
}

void TestTyping::aCenteredTextGrowsToBothSides()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Text, {100, 100, 60, 25, 0}, [](Shape &shape) {
        shape.text = u"mid"_s;
        shape.font.align = Align::Center;
    });
    board.doubleClick({130, 110});
    QVERIFY(type(board, u"wider than it was"_s));
    press(board, Qt::Key_Escape);
    QVERIFY(board.box(id).w > 80);
    QVERIFY(std::abs(centerOf(board.box(id)).x() - 130) < 1e-6);
}

void TestTyping::aTurnedTextKeepsItsCorner()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const Box box = {100, 100, 60, 25, 40};
    const ShapeId id = board.add(Kind::Text, box, [](Shape &shape) { shape.text = u"turned"_s; });
    board.doubleClick(centerOf(box));
    QVERIFY(type(board, u"turned and longer\nand higher"_s));
    press(board, Qt::Key_Escape);
    QCOMPARE(board.box(id).angle, 40.0);
    QVERIFY(board.box(id).w > 60);
    QVERIFY((cornersOf(board.box(id)).at(0) - cornersOf(box).at(0)).manhattanLength() < 1e-6);
}

void TestTyping::preeditTextOfAnInputMethodIsTakenOver()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QGraphicsTextItem *item = field(board);
    QVERIFY(item);
    QVERIFY(item->flags() & QGraphicsItem::ItemAcceptsInputMethod);
    for (const QString &preedit : {u"ㅎ"_s, u"하"_s, u"한"_s}) {
        QInputMethodEvent composing(preedit, {});
        board.scene.sendEvent(item, &composing);
        QVERIFY(item->toPlainText().isEmpty());
    }
    QInputMethodEvent commit;
    commit.setCommitString(u"한"_s);
    board.scene.sendEvent(item, &commit);
    press(board, Qt::Key_Escape);
    QCOMPARE(board.newest()->text, u"한"_s);
}

void TestTyping::leavingAnUnchangedTextMakesNoStep()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"same"_s; });
    const int before = board.undoSteps();
    board.doubleClick({110, 110});
    press(board, Qt::Key_Escape);
    QCOMPARE(board.undoSteps(), before);
}

void TestTyping::aTextThatSomebodyDeletesComesBackWithTheWords_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("text") << int(Kind::Text);
    QTest::newRow("label") << int(Kind::Rect);
    QTest::newRow("note") << int(Kind::Note);
}

/// E8: whoever types in it goes on typing, in the text and nowhere else.
void TestTyping::aTextThatSomebodyDeletesComesBackWithTheWords()
{
    QFETCH(int, kind);
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind(kind), {100, 100, 90, 55, 0}, [](Shape &shape) { shape.text = u"old"_s; });
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    board.doubleClick({110, 110});
    QVERIFY(type(board, u"first "_s));
    const QList<Op> ops(1, DeleteOp{id});
    QVERIFY(board.session.submit(ops, u"by somebody"_s));
    QVERIFY(board.controller.isEditingText());
    QCOMPARE(noticed.size(), 1);
    QVERIFY(type(board, u"second"_s));
    press(board, Qt::Key_Escape);
    QVERIFY(!board.controller.isEditingText());
    QVERIFY(board.shape(id));
    QCOMPARE(board.shape(id)->text, u"first second"_s);
}

void TestTyping::aTextThatSomebodyDeletesStaysGoneUnchanged()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    const ShapeId id = board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"gone"_s; });
    board.doubleClick({110, 110});
    const QList<Op> ops(1, DeleteOp{id});
    QVERIFY(board.session.submit(ops, u"by somebody"_s));
    press(board, Qt::Key_Escape);
    QVERIFY(!board.controller.isEditingText());
    QVERIFY(board.document().isEmpty());
}

void TestTyping::wordsNeverGoToAnotherBoard()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"here"_s; });
    board.doubleClick({110, 110});
    QVERIFY(type(board, u"there"_s));
    board.session.setLink(std::make_unique<LocalRoom>(board.clock, board.random), BoardSession::Board::Replace);
    QVERIFY(board.isReady());
    QVERIFY(!board.controller.isEditingText());
    QVERIFY(board.document().isEmpty());
}

void TestTyping::shapesArePastedIntoATextAsTheirWords()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.add(Kind::Rect, {300, 300, 90, 55, 0}, [](Shape &shape) { shape.text = u"words"_s; });
    board.controller.commands().selectAll();
    board.controller.commands().copy();
    const ShapeId id = board.add(Kind::Text, {100, 100, 50, 25, 0}, [](Shape &shape) { shape.text = u"old"_s; });
    board.doubleClick({110, 110});
    press(board, Qt::Key_V, Qt::ControlModifier);
    press(board, Qt::Key_Escape);
    QCOMPARE(board.shape(id)->text, u"words"_s);
}

void TestTyping::choosingAToolEndsTyping()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QVERIFY(type(board, u"kept"_s));
    board.controller.setTool(ToolId::Pen);
    QCOMPARE(board.controller.tool(), ToolId::Pen);
    QCOMPARE(board.newest()->text, u"kept"_s);
}

void TestTyping::aStyleChosenWhileTypingIsTheTexts()
{
    ToolBoard board;
    QVERIFY(board.isReady());
    board.controller.setTool(ToolId::Text);
    board.click({100, 100});
    QVERIFY(type(board, u"red"_s));
    board.controller.commands().setStyle({Register::Stroke, Color::rgb(0xe03131)});
    Font font = std::get<Font>(board.controller.commands().shownStyle(Register::Font));
    font.size = 36;
    board.controller.commands().setStyle({Register::Font, font});
    press(board, Qt::Key_Escape);
    QCOMPARE(board.newest()->text, u"red"_s);
    QCOMPARE(board.newest()->stroke, Color::rgb(0xe03131));
    QCOMPARE(board.newest()->font.size, 36.0);
    QCOMPARE(board.newest()->box.h, 45.0);
}

QTEST_MAIN(TestTyping)
#include "tools_text.moc"
