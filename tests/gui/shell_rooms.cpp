#include "answer.h"
#include "shellhost.h"

#include "app/dialogs/hostdialog.h"
#include "app/dialogs/invitedialog.h"
#include "app/dialogs/startdialog.h"
#include "app/panels/people.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/englishplurals.h"
#include "app/window/commands.h"
#include "app/window/filecontrol.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestShellRooms final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void aRoomThatCannotBeReachedIsExplainedAndTheDialogStays_data();
    void aRoomThatCannotBeReachedIsExplainedAndTheDialogStays();
    void afterAFailedJoinTheBoardIsStillThere();
    void theDialogListsTheRoomsOfAHostAndJoins();
    void aNewRoomIsMadeByItsFirstGuest();
    void aSessionIsCalledWhatItsHostTypes_data();
    void aSessionIsCalledWhatItsHostTypes();
    void aSecondSessionOfTheSameNameIsAnotherRoom();
    void aLoneRoomIsJoinedByItsHostsAddress();
    void aRoomThatIsNotThereIsAskedAbout();
    void aRoomThatIsNotThereIsMadeWhereTheUserSaysSo();
    void whoDoesNotMakeTheRoomKeepsTheirBoard();
    void theNameIsAskedForOnce();
    void aColorRenamesNobody();
    void hostingTakesTheBoardIntoTheRoom();
    void whatEndsASessionWithGuestsAsks_data();
    void whatEndsASessionWithGuestsAsks();
    void lookingAtRoomsAsksNothing();
    void hostingARoomAgainShowsItsOwnBoard();
    void leavingKeepsTheBoard();
    void aRecentRoomIsOfferedAgain();
    void anotherNameReachesTheRoom();
    void whoIsToldWhereTheSessionGoesOnCanJoinThere();
    void aGuestCanContinueTheSessionOfAHostThatHasGone();

private:
    EnglishPlurals m_plurals;
};

namespace {

/// A port that nobody listens on.
quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// The button of a notice that offers something.
QToolButton *offerOf(const ShellWindow &shell)
{
    auto *const offer = shell.window.findChild<QToolButton *>(u"offer"_s);
    return offer->isVisible() ? offer : nullptr;
}

void drawRectangle(const ShellWindow &shell)
{
    shell.tools().setTool(ToolId::Rectangle);
    shell.drag({400, 300}, {600, 450});
}

} // namespace

void TestShellRooms::aRoomThatCannotBeReachedIsExplainedAndTheDialogStays_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("mentioned");
    QTest::newRow("refused") << u"ws://127.0.0.1:%1/rooms/x"_s.arg(closedPort()) << u"127.0.0.1"_s;
    QTest::newRow("no such computer") << u"ws://no-such-host.invalid/rooms/x"_s << u"no-such-host.invalid"_s;
    QTest::newRow("no address") << u"my nice host"_s << u"my nice host"_s;
    QTest::newRow("bad room name") << u"ws://127.0.0.1/rooms/Plan!"_s << u"Plan!"_s;
    QTest::newRow("nothing") << QString() << u"address"_s;
}

void TestShellRooms::aRoomThatCannotBeReachedIsExplainedAndTheDialogStays()
{
    QFETCH(QString, address);
    QFETCH(QString, mentioned);
    ShellWindow shell;
    QVERIFY(shell.open());
    JoinDialog *const dialog = openJoin(shell);
    joinByAddress(dialog, address);
    QTRY_VERIFY_WITH_TIMEOUT(!messageOf(dialog).isEmpty(), 20'000);
    QVERIFY2(messageOf(dialog).contains(mentioned), qPrintable(messageOf(dialog)));
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QPushButton *>(u"join"_s)->isEnabled());
}

void TestShellRooms::afterAFailedJoinTheBoardIsStillThere()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    const ShapeRef drawn = shell.onlyShape();
    QVERIFY(drawn);
    auto *const dialog = new JoinDialog(shell.rooms, &shell.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    joinByAddress(dialog, u"ws://127.0.0.1:%1/rooms/x"_s.arg(closedPort()));
    QTRY_VERIFY(!messageOf(dialog).isEmpty());
    dialog->reject();
    QTRY_VERIFY(shell.rooms.isAlone() && shell.session.link()->state() == RoomLink::State::Connected);
    QTRY_VERIFY(shell.onlyShape());
    QCOMPARE(shell.onlyShape()->id, drawn->id);
}

void TestShellRooms::theDialogListsTheRoomsOfAHostAndJoins()
{
    const EmptyHost host;
    ShellWindow first;
    QVERIFY(first.open());
    first.rooms.join(parseAddress(host.roomUrl(u"plan"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(first));
    drawRectangle(first);

    ShellWindow second(2);
    QVERIFY(second.open());
    JoinDialog *const dialog = openJoin(second);
    dialog->findChild<QLineEdit *>(u"address"_s)->setText(host.hostText());
    auto *const rooms = dialog->findChild<DetailList *>(u"hostRooms"_s);
    QTRY_COMPARE(rooms->count(), 1);
    QCOMPARE(rooms->item(0)->text(), u"plan"_s);
    const auto detail = [&] { return rooms->item(0)->data(Qt::AccessibleDescriptionRole).toString(); };
    QTRY_VERIFY2(detail().contains(u"One person there"_s), qPrintable(detail()));
    QTRY_VERIFY2(detail().contains(u"1 shape"_s), qPrintable(detail()));

    const QPoint row = rooms->visualItemRect(rooms->item(0)).center();
    QTest::mouseClick(rooms->viewport(), Qt::LeftButton, {}, row);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"address"_s)->text(), host.roomUrl(u"plan"_s));
    QTest::mouseDClick(rooms->viewport(), Qt::LeftButton, {}, row);
    QTRY_VERIFY(isConnected(second));
    QTRY_COMPARE(second.session.document().size(), 1);
    QTRY_COMPARE(first.session.peers().size(), size_t(1));
}

void TestShellRooms::aNewRoomIsMadeByItsFirstGuest()
{
    const EmptyHost host;
    ShellWindow shell;
    QVERIFY(shell.open());
    JoinDialog *const dialog = openJoin(shell);
    dialog->findChild<QLineEdit *>(u"address"_s)->setText(host.hostText());
    auto *const name = dialog->findChild<QLineEdit *>(u"newRoom"_s);
    QTRY_VERIFY2(name->isVisible(), "once the host has answered");
    name->setFocus();
    QTest::keyClicks(name, u"My Plan"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(isConnected(shell));
    QCOMPARE(shell.session.room().id, "my-plan"_ba);
    QTRY_COMPARE(shell.session.room().title, u"My Plan"_s);
    QVERIFY(shell.window.windowTitle().startsWith(u"My Plan"_s));
}

void TestShellRooms::aSessionIsCalledWhatItsHostTypes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("spaces and a slash") << u"Class 5b / Biology"_s << "class-5b-biology"_ba;
    QTest::newRow("accents") << u"Größe é"_s << "gro-e-e"_ba;
    QTest::newRow("Korean") << u"생물반"_s << ""_ba;
    QTest::newRow("nothing") << QString() << ""_ba;
}

void TestShellRooms::aSessionIsCalledWhatItsHostTypes()
{
    QFETCH(QString, typed);
    QFETCH(QByteArray, id);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.dialogs().showHost();
    auto *const dialog = shell.window.findChild<HostDialog *>();
    dialog->findChild<QLineEdit *>(u"roomName"_s)->setText(typed);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(isConnected(shell));
    if (!id.isEmpty())
        QCOMPARE(shell.session.room().id, id);
    if (!typed.isEmpty())
        QTRY_COMPARE(shell.session.room().title, typed);
}

void TestShellRooms::aSecondSessionOfTheSameNameIsAnotherRoom()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    QVERIFY(shell.rooms.startSession(u"Plan"_s));
    QTRY_VERIFY(isConnected(shell) && shell.session.isSettled());
    shell.rooms.drawAlone();
    QTRY_VERIFY(shell.rooms.isAlone() && shell.session.document().isEmpty());
    QTRY_VERIFY(shell.rooms.startSession(u"Plan"_s));
    QTRY_VERIFY(isConnected(shell) && shell.session.isSettled());
    QCOMPARE(shell.session.room().id, "plan-2"_ba);
    QVERIFY(shell.session.document().isEmpty());
}

void TestShellRooms::aLoneRoomIsJoinedByItsHostsAddress()
{
    ShellWindow host;
    QVERIFY(host.open());
    QVERIFY(host.rooms.startSession(u"Before"_s));
    QTRY_VERIFY(isConnected(host) && host.session.isSettled());
    drawRectangle(host);
    QTRY_VERIFY(host.session.isSettled());
    host.rooms.drawAlone();
    QTRY_VERIFY(!host.rooms.isHosting());
    // What was drawn in sessions of before is not listed to guests of this one.
    QTRY_VERIFY(host.rooms.startSession(u"생물반"_s));
    QTRY_VERIFY(isConnected(host));

    ShellWindow guest(2);
    QVERIFY(guest.open());
    joinByAddress(openJoin(guest), u"127.0.0.1:%1"_s.arg(host.rooms.hostedPort()));
    QTRY_VERIFY(isConnected(guest));
    QCOMPARE(guest.session.room().id, host.session.room().id);
    QTRY_COMPARE(guest.session.room().title, u"생물반"_s);
    QTRY_VERIFY2(guest.visible<JoinDialog>().isEmpty(), "it has done its work");
}

void TestShellRooms::aRoomThatIsNotThereIsAskedAbout()
{
    const EmptyHost host;
    ShellWindow ann;
    QVERIFY(ann.open());
    ann.rooms.join(parseAddress(host.roomUrl(u"class-5b-biology"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(ann));
    drawRectangle(ann);

    ShellWindow ben(2);
    QVERIFY(ben.open());
    JoinDialog *const dialog = openJoin(ben);
    joinByAddress(dialog, u"%1/class-5b-biologi"_s.arg(host.hostText()));
    const auto *const question = dialog->findChild<QLabel *>(u"missing"_s);
    QTRY_VERIFY(question->isVisible());
    QVERIFY2(question->text().contains(u"“class-5b-biologi”"_s), qPrintable(question->text()));
    auto *const near = dialog->findChild<QPushButton *>(u"near"_s);
    QVERIFY(near && near->isDefault() && near->text().contains(u"class-5b-biology"_s));
    QTest::keyClick(near, Qt::Key_Return);
    QTRY_VERIFY(isConnected(ben));
    QCOMPARE(ben.session.room().id, "class-5b-biology"_ba);
}

void TestShellRooms::aRoomThatIsNotThereIsMadeWhereTheUserSaysSo()
{
    const EmptyHost host;
    ShellWindow shell;
    QVERIFY(shell.open());
    // From elsewhere than the dialog: a link, or the list of recent rooms.
    shell.rooms.join(parseAddress(host.roomUrl(u"new-one"_s)).value());
    QTRY_VERIFY(!shell.visible<JoinDialog>().isEmpty());
    QVERIFY(makeMissing(shell.visible<JoinDialog>().constFirst()));
    QTRY_VERIFY(isConnected(shell));
    QCOMPARE(shell.session.room().id, "new-one"_ba);
}

void TestShellRooms::whoDoesNotMakeTheRoomKeepsTheirBoard()
{
    const EmptyHost host;
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    JoinDialog *const dialog = openJoin(shell);
    const Answer discard(QMessageBox::Discard);
    joinByAddress(dialog, host.roomUrl(u"new-one"_s));
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"missing"_s)->isVisible());
    dialog->reject();
    QTRY_VERIFY(shell.rooms.isAlone());
    QTRY_VERIFY(shell.onlyShape());
}

void TestShellRooms::theNameIsAskedForOnce()
{
    const EmptyHost host;
    ShellWindow shell;
    shell.identity.isNamed = false;
    RoomControl rooms(shell.session, shell.identity, shell.settings, shell.clock, shell.random);
    rooms.drawAlone();
    JoinDialog dialog(rooms, nullptr);
    dialog.show();
    auto *const name = dialog.findChild<QLineEdit *>(u"userName"_s);
    QVERIFY(name->isVisible());
    name->clear();
    joinByAddress(&dialog, host.roomUrl(u"x"_s));
    QVERIFY2(messageOf(&dialog).contains(u"name"_s), qPrintable(messageOf(&dialog)));
    QVERIFY(rooms.isAlone());
    name->setText(u"Ann"_s);
    joinByAddress(&dialog, host.roomUrl(u"x"_s));
    QVERIFY(makeMissing(&dialog));
    QTRY_COMPARE(shell.session.self().name, u"Ann"_s);
    QTRY_VERIFY(!rooms.isAlone() && shell.session.link()->state() == RoomLink::State::Connected);
    JoinDialog again(rooms, nullptr);
    again.show();
    QVERIFY(!again.findChild<QLineEdit *>(u"userName"_s)->isVisible());
}

void TestShellRooms::aColorRenamesNobody()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.rooms.setName(u"Ann"_s);
    auto *const list = shell.window.findChild<PeopleList *>();
    Q_EMIT list->colorChosen(Color::rgb(0xe8590c));
    QCOMPARE(shell.rooms.identity().name, u"Ann"_s);
    QCOMPARE(shell.session.self().color, Color::rgb(0xe8590c));
}

void TestShellRooms::hostingTakesTheBoardIntoTheRoom()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    shell.window.dialogs().showHost();
    auto *const dialog = shell.window.findChild<HostDialog *>();
    dialog->findChild<QLineEdit *>(u"roomName"_s)->setText(u"plan-2"_s);
    dialog->accept();
    QTRY_VERIFY(isConnected(shell));
    QVERIFY(shell.rooms.isHosting());
    QTRY_COMPARE(shell.session.document().size(), 1);
    QTRY_COMPARE(shell.session.pendingEdits(), 0);

    const auto *const invitation = shell.window.findChild<InviteDialog *>();
    QVERIFY(invitation);
    const RoomAddress address = shell.rooms.invitations().constFirst();
    QCOMPARE(address.room, "plan-2"_ba);
    QCOMPARE(invitation->findChild<QLabel *>(u"spoken"_s)->text(), address.hostText());

    ShellWindow guest(2);
    QVERIFY(guest.open());
    guest.rooms.join(address, RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(guest));
    QTRY_COMPARE(guest.session.document().size(), 1);
    QTRY_COMPARE(shell.rooms.guests(), 1);
    shell.rooms.shutDown();
    QTRY_VERIFY(!isConnected(guest));
    QCOMPARE(guest.session.document().size(), 1);
}

void TestShellRooms::whatEndsASessionWithGuestsAsks_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"new drawing", "join another room", "join there", "host again"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void TestShellRooms::whatEndsASessionWithGuestsAsks()
{
    QFETCH(QString, way);
    const EmptyHost other;
    ShellWindow host;
    ShellWindow guest(2);
    QVERIFY(host.open());
    QVERIFY(guest.open());
    QVERIFY(host.rooms.host("plan"));
    QTRY_VERIFY(isConnected(host));
    guest.rooms.join(host.rooms.invitations().constFirst(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(guest));
    QTRY_COMPARE(host.rooms.guests(), 1);
    const Answer cancel(QMessageBox::Cancel);
    if (way == u"new drawing") {
        host.window.files().newBoard();
    } else if (way == u"join another room") {
        joinByAddress(openJoin(host), other.roomUrl(u"x"_s));
    } else if (way == u"join there") {
        guest.session.sendChat(u"This session goes on at "_s + other.roomUrl(u"y"_s));
        QTRY_VERIFY(offerOf(host));
        offerOf(host)->click();
    } else {
        host.window.dialogs().showStart();
        auto *const recent = host.window.findChild<StartDialog *>()->findChild<DetailList *>(u"recentRooms"_s);
        QVERIFY(recent->count() > 0);
        Q_EMIT recent->itemClicked(recent->item(0));
    }
    QTRY_VERIFY(cancel.heard().contains(u"1 guest"_s));
    QVERIFY(host.rooms.isHosting());
    QVERIFY(isConnected(guest));
    QCOMPARE(host.session.room().id, "plan"_ba);
}

void TestShellRooms::lookingAtRoomsAsksNothing()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell); // not saved
    JoinDialog *const dialog = openJoin(shell);
    QVERIFY(dialog->isVisible());
    QCOMPARE(QApplication::activeModalWidget(), dialog);
    dialog->reject();
    QVERIFY(shell.onlyShape());
}

void TestShellRooms::hostingARoomAgainShowsItsOwnBoard()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    QVERIFY(shell.rooms.host("plan"));
    QTRY_VERIFY(isConnected(shell) && shell.session.isSettled());
    shell.rooms.drawAlone();
    QTRY_VERIFY(shell.rooms.isAlone() && shell.session.document().isEmpty());
    shell.tools().setTool(ToolId::Ellipse);
    shell.drag({300, 300}, {350, 350});
    QTRY_COMPARE(shell.session.document().size(), 1);
    const auto again = shell.rooms.hostAgain("plan");
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QTRY_VERIFY(isConnected(shell) && shell.session.isSettled());
    QCOMPARE(shell.session.document().size(), 1);
    QCOMPARE(shell.onlyShape()->kind, Kind::Rect);
    QVERIFY(shell.rooms.hostAgain("plan")); // while it is hosted
    QTRY_VERIFY(isConnected(shell));
}

void TestShellRooms::leavingKeepsTheBoard()
{
    const EmptyHost host;
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(shell));
    drawRectangle(shell);
    shell.window.dialogs().leaveRoom();
    QVERIFY(shell.rooms.isAlone());
    QTRY_COMPARE(shell.session.link()->state(), RoomLink::State::Connected);
    QTRY_VERIFY(shell.onlyShape());
    drawRectangle(shell);
    QCOMPARE(shell.session.document().size(), 2);
}

void TestShellRooms::aRecentRoomIsOfferedAgain()
{
    const EmptyHost host;
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(shell));
    shell.rooms.drawAlone();
    shell.window.dialogs().showStart();
    const auto *const recent = shell.window.findChild<DetailList *>(u"recentRooms"_s);
    QCOMPARE(recent->count(), 1);
    QCOMPARE(recent->item(0)->text(), u"x"_s);
    const QString detail = recent->item(0)->data(Qt::AccessibleDescriptionRole).toString();
    QVERIFY2(detail.startsWith(host.hostText()) && detail.contains(u"today"_s), qPrintable(detail));
    QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualItemRect(recent->item(0)).center());
    QTRY_VERIFY(isConnected(shell));
    QCOMPARE(shell.session.room().id, "x"_ba);
}

void TestShellRooms::anotherNameReachesTheRoom()
{
    const EmptyHost host;
    ShellWindow ann(1);
    ShellWindow ben(2);
    QVERIFY(ann.open());
    QVERIFY(ben.open());
    const RoomAddress room = parseAddress(host.roomUrl(u"x"_s)).value();
    ann.rooms.join(room, RoomConnection::Missing::Make);
    ben.rooms.join(room, RoomConnection::Missing::Make);
    QTRY_COMPARE(ann.session.peers().size(), size_t(1));
    drawRectangle(ben);
    ben.rooms.setName(u"Benjamin"_s);
    ben.rooms.setColor(Color::rgb(0xe8590c));
    const auto shown = [&] { return peopleIn(ann.session).value(1); };
    QTRY_COMPARE(shown().name, u"Benjamin"_s);
    QTRY_COMPARE(shown().color, Color::rgb(0xe8590c));
    QTRY_VERIFY(isConnected(ben));
    QTRY_COMPARE(ann.session.document().size(), 1);
    QCOMPARE(ben.session.document().size(), 1);
    QVERIFY2(ben.session.canUndo(), "one's history is not lost with one's old name");
}

void TestShellRooms::whoIsToldWhereTheSessionGoesOnCanJoinThere()
{
    const EmptyHost old;
    const EmptyHost other;
    ShellWindow ann(1);
    ShellWindow ben(2);
    QVERIFY(ann.open());
    QVERIFY(ben.open());
    for (ShellWindow *const each : {&ann, &ben}) {
        each->rooms.join(parseAddress(old.roomUrl(u"x"_s)).value(), RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(*each));
    }
    ShellWindow cara(3);
    QVERIFY(cara.open());
    cara.rooms.join(parseAddress(other.roomUrl(u"y"_s)).value(), RoomConnection::Missing::Make);
    QTRY_VERIFY(isConnected(cara));
    ben.session.sendChat(u"This session goes on at "_s + other.roomUrl(u"y"_s));
    QTRY_VERIFY(offerOf(ann));
    QCOMPARE(offerOf(ann)->text(), u"Join there"_s);
    QVERIFY2(!offerOf(ben), "who said it knows");
    offerOf(ann)->click();
    QTRY_VERIFY(isConnected(ann) && ann.session.room().id == "y");
    QVERIFY(!offerOf(ann));
}

void TestShellRooms::aGuestCanContinueTheSessionOfAHostThatHasGone()
{
    ShellWindow guest;
    QVERIFY(guest.open());
    QAction *const action = guest.window.commands().action(CommandId::ContinueHere);
    QVERIFY(!action->isEnabled());
    {
        EmptyHost host;
        guest.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value(), RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(guest));
        drawRectangle(guest);
        QTRY_COMPARE(guest.session.pendingEdits(), 0);
        QVERIFY(!offerOf(guest));
        host.session.stop();
        QTRY_VERIFY(offerOf(guest));
    }
    QTRY_VERIFY(!isConnected(guest));
    QVERIFY(action->isEnabled());
    offerOf(guest)->click();
    QTRY_VERIFY(isConnected(guest) && guest.rooms.isHosting());
    QCOMPARE(guest.session.document().size(), 1);
    QVERIFY(!action->isEnabled());
    // Others have to be told.
    QTRY_VERIFY(guest.window.findChild<InviteDialog *>());
}

QTEST_MAIN(TestShellRooms)
#include "shell_rooms.moc"
