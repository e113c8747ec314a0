#include "shellhost.h"

#include "app/dialogs/accessdialog.h"
#include "app/dialogs/bansdialog.h"
#include "app/dialogs/restoredialog.h"
#include "app/dialogs/secretdialog.h"
#include "app/dialogs/titledialog.h"
#include "app/panels/avatar.h"
#include "app/panels/notices.h"
#include "app/panels/people.h"
#include "app/panels/statuspill.h"
#include "app/widgets/detaillist.h"
#include "app/window/commands.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

/// But for clearing the board, which takes something to be on it.
constexpr std::array ownersCommands = {CommandId::Summon, CommandId::LockRoom, CommandId::RenameRoom,
                                       CommandId::RoomSecret, CommandId::Bans};

QAction *actionOf(const ShellWindow &shell, CommandId id)
{
    return shell.window.commands().action(id);
}

template <class Dialog>
Dialog *dialogOf(const ShellWindow &shell)
{
    const QList<Dialog *> open = shell.visible<Dialog>();
    return open.isEmpty() ? nullptr : open.constFirst();
}

QAbstractButton *buttonOf(const QDialog *dialog, const QString &text)
{
    const QList<QAbstractButton *> buttons = dialog->findChildren<QAbstractButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QAbstractButton *button) {
        return QString(button->text()).remove(u'&') == text;
    });
    return found == buttons.end() ? nullptr : *found;
}

QPointF centerOf(const ShellWindow &shell)
{
    const BoardView &view = shell.window.view();
    return view.mapToScene(view.viewport()->rect().center());
}

QString statusOf(const ShellWindow &shell)
{
    return shell.window.findChild<StatusPill *>()->text();
}

/// Keys and clicks go to this window from now on.
void use(ShellWindow &shell)
{
    shell.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shell.window));
}

QMenu *openPersonMenu(ShellWindow &shell)
{
    use(shell);
    if (shell.visible<PeopleList>().isEmpty())
        QTest::mouseClick(shell.window.findChild<PeopleBar *>()->findChild<Avatar *>(), Qt::LeftButton);
    auto *const more = shell.window.findChild<QToolButton *>(u"personMenu"_s);
    if (!more || !more->isVisible())
        return nullptr;
    QTest::mouseClick(more, Qt::LeftButton);
    return shell.window.findChild<QMenu *>(u"personMenu"_s);
}

/// What it offers, in one text.
QString personMenuOf(ShellWindow &shell)
{
    QMenu *const menu = openPersonMenu(shell);
    if (!menu)
        return {};
    QString text;
    for (const QAction *const action : menu->actions())
        text += QString(action->text()).remove(u'&') + u'\n';
    menu->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return text;
}

/// Chooses from the menu of the only other person in the list of people.
void choose(ShellWindow &shell, const QString &text)
{
    auto *const menu = openPersonMenu(shell);
    QVERIFY(menu && menu->isVisible());
    const QList<QAction *> actions = menu->actions();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](const QAction *action) {
        return QString(action->text()).remove(u'&').startsWith(text);
    });
    QVERIFY(found != actions.end());
    (*found)->trigger();
    menu->close();
}

/// A host, and two people in a room of it: Ann has made it, so she is its owner.
struct Two
{
    EmptyHost host;
    ShellWindow ann{1};
    ShellWindow ben{2};
    RoomAddress plan = parseAddress(host.roomUrl(u"plan"_s)).value();

    bool meet()
    {
        if (!ann.open() || !ben.open())
            return false;
        ann.rooms.join(plan, RoomConnection::Missing::Make);
        if (!QTest::qWaitFor([this] { return isConnected(ann); }))
            return false;
        ben.rooms.join(plan, RoomConnection::Missing::Make);
        return QTest::qWaitFor([this] { return isConnected(ben) && ann.session.peers().size() == 1; });
    }
};

/// Hears when the room of a window has got another secret, or none any more.
class SecretWatch final : public QObject
{
public:
    explicit SecretWatch(const ShellWindow &shell)
    {
        connect(shell.session.link(), &RoomLink::received, this, [this](const HostMessage &message) {
            const auto *const room = std::get_if<RoomMessage>(&message);
            m_told = m_told || (room && room->action == RoomVerb::Secret);
        });
    }
    bool isTold() const { return m_told; }

private:
    bool m_told = false;
};

} // namespace

/// What owners of a room can do in the window, and what the others see of it (C2 to C12).
class TestShellOwner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsForOwnersIsOfferedToThemAlone()
    {
        Two two;
        QVERIFY(two.ann.open());
        for (const CommandId id : ownersCommands) {
            QVERIFY(!actionOf(two.ann, id)->isEnabled());
            QVERIFY(actionOf(two.ann, id)->toolTip().contains(u"alone"_s));
        }
        QVERIFY(two.meet());
        for (const CommandId id : ownersCommands) {
            QVERIFY(actionOf(two.ann, id)->isEnabled());
            QVERIFY(!actionOf(two.ben, id)->isEnabled());
            QVERIFY(actionOf(two.ben, id)->toolTip().contains(u"owner"_s));
        }
        QVERIFY(!personMenuOf(two.ben).contains(u"Put out"_s));
        QVERIFY(personMenuOf(two.ben).contains(u"Follow"_s));
        choose(two.ann, u"Owner"_s);
        QTRY_VERIFY(actionOf(two.ben, CommandId::LockRoom)->isEnabled());
        QVERIFY(personMenuOf(two.ben).contains(u"Put out"_s));
    }

    void viewersSeeWhyTheyCannotDraw()
    {
        Two two;
        QVERIFY(two.meet());
        two.ben.tools().setTool(ToolId::Pen);
        choose(two.ann, u"Viewer"_s);
        QTRY_COMPARE(two.ben.tools().tool(), ToolId::Select);
        QVERIFY2(statusOf(two.ben).contains(u"viewer"_s), qPrintable(statusOf(two.ben)));
        QVERIFY(two.ben.window.findChild<StatusPill *>()->toolTip().contains(u"viewer"_s));
        for (const ToolAction &tool : two.ben.window.commands().toolActions()) {
            if (!tool.action->isEnabled())
                QVERIFY2(tool.action->toolTip().contains(u"viewer"_s), qPrintable(tool.action->toolTip()));
        }
        use(two.ben);
        two.ben.press(Qt::Key_R);
        QCOMPARE(two.ben.tools().tool(), ToolId::Select);
        QVERIFY(!actionOf(two.ben, CommandId::Paste)->isEnabled());
        choose(two.ann, u"Editor"_s);
        QTRY_COMPARE(statusOf(two.ben), u"Connected"_s);
        use(two.ben);
        two.ben.press(Qt::Key_R);
        QCOMPARE(two.ben.tools().tool(), ToolId::Rectangle);
    }

    void lockedRoomSaysSoToEverybody()
    {
        Two two;
        QVERIFY(two.meet());
        actionOf(two.ann, CommandId::LockRoom)->trigger();
        QTRY_VERIFY2(statusOf(two.ben).contains(u"locked"_s), qPrintable(statusOf(two.ben)));
        QVERIFY(statusOf(two.ann).contains(u"locked"_s));
        use(two.ben);
        two.ben.press(Qt::Key_R);
        QCOMPARE(two.ben.tools().tool(), ToolId::Select);
        use(two.ann);
        two.ann.press(Qt::Key_R);
        QCOMPARE(two.ann.tools().tool(), ToolId::Rectangle);
        QVERIFY(actionOf(two.ann, CommandId::LockRoom)->isChecked());
        actionOf(two.ann, CommandId::LockRoom)->trigger();
        QTRY_COMPARE(statusOf(two.ben), u"Connected"_s);
    }

    // C13: who comes for the first time waits where an owner wants it so, and is let in or turned away.
    void newcomersWaitUntilAnOwnerLetsThemIn()
    {
        Two two;
        QVERIFY(two.meet());
        actionOf(two.ann, CommandId::NewcomersWait)->trigger();
        QTRY_VERIFY(actionOf(two.ann, CommandId::NewcomersWait)->isChecked());
        ShellWindow cara(3);
        QVERIFY(cara.open());
        cara.rooms.setName(u"Cara"_s);
        cara.rooms.join(two.plan);
        QTRY_COMPARE(two.ann.session.waiting().size(), 1);
        const auto *const notices = two.ann.window.findChild<Notices *>();
        QTRY_VERIFY2(notices->text().contains(u"Cara waits"_s), qPrintable(notices->text()));
        QVERIFY(two.ben.session.waiting().isEmpty());
        QVERIFY(!isConnected(cara));
        two.ann.window.findChild<QToolButton *>(u"offer"_s)->click();
        QTRY_VERIFY(isConnected(cara));
        QTRY_VERIFY(two.ann.session.waiting().isEmpty());

        ShellWindow dan(4);
        QVERIFY(dan.open());
        dan.rooms.join(two.plan);
        QTRY_COMPARE(two.ann.session.waiting().size(), 1);
        auto *const turnAway = two.ann.window.findChild<QToolButton *>(u"turnAway"_s);
        QVERIFY(turnAway);
        turnAway->click();
        QTRY_COMPARE(dan.session.link()->state(), RoomLink::State::Closed);
        QVERIFY2(statusOf(dan).contains(u"not let you in"_s), qPrintable(statusOf(dan)));
    }

    void whoIsPutOutMayComeBack()
    {
        Two two;
        QVERIFY(two.meet());
        choose(two.ann, u"Put out"_s);
        auto *const question = two.ann.window.findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        QVERIFY2(two.ben.session.link()->state() == RoomLink::State::Connected, "not before the answer");
        for (QAbstractButton *const button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }
        QTRY_COMPARE(two.ben.session.link()->state(), RoomLink::State::Closed);
        QVERIFY2(statusOf(two.ben).contains(u"put you out"_s), qPrintable(statusOf(two.ben)));
        QTRY_VERIFY(two.ann.session.peers().empty());
        two.ben.rooms.join(two.plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(two.ben));
    }

    void whoIsBannedMayNotUntilTheBanIsLifted()
    {
        Two two;
        QVERIFY(two.meet());
        choose(two.ann, u"Ban"_s);
        QTRY_VERIFY(dialogOf<QMessageBox>(two.ann));
        const auto *const question = dialogOf<QMessageBox>(two.ann);
        question->findChild<QCheckBox *>(u"address"_s)->setChecked(true);
        buttonOf(question, u"Ban"_s)->click();
        QTRY_COMPARE(two.ben.session.link()->state(), RoomLink::State::Closed);
        two.ben.rooms.join(two.plan, RoomConnection::Missing::Make);
        QTRY_COMPARE(two.ben.session.link()->state(), RoomLink::State::Closed);
        ShellWindow alias(3); // somebody else, at the same address
        QVERIFY(alias.open());
        alias.rooms.join(two.plan, RoomConnection::Missing::Make);
        QTRY_COMPARE(alias.session.link()->state(), RoomLink::State::Closed);
        QVERIFY2(statusOf(alias).contains(u"closed this room to you"_s), qPrintable(statusOf(alias)));

        actionOf(two.ann, CommandId::Bans)->trigger();
        const auto *const dialog = dialogOf<BansDialog>(two.ann);
        auto *const list = dialog->findChild<DetailList *>(u"bans"_s);
        QTRY_COMPARE(list->count(), 1);
        // By the name that the room gave him, told apart from others of that name (J6).
        QVERIFY(list->item(0)->text().startsWith(two.ben.rooms.identity().name));
        QAbstractButton *const lift = buttonOf(dialog, u"Lift the ban"_s);
        lift->click();
        QTRY_COMPARE(list->count(), 0);
        QVERIFY(!lift->isEnabled());
        QVERIFY2(list->emptyText().contains(u"Nobody"_s), qPrintable(list->emptyText()));
        for (ShellWindow *const shell : {&two.ben, &alias}) {
            shell->rooms.join(two.plan, RoomConnection::Missing::Make);
            QTRY_VERIFY(isConnected(*shell));
        }
    }

    void questionThatIsCancelledDoesNothing()
    {
        Two two;
        QVERIFY(two.meet());
        use(two.ann);
        two.ann.press(Qt::Key_R);
        two.ann.drag({400, 300}, {600, 400});
        QTRY_COMPARE(two.ben.session.document().size(), 1);
        choose(two.ann, u"Ban"_s);
        QTRY_VERIFY(dialogOf<QMessageBox>(two.ann));
        dialogOf<QMessageBox>(two.ann)->reject();
        QTRY_VERIFY(!dialogOf<QMessageBox>(two.ann));
        actionOf(two.ann, CommandId::ClearBoard)->trigger();
        QTRY_VERIFY(dialogOf<QMessageBox>(two.ann));
        dialogOf<QMessageBox>(two.ann)->reject();
        // What is sent later comes later.
        actionOf(two.ann, CommandId::LockRoom)->trigger();
        QTRY_VERIFY(two.ben.session.room().locked);
        QCOMPARE(two.ben.session.document().size(), 1);
        QVERIFY(isConnected(two.ben));
    }

    void boardIsClearedForEverybody()
    {
        Two two;
        QVERIFY(two.meet());
        use(two.ben);
        two.ben.press(Qt::Key_R);
        QVERIFY(!actionOf(two.ann, CommandId::ClearBoard)->isEnabled()); // there is nothing on it
        two.ben.drag({400, 300}, {600, 400});
        QTRY_COMPARE(two.ann.session.document().size(), 1);
        QVERIFY(!actionOf(two.ben, CommandId::ClearBoard)->isEnabled());
        actionOf(two.ann, CommandId::ClearBoard)->trigger();
        QTRY_VERIFY(dialogOf<QMessageBox>(two.ann));
        buttonOf(dialogOf<QMessageBox>(two.ann), u"Clear the board"_s)->click();
        QTRY_VERIFY(two.ben.session.document().isEmpty());
        QTRY_VERIFY(two.ann.session.document().isEmpty());
    }

    // C14: the owner is told when somebody else deletes much, and brings it back from there, or from the menu.
    void whatSomebodyElseDeletesIsBroughtBack()
    {
        Two two;
        QVERIFY(two.meet());
        constexpr int many = 12;
        QList<Op> ops;
        for (int i = 0; i < many; ++i) {
            Shape shape = Shape::defaults(Kind::Rect);
            shape.id = "s" + QByteArray::number(i);
            shape.box = {double(i) * 40, 0, 30, 30, 0};
            ops.append(CreateOp{std::make_shared<const Shape>(shape)});
        }
        QVERIFY(two.ann.session.submit(ops, u"Draw"_s));
        QTRY_COMPARE(two.ben.session.document().size(), many);
        use(two.ben);
        actionOf(two.ben, CommandId::SelectAll)->trigger();
        two.ben.press(Qt::Key_Delete);
        const auto *notices = two.ann.window.findChild<Notices *>();
        QTRY_VERIFY(notices->text().startsWith(two.ann.session.peers().begin()->second.info.name + u" deleted 12 "_s));
        QVERIFY(two.ann.session.document().isEmpty());
        notices->findChild<QToolButton *>(u"offer"_s)->click();
        QTRY_COMPARE(two.ben.session.document().size(), many);
        QTRY_COMPARE(two.ann.session.document().size(), many);
        two.ann.session.undo();
        QTRY_VERIFY(two.ben.session.document().isEmpty());

        actionOf(two.ann, CommandId::RestoreDeleted)->trigger();
        QTRY_VERIFY(dialogOf<RestoreDialog>(two.ann));
        const auto *const dialog = dialogOf<RestoreDialog>(two.ann);
        auto *const list = dialog->findChild<DetailList *>(u"deletions"_s);
        QTRY_COMPARE(list->count(), 2); // Ben's, and what the undo has taken away
        dialog->findChild<QComboBox *>(u"people"_s)->setCurrentIndex(2);
        QCOMPARE(list->count(), 1);
        dialog->findChild<QPushButton *>(u"bringBack"_s)->click();
        QTRY_COMPARE(two.ben.session.document().size(), many);
        QTRY_VERIFY(!dialogOf<RestoreDialog>(two.ann));

        // What Ben deletes of his own is no news.
        notices = two.ann.window.findChild<Notices *>();
        const QString before = notices->text();
        QList<Op> own;
        QList<Op> gone;
        for (int i = 0; i < many; ++i) {
            Shape shape = Shape::defaults(Kind::Rect);
            shape.id = "own" + QByteArray::number(i);
            own.append(CreateOp{std::make_shared<const Shape>(shape)});
            gone.append(DeleteOp{shape.id});
        }
        QVERIFY(two.ben.session.submit(own, u"Draw"_s));
        QVERIFY(two.ben.session.submit(gone, u"Delete"_s));
        QTRY_COMPARE(two.ben.session.pendingEdits(), 0);
        QTRY_COMPARE(two.ann.session.document().size(), many);
        const QList<Op> last{DeleteOp{"s0"}}; // which comes after it
        QVERIFY(two.ben.session.submit(last, u"Delete"_s));
        QTRY_COMPARE(two.ann.session.document().size(), many - 1);
        QCOMPARE(notices->text(), before);

        // Ben is told of what he has deleted, and nothing else.
        actionOf(two.ben, CommandId::RestoreDeleted)->trigger();
        QTRY_VERIFY(dialogOf<RestoreDialog>(two.ben));
        QTRY_COMPARE(dialogOf<RestoreDialog>(two.ben)->findChild<DetailList *>(u"deletions"_s)->count(), 3);
        QVERIFY(!dialogOf<RestoreDialog>(two.ben)->findChild<QComboBox *>(u"people"_s)->isVisible());
    }

    void everybodySeesTheNewName()
    {
        Two two;
        QVERIFY(two.meet());
        actionOf(two.ann, CommandId::RenameRoom)->trigger();
        auto *const dialog = dialogOf<TitleDialog>(two.ann);
        QVERIFY(dialog);
        auto *const field = dialog->findChild<QLineEdit *>(u"title"_s);
        QCOMPARE(field->text(), u"plan"_s);
        QTest::keyClicks(field, u"Floor plan"_s);
        QTest::keyClick(field, Qt::Key_Return);
        for (const ShellWindow *const shell : {&two.ann, &two.ben})
            QTRY_VERIFY(shell->window.windowTitle().startsWith(u"Floor plan"_s));
    }

    void secretIsForLaterJoins()
    {
        Two two;
        QVERIFY(two.meet());
        SecretWatch first(two.ben);
        actionOf(two.ann, CommandId::RoomSecret)->trigger();
        auto *const field = dialogOf<SecretDialog>(two.ann)->findChild<QLineEdit *>(u"secret"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, u"owls"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(first.isTold());
        for (ShellWindow *const shell : {&two.ann, &two.ben})
            shell->rooms.join(two.plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(two.ann)); // she knows it
        QTRY_VERIFY(dialogOf<AccessDialog>(two.ben));
        dialogOf<AccessDialog>(two.ben)->reject();
        SecretWatch second(two.ann);
        actionOf(two.ann, CommandId::RoomSecret)->trigger();
        dialogOf<SecretDialog>(two.ann)->findChild<QPushButton *>(u"remove"_s)->click();
        QTRY_VERIFY(second.isTold());
        two.ben.rooms.join(two.plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(two.ben));
    }

    void everybodyIsBroughtToTheOwner()
    {
        Two two;
        QVERIFY(two.meet());
        for (const QRectF &place : {QRectF(5'000, 3'000, 800, 500), QRectF(-900, 40, 400, 300)}) {
            two.ann.window.view().zoomToRect(place);
            actionOf(two.ann, CommandId::Summon)->trigger();
            QTRY_VERIFY(QLineF(centerOf(two.ben), place.center()).length() < 5);
        }
    }

    void whoHostsARoomOwnsIt()
    {
        ShellWindow ann;
        QVERIFY(ann.open());
        QVERIFY(ann.rooms.host("plan"));
        QTRY_VERIFY(isConnected(ann));
        for (const CommandId id : ownersCommands)
            QVERIFY(actionOf(ann, id)->isEnabled());
        actionOf(ann, CommandId::LockRoom)->trigger();
        QTRY_VERIFY(statusOf(ann).contains(u"locked"_s));
    }
};

QTEST_MAIN(TestShellOwner)
#include "shell_owner.moc"
