#include "answer.h"
#include "shellhost.h"

#include "app/panels/people.h"
#include "app/rooms/hostdialog.h"
#include "app/rooms/invitedialog.h"
#include "app/rooms/roomlist.h"
#include "app/ui/commands.h"
#include "app/ui/englishplurals.h"
#include "app/ui/filecontrol.h"

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
    void aRoomThatCannotBeReachedIsExplainedAndThePickerStays_data();
    void aRoomThatCannotBeReachedIsExplainedAndThePickerStays();
    void afterAFailedJoinTheBoardIsStillThere();
    void thePickerListsTheRoomsOfAHostAndJoins();
    void aNewRoomIsMadeByItsFirstGuest();
    void aRoomNeedsAName();
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

void TestShellRooms::aRoomThatCannotBeReachedIsExplainedAndThePickerStays_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("mentioned");
    QTest::newRow("refused") << u"ws://127.0.0.1:%1/rooms/x"_s.arg(closedPort()) << u"127.0.0.1"_s;
    QTest::newRow("no such computer") << u"ws://no-such-host.invalid/rooms/x"_s << u"no-such-host.invalid"_s;
    QTest::newRow("no address") << u"my nice host"_s << u"my nice host"_s;
    QTest::newRow("bad room name") << u"ws://127.0.0.1/rooms/Plan!"_s << u"Plan!"_s;
    QTest::newRow("nothing") << QString() << u"address"_s;
}

void TestShellRooms::aRoomThatCannotBeReachedIsExplainedAndThePickerStays()
{
    QFETCH(QString, address);
    QFETCH(QString, mentioned);
    ShellWindow shell;
    QVERIFY(shell.open());
    RoomPicker *const picker = openPicker(shell);
    joinByAddress(picker, address);
    QTRY_VERIFY_WITH_TIMEOUT(!messageOf(picker).isEmpty(), 20'000);
    QVERIFY2(messageOf(picker).contains(mentioned), qPrintable(messageOf(picker)));
    QVERIFY(picker->isVisible());
    QVERIFY(picker->findChild<QPushButton *>(u"join"_s)->isEnabled());
}

void TestShellRooms::afterAFailedJoinTheBoardIsStillThere()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    const ShapeRef drawn = shell.onlyShape();
    QVERIFY(drawn);
    auto *const picker = new RoomPicker(shell.rooms, &shell.window);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->open();
    joinByAddress(picker, u"ws://127.0.0.1:%1/rooms/x"_s.arg(closedPort()));
    QTRY_VERIFY(!messageOf(picker).isEmpty());
    picker->reject();
    QTRY_VERIFY(shell.rooms.isAlone() && shell.session.link()->state() == RoomLink::State::Connected);
    QTRY_VERIFY(shell.onlyShape());
    QCOMPARE(shell.onlyShape()->id, drawn->id);
}

void TestShellRooms::thePickerListsTheRoomsOfAHostAndJoins()
{
    const EmptyHost host;
    ShellWindow first;
    QVERIFY(first.open());
    joinByAddress(openPicker(first), host.roomUrl(u"plan"_s));
    QTRY_VERIFY(isConnected(first));
    drawRectangle(first);

    ShellWindow second(2);
    QVERIFY(second.open());
    RoomPicker *const picker = openPicker(second);
    picker->findChild<QLineEdit *>(u"address"_s)->setText(host.hostText());
    auto *const rooms = picker->findChild<RoomList *>(u"hostRooms"_s);
    QTRY_COMPARE(rooms->count(), 1);
    QCOMPARE(rooms->item(0)->text(), u"plan"_s);
    const auto detail = [&] { return rooms->item(0)->data(Qt::AccessibleDescriptionRole).toString(); };
    QTRY_VERIFY2(detail().contains(u"One person there"_s), qPrintable(detail()));
    QTRY_VERIFY2(detail().contains(u"1 shape"_s), qPrintable(detail()));

    const QPoint row = rooms->visualItemRect(rooms->item(0)).center();
    QTest::mouseClick(rooms->viewport(), Qt::LeftButton, {}, row);
    QCOMPARE(picker->findChild<QLineEdit *>(u"address"_s)->text(), host.roomUrl(u"plan"_s));
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
    RoomPicker *const picker = openPicker(shell);
    picker->findChild<QLineEdit *>(u"address"_s)->setText(host.hostText());
    auto *const name = picker->findChild<QLineEdit *>(u"newRoom"_s);
    QVERIFY2(isValidRoomId(name->text().toLatin1()), "a name is suggested");
    name->setText(u"My Plan"_s);
    for (QPushButton *const button : picker->findChildren<QPushButton *>()) {
        if (button->text() == "&New room"_L1)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(isConnected(shell));
    QCOMPARE(shell.session.room().id, "my-plan"_ba);
    QVERIFY(shell.window.windowTitle().startsWith(u"my-plan"_s));
}

void TestShellRooms::aRoomNeedsAName()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.dialogs().showHost();
    auto *const dialog = shell.window.findChild<HostDialog *>();
    dialog->findChild<QLineEdit *>(u"roomName"_s)->setText(u"—"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    QVERIFY(shell.rooms.isAlone());
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->property("role") == u"error"_s && label->text().endsWith(u'.');
    }));
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
    const QString address = invitation->findChild<QLineEdit *>()->text();
    QVERIFY2(address.endsWith(u"/rooms/plan-2"_s), qPrintable(address));

    ShellWindow guest(2);
    QVERIFY(guest.open());
    guest.rooms.join(parseAddress(address).value());
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
    guest.rooms.join(parseAddress(host.rooms.invitations().constFirst()).value());
    QTRY_VERIFY(isConnected(guest));
    QTRY_COMPARE(host.rooms.guests(), 1);
    const Answer cancel(QMessageBox::Cancel);
    if (way == u"new drawing") {
        host.window.files().newBoard();
    } else if (way == u"join another room") {
        joinByAddress(openPicker(host), other.roomUrl(u"x"_s));
    } else if (way == u"join there") {
        guest.session.sendChat(u"This session goes on at "_s + other.roomUrl(u"y"_s));
        QTRY_VERIFY(offerOf(host));
        offerOf(host)->click();
    } else {
        auto *const recent = openPicker(host)->findChild<RoomList *>(u"recentRooms"_s);
        QVERIFY(recent->count() > 0);
        Q_EMIT recent->chosen(RoomList::keyOf(recent->item(0)));
        host.window.findChild<RoomPicker *>()->findChild<QPushButton *>(u"join"_s)->click();
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
    RoomPicker *const picker = openPicker(shell);
    QVERIFY(picker->isVisible());
    QCOMPARE(QApplication::activeModalWidget(), picker);
    picker->reject();
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
    QVERIFY(shell.rooms.hostAgain("plan"));
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
    shell.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value());
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
    shell.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value());
    QTRY_VERIFY(isConnected(shell));
    shell.rooms.drawAlone();
    const RoomPicker picker(shell.rooms, &shell.window);
    const auto *const recent = picker.findChild<RoomList *>(u"recentRooms"_s);
    QCOMPARE(recent->count(), 1);
    QCOMPARE(recent->item(0)->text(), u"x"_s);
}

void TestShellRooms::anotherNameReachesTheRoom()
{
    const EmptyHost host;
    ShellWindow ann(1);
    ShellWindow ben(2);
    QVERIFY(ann.open());
    QVERIFY(ben.open());
    const RoomAddress room = parseAddress(host.roomUrl(u"x"_s)).value();
    ann.rooms.join(room);
    ben.rooms.join(room);
    QTRY_COMPARE(ann.session.peers().size(), size_t(1));
    drawRectangle(ben);
    ben.rooms.setIdentity(u"Benjamin"_s, Color::rgb(0xe8590c));
    const auto shown = [&] { return peopleIn(ann.session).value(1); };
    QTRY_COMPARE(shown().name, u"Benjamin"_s);
    QCOMPARE(shown().color, Color::rgb(0xe8590c));
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
        each->rooms.join(parseAddress(old.roomUrl(u"x"_s)).value());
        QTRY_VERIFY(isConnected(*each));
    }
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
        guest.rooms.join(parseAddress(host.roomUrl(u"x"_s)).value());
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
