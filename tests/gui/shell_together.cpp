#include "shellhost.h"

#include "app/dialogs/membersdialog.h"
#include "app/panels/avatar.h"
#include "app/panels/chatpanel.h"
#include "app/panels/following.h"
#include "app/panels/notices.h"
#include "app/panels/people.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/englishplurals.h"
#include "app/window/commands.h"
#include "app/window/together.h"
#include "common/model/geometry.h"

#include <QMenu>
#include <QTextBrowser>

using namespace Qt::StringLiterals;
using namespace sketchroom;

/// What people in a room do with each other besides drawing.
class TestShellTogether final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void whatIsWrittenIsReadByTheOthers();
    void linesThatWereNotSeenAreCounted();
    void linksInChatAreLinksAndMarkupIsNot_data();
    void linksInChatAreLinksAndMarkupIsNot();
    void aRaisedHandIsSeen();
    void aHandIsDownInTheNextRoom();
    void whoComesAndGoesIsSaid();
    void oneGoesWhereAnotherLooks();
    void oneFollowsUntilOneMovesTheBoard();
    void whoseCursorIsBeyondTheEdgeIsHinted();
    void ownersGiveRolesToThoseWhoAreNotHere();
    void whoDrewThisIsSaidAlsoWhenTheyHaveLeft();
    void aToolThatIsOfNoUseSaysWhy();
    void theRoomsNameStandsBesideThePeople();
    void whatCannotBeUndoneIsExplained();

private:
    EnglishPlurals m_plurals;
};

namespace {

struct Two
{
    EmptyHost host;
    ShellWindow ann{1};
    ShellWindow ben{2};

    bool meet(const QString &room = u"plan"_s)
    {
        const RoomAddress address = parseAddress(host.roomUrl(room)).value();
        for (ShellWindow *const shell : {&ann, &ben}) {
            if (!shell->open())
                return false;
            shell->rooms.setName(shell == &ann ? u"Ann"_s : u"Ben"_s);
            shell->rooms.join(address, RoomConnection::Missing::Make);
            if (!QTest::qWaitFor([&] { return isConnected(*shell); }))
                return false;
        }
        return QTest::qWaitFor([&] { return ann.session.peers().size() == 1 && ben.session.peers().size() == 1; });
    }
};

QString noticeOf(const ShellWindow &shell)
{
    return shell.window.findChild<Notices *>()->text();
}

QAction *actionOf(const ShellWindow &shell, CommandId id)
{
    return shell.window.commands().action(id);
}

ChatPanel *chatOf(const ShellWindow &shell)
{
    return shell.window.findChild<ChatPanel *>();
}

QString chatTextOf(const ShellWindow &shell)
{
    return chatOf(shell)->findChild<QTextBrowser *>()->toPlainText();
}

QPushButton *buttonOf(const QDialog *dialog, const QString &text)
{
    for (QPushButton *const button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

void write(const ShellWindow &shell, const QString &text)
{
    auto *const field = chatOf(shell)->findChild<QLineEdit *>(u"chatText"_s);
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

void TestShellTogether::whatIsWrittenIsReadByTheOthers()
{
    Two two;
    QVERIFY(!actionOf(two.ann, CommandId::Chat)->isEnabled());
    QVERIFY(two.meet());
    actionOf(two.ann, CommandId::Chat)->trigger();
    actionOf(two.ben, CommandId::Chat)->trigger();
    QVERIFY(chatOf(two.ann)->isVisible());
    write(two.ann, u"Hello <b>Ben</b>"_s);
    QTRY_VERIFY(chatTextOf(two.ben).contains(u"Hello <b>Ben</b>"_s));
    QVERIFY(chatTextOf(two.ben).contains(u"Ann"_s));
    QTRY_VERIFY2(chatTextOf(two.ann).contains(u"Hello"_s), "one's own line too");
    QTest::keyClick(chatOf(two.ann), Qt::Key_Escape);
    QVERIFY(!chatOf(two.ann)->isVisible());
}

void TestShellTogether::linesThatWereNotSeenAreCounted()
{
    Two two;
    QVERIFY(two.meet());
    two.ann.session.sendChat(u"one"_s);
    two.ann.session.sendChat(u"two"_s);
    QTRY_COMPARE(chatOf(two.ben)->unread(), 2);
    QCOMPARE(chatOf(two.ann)->unread(), 0);
    actionOf(two.ben, CommandId::Chat)->trigger();
    QCOMPARE(chatOf(two.ben)->unread(), 0);
    QVERIFY(chatTextOf(two.ben).contains(u"one"_s) && chatTextOf(two.ben).contains(u"two"_s));
}

void TestShellTogether::linksInChatAreLinksAndMarkupIsNot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("plain") << u"a < b & c"_s << u"a &lt; b &amp; c"_s;
    QTest::newRow("link")
        << u"see https://example.org/a?b=1&c=2."_s
        << u"see <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>."_s;
    QTest::newRow("no script") << u"javascript:alert(1)"_s << u"javascript:alert(1)"_s;
    QTest::newRow("tag") << u"<img src=x>"_s << u"&lt;img src=x&gt;"_s;
}

void TestShellTogether::linksInChatAreLinksAndMarkupIsNot()
{
    QFETCH(QString, text);
    QFETCH(QString, html);
    QCOMPARE(linkedHtml(text), html);
}

void TestShellTogether::aRaisedHandIsSeen()
{
    Two two;
    QVERIFY(two.meet());
    actionOf(two.ben, CommandId::RaiseHand)->trigger();
    QVERIFY(actionOf(two.ben, CommandId::RaiseHand)->isChecked());
    QTRY_VERIFY(peopleIn(two.ann.session).at(1).handUp);
    QTRY_COMPARE(noticeOf(two.ann), u"Ben raises a hand."_s);
    actionOf(two.ben, CommandId::RaiseHand)->trigger();
    QTRY_VERIFY(!peopleIn(two.ann.session).at(1).handUp);
}

void TestShellTogether::aHandIsDownInTheNextRoom()
{
    Two two;
    QVERIFY(two.meet());
    actionOf(two.ben, CommandId::RaiseHand)->trigger();
    two.ben.rooms.join(parseAddress(two.host.roomUrl(u"other"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(two.ben) && two.ben.session.room().id == "other");
    QTRY_VERIFY(!actionOf(two.ben, CommandId::RaiseHand)->isChecked());
}

void TestShellTogether::whoComesAndGoesIsSaid()
{
    Two two;
    QVERIFY(two.meet());
    QTRY_COMPARE(noticeOf(two.ann), u"Ben has come."_s);
    QVERIFY2(!noticeOf(two.ben).contains(u"Ann"_s), "who was there before is no news");
    two.ben.rooms.leave();
    QTRY_COMPARE(noticeOf(two.ann), u"Ben has left."_s);
}

void TestShellTogether::oneGoesWhereAnotherLooks()
{
    Two two;
    QVERIFY(two.meet());
    two.ben.window.view().centerOnScene({5000, 4000});
    const PeerId ben = two.ann.session.peers().begin()->first;
    const auto sees = [&] { return two.ann.session.peers().at(ben).presence.view.value_or(QRectF()).center(); };
    QTRY_VERIFY((sees() - QPointF(5000, 4000)).manhattanLength() < 4);
    two.ann.window.findChild<Together *>()->goTo(ben);
    const QPointF now = two.ann.window.view().visibleScene().center();
    QVERIFY((now - QPointF(5000, 4000)).manhattanLength() < 4);
}

void TestShellTogether::oneFollowsUntilOneMovesTheBoard()
{
    Two two;
    QVERIFY(two.meet());
    auto *const together = two.ann.window.findChild<Together *>();
    together->follow(two.ann.session.peers().begin()->first);
    QVERIFY(together->isFollowing());
    const auto *const frame = two.ann.window.view().viewport()->findChild<Following *>();
    QVERIFY(frame->isVisible());
    QCOMPARE(frame->size(), two.ann.window.view().viewport()->size());
    // In the middle of what the panels leave free.
    const BoardView &view = two.ann.window.view();
    const auto center = [&] { return view.toScene(QRectF(view.freeArea()).center()); };
    for (const QPointF place : {QPointF(3000, 0), QPointF(-2000, 700)}) {
        two.ben.window.view().centerOnScene(place);
        QTRY_VERIFY((center() - place).manhattanLength() < 4);
    }
    QVERIFY(together->isFollowing());
    two.ann.window.view().panBy({40, 0});
    QVERIFY(!together->isFollowing());
    QVERIFY(!frame->isVisible());
}

void TestShellTogether::whoseCursorIsBeyondTheEdgeIsHinted()
{
    Two two;
    QVERIFY(two.meet());
    const auto hint = [&]() -> Avatar * {
        for (Avatar *const each : two.ann.window.view().viewport()->findChildren<Avatar *>(u"edgeHint"_s)) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    };
    const auto point = [&](QPointF scene) {
        Presence presence;
        presence.cursor = scene;
        two.ben.session.setPresence(presence);
    };
    BoardView &view = two.ann.window.view();
    point(view.visibleScene().center() + QPointF(0, 9'000));
    QTRY_VERIFY(hint());
    // It stands at the bottom, above what is there, and says who it is.
    const QRect free = view.freeArea();
    QVERIFY(free.contains(hint()->geometry()));
    QVERIFY(hint()->geometry().bottom() > free.bottom() - 8);
    QVERIFY(std::abs(hint()->geometry().center().x() - free.center().x()) < 40);
    QVERIFY(hint()->toolTip().contains(u"Ben"_s));
    QTest::mouseClick(hint(), Qt::LeftButton);
    QTRY_VERIFY(!hint());
    QVERIFY(view.visibleScene().contains(*two.ben.session.presence().cursor.value()));
    point(view.visibleScene().center() - QPointF(9'000, 0));
    QTRY_VERIFY(hint());
    QVERIFY(hint()->geometry().left() < free.left() + 8);
    two.ben.rooms.leave();
    QTRY_VERIFY(!hint());
}

void TestShellTogether::ownersGiveRolesToThoseWhoAreNotHere()
{
    Two two;
    QVERIFY(two.meet());
    two.ben.press(Qt::Key_R);
    two.ben.drag({400, 300}, {500, 400});
    QTRY_COMPARE(two.ann.session.document().size(), 1);
    two.ben.rooms.leave();
    QTRY_VERIFY(two.ann.session.peers().empty());
    actionOf(two.ann, CommandId::Members)->trigger();
    const auto *const dialog = two.ann.window.findChild<MembersDialog *>();
    QVERIFY(dialog);
    auto *const list = dialog->findChild<DetailList *>(u"members"_s);
    const auto rowOfBen = [&] {
        for (int row = 0; row < list->count(); ++row) {
            if (DetailList::keyOf(list->item(row)) == QString::fromLatin1(two.ben.identity.client()))
                return row;
        }
        return -1;
    };
    QTRY_VERIFY(rowOfBen() >= 0);
    list->setCurrentRow(rowOfBen());
    QTest::mouseClick(buttonOf(dialog, u"Make &owner"_s), Qt::LeftButton);
    QTRY_VERIFY(!buttonOf(dialog, u"Make &owner"_s)->isEnabled());
    two.ben.rooms.join(parseAddress(two.host.roomUrl(u"plan"_s)).value());
    QTRY_VERIFY(isConnected(two.ben) && two.ben.session.isOwner());
}

void TestShellTogether::whoDrewThisIsSaidAlsoWhenTheyHaveLeft()
{
    Two two;
    QVERIFY(two.meet());
    two.ben.press(Qt::Key_R);
    two.ben.drag({400, 300}, {500, 400});
    QTRY_COMPARE(two.ann.session.document().size(), 1);
    const ShapeId shape = two.ann.session.document().shapes().constFirst()->id;
    two.ben.rooms.leave();
    QTRY_VERIFY(two.ann.session.peers().empty());
    // Cara has never met Ben.
    ShellWindow cara{3};
    QVERIFY(cara.open());
    cara.rooms.join(parseAddress(two.host.roomUrl(u"plan"_s)).value());
    QTRY_VERIFY(isConnected(cara));
    BoardView &view = cara.window.view();
    const ShapeRef drawn = cara.session.document().find(shape);
    QTest::mouseClick(view.viewport(), Qt::RightButton, {},
                      view.toView({drawn->box.x, centerOf(drawn->box).y()}).toPoint());
    QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
    auto *const menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    const auto says = [&](const QString &text) {
        const QList<QAction *> actions = menu->actions();
        return std::any_of(actions.begin(), actions.end(),
                           [&](const QAction *action) { return action->isVisible() && action->text() == text; });
    };
    QTRY_VERIFY(says(u"Drawn by Ben"_s));
    menu->close();
}

void TestShellTogether::aToolThatIsOfNoUseSaysWhy()
{
    Two two;
    QVERIFY(two.meet());
    actionOf(two.ann, CommandId::LockRoom)->trigger();
    QTRY_VERIFY(!two.ben.session.mayEdit());
    two.ben.window.findChild<Notices *>()->show(u"Nothing yet."_s);
    two.ben.press(Qt::Key_R);
    QCOMPARE(two.ben.tools().tool(), ToolId::Select);
    QVERIFY2(noticeOf(two.ben).contains(u"locked"_s), qPrintable(noticeOf(two.ben)));
    two.ben.window.findChild<Notices *>()->show(u"Nothing yet."_s);
    for (QToolButton *const button : two.ben.window.findChildren<QToolButton *>()) {
        if (button->defaultAction() == two.ben.window.commands().action(ToolId::Pen))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY2(noticeOf(two.ben).contains(u"locked"_s), qPrintable(noticeOf(two.ben)));
}

void TestShellTogether::theRoomsNameStandsBesideThePeople()
{
    Two two;
    auto *const name = two.ann.window.findChild<QToolButton *>(u"room"_s);
    QVERIFY(two.ann.open());
    QVERIFY(!name->isVisible());
    QVERIFY(two.meet());
    QTRY_VERIFY(name->isVisible());
    QCOMPARE(name->text(), u"plan"_s);
    QVERIFY(name->menu()->actions().contains(actionOf(two.ann, CommandId::Invite)));
    QVERIFY(name->menu()->actions().contains(actionOf(two.ann, CommandId::LeaveRoom)));
}

void TestShellTogether::whatCannotBeUndoneIsExplained()
{
    Two two;
    QVERIFY(two.meet());
    two.ann.tools().setTool(ToolId::Rectangle);
    two.ann.drag({400, 300}, {600, 450});
    QTRY_COMPARE(two.ben.session.document().size(), 1);
    const QList<Op> ops(1, DeleteOp{two.ben.onlyShape()->id});
    QVERIFY(two.ben.session.submit(ops, u"Delete"_s));
    QTRY_VERIFY(two.ann.session.document().isEmpty());
    QVERIFY(actionOf(two.ann, CommandId::Undo)->isEnabled());
    actionOf(two.ann, CommandId::Undo)->trigger();
    QVERIFY2(noticeOf(two.ann).contains(u"nothing left to undo"_s), qPrintable(noticeOf(two.ann)));
    QVERIFY(!actionOf(two.ann, CommandId::Undo)->isEnabled());
}

QTEST_MAIN(TestShellTogether)
#include "shell_together.moc"
