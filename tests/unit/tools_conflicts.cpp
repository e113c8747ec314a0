// Two people in one text: the later one wins whole, and the other one is told and can have the words back.

#include "tests/unit/tools_board.h"
#include "tests/unit/tools_sharedroom.h"

#include <QGraphicsTextItem>
#include <QSignalSpy>
#include <QTextCursor>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// Ann and Ben in a room with one filled box "a" of 100 x 100 at 100, 100.
struct Pair
{
    Pair()
    {
        Shape shape = Shape::defaults(Kind::Rect);
        shape.id = shape.z = "a";
        shape.box = {100, 100, 100, 100, 0};
        shape.fill = Color::rgb(0xffec99);
        room.edit({CreateOp{std::make_shared<const Shape>(shape)}});
        ann = std::make_unique<ToolBoard>(std::make_unique<SharedLink>(room, "ann"), clientNamed("ann"));
        ben = std::make_unique<ToolBoard>(std::make_unique<SharedLink>(room, "ben"), clientNamed("ben"));
    }
    bool isReady()
    {
        return ann->isReady() && ben->isReady() && QTest::qWaitFor([this] {
                   return ann->shape("a") && ben->shape("a") && ben->session.peers().size() == 2 &&
                          ann->session.peers().size() == 2;
               }) &&
               hasName(*ann, u"Ann"_s) && hasName(*ben, u"Ben"_s);
    }
    bool hasName(ToolBoard &board, const QString &name)
    {
        board.session.setSelf(name, {});
        const ToolBoard &other = &board == ann.get() ? *ben : *ann;
        return QTest::qWaitFor([&] {
            return board.session.link()->state() == RoomLink::State::Connected && board.session.peers().size() == 2 &&
                   std::any_of(other.session.peers().begin(), other.session.peers().end(),
                               [&](const auto &peer) { return peer.second.info.name == name; });
        });
    }
    static void begin(ToolBoard &board) { board.doubleClick({150, 150}); }
    static void type(ToolBoard &board, const QString &words)
    {
        for (const QChar c : words) {
            QKeyEvent down(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
            board.scene.sendEvent(board.scene.focusItem(), &down);
        }
    }
    static void end(ToolBoard &board) { board.controller.finishTextEditing(); }

    SharedRoom room;
    std::unique_ptr<ToolBoard> ann;
    std::unique_ptr<ToolBoard> ben;
};

} // namespace

class TestTextConflicts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoWhoTypeInOneTextKeepEveryLetter();
    void whatOneHasTypedIsInItsPlaceWhereOthersWriteBefore();
    void theLoserIsToldAndHasTheWordsBack();
    void whoGoesOnWithTheWordsTakesNothingAway();
    void whatTheRoomRefusesLaterIsNotLost();
    void ownUndoIsNoConflict();
};

void TestTextConflicts::twoWhoTypeInOneTextKeepEveryLetter()
{
    Pair pair;
    QVERIFY(pair.isReady());
    QSignalSpy annLost(&pair.ann->controller, &ToolController::wordsLost);
    QSignalSpy benLost(&pair.ben->controller, &ToolController::wordsLost);
    Pair::begin(*pair.ann);
    Pair::begin(*pair.ben);
    Pair::type(*pair.ann, u"Mito"_s);
    Pair::type(*pair.ben, u"Ce"_s);
    // Seen by the other while both go on typing.
    QTRY_VERIFY(pair.ben->shape("a")->text.contains(u"Mito"_s) && pair.ann->shape("a")->text.contains(u"Ce"_s));
    Pair::type(*pair.ann, u"chondria"_s);
    Pair::type(*pair.ben, u"ll"_s);
    Pair::end(*pair.ann);
    Pair::end(*pair.ben);
    const auto both = [&] { return pair.ann->shape("a")->text; };
    QTRY_VERIFY(both().size() == 16 && both() == pair.ben->shape("a")->text);
    QVERIFY2(both().contains(u"Mitochondria"_s) && both().contains(u"Cell"_s), qPrintable(both()));
    QVERIFY(annLost.isEmpty() && benLost.isEmpty());
    // All of it is one step, and takes back one's own letters only.
    pair.ann->session.undo();
    QTRY_COMPARE(pair.ben->shape("a")->text, u"Cell"_s);
    QCOMPARE(both(), u"Cell"_s);
    QVERIFY(!pair.ann->session.canUndo());
}

void TestTextConflicts::whatOneHasTypedIsInItsPlaceWhereOthersWriteBefore()
{
    Pair pair;
    QVERIFY(pair.isReady());
    const QList<Op> first{UpdateOp{"a", {{Register::Text, u"the end"_s}}}};
    QVERIFY(pair.ben->session.submit(first, u"Edit text"_s));
    QTRY_COMPARE(pair.ann->shape("a")->text, u"the end"_s);
    Pair::begin(*pair.ann);
    auto *const field = qgraphicsitem_cast<QGraphicsTextItem *>(pair.ann->scene.focusItem());
    QVERIFY(field);
    QTextCursor caret = field->textCursor();
    caret.movePosition(QTextCursor::End);
    field->setTextCursor(caret);
    Pair::type(*pair.ann, u"!"_s);
    const QList<Op> before{makeSplice("a", 0, 0, u"This is "_s)};
    QVERIFY(pair.ben->session.submit(before, u"Edit text"_s));
    QTRY_COMPARE(field->toPlainText(), u"This is the end!"_s);
    QCOMPARE(field->textCursor().position(), 16);
    Pair::type(*pair.ann, u"!"_s);
    Pair::end(*pair.ann);
    QTRY_COMPARE(pair.ben->shape("a")->text, u"This is the end!!"_s);
}

void TestTextConflicts::theLoserIsToldAndHasTheWordsBack()
{
    Pair pair;
    QVERIFY(pair.isReady());
    QSignalSpy annLost(&pair.ann->controller, &ToolController::wordsLost);
    QSignalSpy benLost(&pair.ben->controller, &ToolController::wordsLost);
    Pair::begin(*pair.ann);
    Pair::type(*pair.ann, u"Mitochondria"_s);
    Pair::end(*pair.ann);
    QTRY_COMPARE(pair.ben->shape("a")->text, u"Mitochondria"_s);
    // Another program may say the whole text.
    const QList<Op> whole{UpdateOp{"a", {{Register::Text, u"Cell"_s}}}};
    QVERIFY(pair.ben->session.submit(whole, u"Edit text"_s));
    QTRY_COMPARE(pair.ann->shape("a")->text, u"Cell"_s);
    QTRY_COMPARE(annLost.size(), 1);
    QCOMPARE(annLost.first().at(1).toString(), u"Ben"_s);
    const auto shape = annLost.first().at(0).value<Shape>();
    QCOMPARE(shape.text, u"Mitochondria"_s);
    pair.ann->controller.putBeside(shape);
    QTRY_COMPARE(pair.ben->document().size(), 2);
    QCOMPARE(pair.ben->newest()->kind, Kind::Text);
    QCOMPARE(pair.ben->newest()->text, u"Mitochondria"_s);
    QVERIFY(pair.ben->newest()->box.x > 200);
    QVERIFY(benLost.isEmpty());
}

void TestTextConflicts::whoGoesOnWithTheWordsTakesNothingAway()
{
    Pair pair;
    QVERIFY(pair.isReady());
    QSignalSpy annLost(&pair.ann->controller, &ToolController::wordsLost);
    Pair::begin(*pair.ann);
    Pair::type(*pair.ann, u"Cell"_s);
    Pair::end(*pair.ann);
    QTRY_COMPARE(pair.ben->shape("a")->text, u"Cell"_s);
    const QList<Op> more{UpdateOp{"a", {{Register::Text, u"Cell wall"_s}}}};
    QVERIFY(pair.ben->session.submit(more, u"Edit text"_s));
    QTRY_COMPARE(pair.ann->shape("a")->text, u"Cell wall"_s);
    QVERIFY(annLost.isEmpty());
}

void TestTextConflicts::whatTheRoomRefusesLaterIsNotLost()
{
    Pair pair;
    QVERIFY(pair.isReady());
    QSignalSpy annLost(&pair.ann->controller, &ToolController::wordsLost);
    Pair::begin(*pair.ann);
    Pair::type(*pair.ann, u"Cell"_s);
    pair.room.act(RoomVerb::Lock); // Ann has not heard of it yet
    Pair::end(*pair.ann);
    QCOMPARE(pair.ann->shape("a")->text, u"Cell"_s);
    QTRY_COMPARE(pair.ann->shape("a")->text, QString());
    QTRY_COMPARE(annLost.size(), 1);
    QCOMPARE(annLost.first().at(0).value<Shape>().text, u"Cell"_s);
    QVERIFY(annLost.first().at(1).toString().isEmpty());
}

void TestTextConflicts::ownUndoIsNoConflict()
{
    Pair pair;
    QVERIFY(pair.isReady());
    QSignalSpy annLost(&pair.ann->controller, &ToolController::wordsLost);
    Pair::begin(*pair.ann);
    Pair::type(*pair.ann, u"Cell"_s);
    Pair::end(*pair.ann);
    pair.ann->session.undo();
    QTRY_COMPARE(pair.ann->session.pendingEdits(), 0);
    const QList<Op> other{UpdateOp{"a", {{Register::Text, u"Wall"_s}}}};
    QVERIFY(pair.ben->session.submit(other, u"Edit text"_s));
    QTRY_COMPARE(pair.ann->shape("a")->text, u"Wall"_s);
    QVERIFY(annLost.isEmpty());
}

QTEST_MAIN(TestTextConflicts)
#include "moc_tools_sharedroom.cpp"
#include "tools_conflicts.moc"
