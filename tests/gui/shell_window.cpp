#include "shellwindow.h"

#include "app/dialogs/commandpalette.h"
#include "app/dialogs/keylist.h"
#include "app/dialogs/linkdialog.h"
#include "app/editing/selection.h"
#include "app/panels/emptyhint.h"
#include "app/panels/notices.h"
#include "app/panels/statuspill.h"
#include "app/panels/toolbar.h"
#include "app/tools/toolregistry.h"
#include "app/window/boardframe.h"
#include "app/window/commands.h"
#include "common/model/geometry.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QScreen>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

/// Which panel reaches out of the window or over another one; empty when none does.
QString misplacedPanel(const ShellWindow &shell, const BoardFrame &frame)
{
    QList<QRect> areas;
    for (const QFrame *const panel : shell.visible<QFrame>()) {
        if (panel->property("role") != u"panel"_s)
            continue;
        const QRect area(panel->mapTo(&frame, QPoint()), panel->size());
        const auto covers = [&](const QRect &other) { return other.intersects(area); };
        if (!frame.rect().contains(area) || std::any_of(areas.begin(), areas.end(), covers))
            return panel->accessibleName();
        areas.append(area);
    }
    return areas.size() < 6 ? u"panels are missing"_s : QString();
}

} // namespace

class TestShellWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyToolLetterSelectsItsTool_data();
    void everyToolLetterSelectsItsTool();
    void aToolButtonSelectsItsTool();
    void lettersTypedIntoATextChangeNoTool();
    void whatIsMeantAsTextChangesNoShape();
    void noKeyMeansTwoThings();
    void everyButtonHasANameAndATip();
    void tabGoesFromTheMenuToTheTools();
    void theMenuHoldsEveryCommandOnce();
    void theHintIsThereWhileTheBoardIsEmpty();
    void theHintBeginsWithAPenOrANote();
    void aRightClickOffersWhatCanBeDoneWithAShape();
    void aRightClickOnTheBoardOffersWhatCanBeDoneWithIt();
    void aLockedShapeIsUnlockedByItsMenu();
    void aPasteFromTheMenuGoesWhereTheMenuWasOpened();
    void aPictureIsCopiedToTheClipboard();
    void aLinkIsSetAndOneThatIsNoneIsRefused();
    void aNoticeIsShownAndCanBeDismissed();
    void keysAreListedInGroupsAndFound();
    void aCommandIsFoundByItsNameAndDone();
    void whatCannotBeDoneNowSaysWhy();
    void theWayBackToTheDrawingIsOffered();
    void undoIsOfferedWhenThereIsSomethingToUndo();
    void drawingAloneIsSaid();
    void nothingIsClippedOrCovered_data();
    void nothingIsClippedOrCovered();
    void theThemeReachesEveryPanel();
    void dialogsAreOnTheScreen_data();
    void dialogsAreOnTheScreen();
};

/// Also where the window is at its edge, or the screen is smaller than the dialog would be.
void TestShellWindow::dialogsAreOnTheScreen_data()
{
    QTest::addColumn<QRect>("place");
    const QRect screen = QGuiApplication::primaryScreen()->geometry();
    QTest::newRow("too large") << QRect(100, 100, 2 * screen.width(), 2 * screen.height());
    QTest::newRow("beyond the right edge") << QRect(screen.right() - 50, 100, 400, 300);
    QTest::newRow("beyond the bottom") << QRect(100, screen.bottom() - 20, 400, 300);
    QTest::newRow("above") << QRect(100, -200, 400, 300);
}

void TestShellWindow::dialogsAreOnTheScreen()
{
    QFETCH(QRect, place);
    ShellWindow shell;
    QVERIFY(shell.open());
    QDialog dialog(&shell.window);
    dialog.setGeometry(place);
    dialog.show();
    QTRY_VERIFY2(dialog.isVisible() && dialog.screen()->availableGeometry().contains(dialog.frameGeometry()),
                 qPrintable(QDebug::toString(dialog.frameGeometry())));
}

void TestShellWindow::everyToolLetterSelectsItsTool_data()
{
    QTest::addColumn<ToolId>("tool");
    QTest::addColumn<QString>("keys");
    for (const ToolInfo &info : tools()) {
        if (*info.shortcut)
            QTest::newRow(info.key) << info.id << QString::fromLatin1(info.shortcut);
    }
}

void TestShellWindow::everyToolLetterSelectsItsTool()
{
    QFETCH(ToolId, tool);
    QFETCH(QString, keys);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(tool == ToolId::Hand ? ToolId::Select : ToolId::Hand);
    const QKeyCombination key = QKeySequence(keys)[0];
    shell.press(key.key(), key.keyboardModifiers());
    QCOMPARE(shell.tools().tool(), tool);
}

void TestShellWindow::aToolButtonSelectsItsTool()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const auto buttons = shell.window.findChild<ToolBar *>()->findChildren<QToolButton *>();
    qsizetype found = 0;
    for (QToolButton *const button : buttons) {
        if (button->menu()) {
            for (QAction *const action : button->menu()->actions()) {
                action->trigger();
                QVERIFY2(button->isChecked(), "the button tells that one of its tools is in use");
                QCOMPARE(toolInfo(shell.tools().tool()).translatedName(), action->text());
                ++found;
            }
            continue;
        }
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(button->isChecked());
        QCOMPARE(toolInfo(shell.tools().tool()).translatedName(), button->accessibleName());
        ++found;
    }
    QCOMPARE(found, qsizetype(tools().size()));
    QVERIFY2(shell.window.view().hasFocus(), "the keyboard stays with the board");
}

void TestShellWindow::lettersTypedIntoATextChangeNoTool()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_T);
    QTest::mouseClick(shell.window.view().viewport(), Qt::LeftButton, {}, {500, 400});
    QVERIFY(shell.tools().isEditingText());
    const ToolId before = shell.tools().tool();
    QTest::keyClicks(&shell.window.view(), u"rope + grid 0"_s);
    QCOMPARE(shell.tools().tool(), before);
    QCOMPARE(shell.window.view().zoom(), 1.0);
    QVERIFY(shell.tools().isEditingText());
    shell.tools().finishTextEditing();
    QVERIFY(shell.onlyShape());
    QCOMPARE(shell.onlyShape()->text, u"rope + grid 0"_s);
}

/// Somebody who takes an arrow for something to write on, and types letters of every kind.
void TestShellWindow::whatIsMeantAsTextChangesNoShape()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_A);
    shell.drag({300, 300}, {500, 450});
    QTRY_COMPARE(shell.session.pendingEdits(), 0);
    const ShapeRef drawn = shell.onlyShape();
    QVERIFY(drawn);
    shell.press(Qt::Key_V);
    shell.tools().selection().set({drawn->id});
    shell.press(Qt::Key_Return);
    for (char key = 'A'; key <= 'Z'; ++key) {
        for (const Qt::KeyboardModifiers modifiers :
             {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::ShiftModifier)}) {
            shell.tools().selection().set({drawn->id});
            shell.press(Qt::Key(key), modifiers);
            QTRY_COMPARE(shell.session.pendingEdits(), 0);
            QVERIFY2(shell.onlyShape() && *shell.onlyShape() == *drawn, QByteArray(1, key).constData());
        }
    }
}

void TestShellWindow::noKeyMeansTwoThings()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    QMap<QString, QString> users;
    for (const QAction *const action : shell.window.actions()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QString text = key.toString(QKeySequence::PortableText);
            QVERIFY2(!text.isEmpty(), qPrintable(action->text()));
            QVERIFY2(!users.contains(text),
                     qPrintable(text + u": "_s + users.value(text) + u" and "_s + action->text()));
            users.insert(text, action->text());
        }
    }
    QVERIFY(users.size() > 40);
}

void TestShellWindow::everyButtonHasANameAndATip()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    const auto buttons = shell.visible<QAbstractButton>();
    QVERIFY(buttons.size() > 30);
    for (const QAbstractButton *const button : buttons) {
        const QByteArray what = button->text().toUtf8() + ' ' + button->metaObject()->className();
        QVERIFY2(!button->accessibleName().isEmpty(), what.constData());
        QVERIFY2(!button->toolTip().isEmpty(), what.constData());
    }
    const auto tools = shell.window.findChild<ToolBar *>()->findChildren<QToolButton *>();
    const auto rectangle = std::find_if(
        tools.begin(), tools.end(), [](const QToolButton *tool) { return tool->accessibleName() == "Rectangle"_L1; });
    QVERIFY(rectangle != tools.end());
    QCOMPARE((*rectangle)->toolTip(), u"Rectangle — R"_s);
}

void TestShellWindow::tabGoesFromTheMenuToTheTools()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    QStringList visited;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        visited.append(QApplication::focusWidget()->accessibleName());
    }
    QCOMPARE(visited, QStringList({u"Menu"_s, u"Select"_s, u"Hand"_s, u"Pen"_s}));
}

void TestShellWindow::theMenuHoldsEveryCommandOnce()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const std::unique_ptr<QMenu> menu(shell.window.commands().makeMenu(nullptr));
    QList<QAction *> found;
    for (const QAction *const part : menu->actions()) {
        QVERIFY(part->menu());
        for (QAction *const action : part->menu()->actions()) {
            if (!action->isSeparator() && !action->menu()) // of the files of late
                found.append(action);
        }
    }
    QCOMPARE(found.size(), qsizetype(CommandId::About) + 1);
    QCOMPARE(QSet<QAction *>(found.begin(), found.end()).size(), found.size());
}

void TestShellWindow::theHintIsThereWhileTheBoardIsEmpty()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const auto *const hint = shell.window.findChild<EmptyHint *>();
    QVERIFY(hint->isVisible());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    QCOMPARE(shell.session.document().size(), 1);
    QVERIFY(!hint->isVisible());
    shell.press(Qt::Key_Delete);
    QVERIFY(shell.session.document().isEmpty());
    QVERIFY(hint->isVisible());
}

void TestShellWindow::theHintBeginsWithAPenOrANote()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    auto *const hint = shell.window.findChild<EmptyHint *>();
    const auto buttons = hint->findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 3);
    QTest::mouseClick(buttons.at(0), Qt::LeftButton);
    QCOMPARE(shell.tools().tool(), ToolId::Pen);
    QTest::mouseClick(buttons.at(1), Qt::LeftButton);
    QCOMPARE(shell.tools().tool(), ToolId::Note);
    shell.tools().setTool(ToolId::Text);
    QTest::mouseClick(shell.window.view().viewport(), Qt::LeftButton, {}, {200, 600});
    QVERIFY2(!hint->isVisible(), "gone with the first thing that is typed");
}

namespace {

QMenu *contextMenuAt(const ShellWindow &shell, QPoint place)
{
    QTest::mouseClick(shell.window.view().viewport(), Qt::RightButton, {}, place);
    const bool isOpen = QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; });
    return isOpen ? qobject_cast<QMenu *>(QApplication::activePopupWidget()) : nullptr;
}

bool offers(const ShellWindow &shell, const QMenu &menu, CommandId id)
{
    return menu.actions().contains(shell.window.commands().action(id));
}

} // namespace

void TestShellWindow::aRightClickOffersWhatCanBeDoneWithAShape()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    shell.tools().selection().clear();
    QMenu *const menu = contextMenuAt(shell, {400, 370});
    QVERIFY(menu);
    QVERIFY(shell.tools().selection().contains(shell.onlyShape()->id));
    for (const CommandId id : {CommandId::Cut, CommandId::Copy, CommandId::Duplicate, CommandId::Delete,
                               CommandId::BringToFront, CommandId::Lock, CommandId::EditText, CommandId::CopyAsPng})
        QVERIFY(offers(shell, *menu, id));
    QVERIFY(!offers(shell, *menu, CommandId::SelectAll));
    shell.window.commands().action(CommandId::Delete)->trigger();
    menu->close();
    QVERIFY(shell.session.document().isEmpty());
}

void TestShellWindow::aRightClickOnTheBoardOffersWhatCanBeDoneWithIt()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    QMenu *const menu = contextMenuAt(shell, {800, 600});
    QVERIFY(menu);
    QVERIFY(shell.tools().selection().isEmpty());
    QVERIFY(offers(shell, *menu, CommandId::Paste) && offers(shell, *menu, CommandId::SelectAll));
    QVERIFY(!offers(shell, *menu, CommandId::Delete));
    menu->close();
}

void TestShellWindow::aLockedShapeIsUnlockedByItsMenu()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    shell.window.commands().action(CommandId::Lock)->trigger();
    shell.tools().selection().clear();
    QMenu *const menu = contextMenuAt(shell, {400, 370});
    QVERIFY(menu);
    QVERIFY(offers(shell, *menu, CommandId::Unlock) && !offers(shell, *menu, CommandId::Lock));
    shell.window.commands().action(CommandId::Unlock)->trigger();
    menu->close();
    QVERIFY(!shell.onlyShape()->locked);
}

void TestShellWindow::aPasteFromTheMenuGoesWhereTheMenuWasOpened()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    const ShapeId first = shell.onlyShape()->id;
    shell.window.commands().action(CommandId::Copy)->trigger();
    QMenu *const menu = contextMenuAt(shell, {800, 600});
    QVERIFY(menu);
    menu->close();
    shell.window.commands().action(CommandId::Paste)->trigger();
    QCOMPARE(shell.session.document().size(), 2);
    for (const ShapeRef &shape : shell.session.document().shapes()) {
        if (shape->id != first)
            QVERIFY((centerOf(shape->box) - shell.window.view().toScene({800, 600})).manhattanLength() < 2);
    }
}

void TestShellWindow::aPictureIsCopiedToTheClipboard()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    shell.window.commands().action(CommandId::CopyAsPng)->trigger();
    const QImage image = QGuiApplication::clipboard()->image();
    QVERIFY(image.width() > 400 && image.width() < 500); // twice the rectangle and what is around it
    shell.window.commands().action(CommandId::CopyAsSvg)->trigger();
    const QMimeData *const data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasFormat(u"image/svg+xml"_s));
    QVERIFY(data->text().contains(u"<svg"_s));
}

void TestShellWindow::aLinkIsSetAndOneThatIsNoneIsRefused()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    QVERIFY(!shell.window.commands().action(CommandId::OpenLink)->isEnabled());
    shell.window.commands().action(CommandId::SetLink)->trigger();
    auto *const dialog = shell.window.findChild<LinkDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"link"_s)->setText(u"javascript:alert(1)"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    dialog->findChild<QLineEdit *>(u"link"_s)->setText(u"example.org/plan"_s);
    dialog->accept();
    QCOMPARE(shell.onlyShape()->link, u"https://example.org/plan"_s);
}

void TestShellWindow::keysAreListedInGroupsAndFound()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.commands().action(CommandId::Shortcuts)->trigger();
    const auto *const list = shell.window.findChild<KeyList *>();
    QVERIFY(list && list->isVisible());
    const auto shown = [&] {
        QStringList texts;
        for (const QLabel *const label : list->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts;
    };
    for (const QString &text : {u"Tools"_s, u"Pen"_s, u"P"_s, u"Edit"_s, u"Undo"_s, u"Mouse"_s, u"Right click"_s})
        QVERIFY2(shown().contains(text), qPrintable(text));
    list->findChild<QLineEdit *>(u"search"_s)->setText(u"sticky"_s);
    QCOMPARE(shown(), (QStringList{u"Tools"_s, u"Sticky note"_s, u"N"_s}));
    list->findChild<QLineEdit *>(u"search"_s)->setText(u"nothing like it"_s);
    QCOMPARE(shown().size(), 1);
}

void TestShellWindow::aCommandIsFoundByItsNameAndDone()
{
    QVERIFY(matchesWords(u"zo fi"_s, u"View Zoom to fit"_s));
    QVERIFY(!matchesWords(u"oom"_s, u"View Zoom to fit"_s));
    ShellWindow shell;
    QVERIFY(shell.open());
    const bool wasShown = shell.window.view().gridShown();
    shell.press(Qt::Key_Slash);
    QPointer<CommandPalette> palette = shell.window.findChild<CommandPalette *>();
    QVERIFY(palette && palette->isVisible());
    auto *const field = palette->findChild<QLineEdit *>();
    const auto *const list = palette->findChild<QTreeWidget *>();
    QVERIFY(list->topLevelItemCount() > 60);
    QTest::keyClicks(field, u"show gr"_s);
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), u"View: Show grid"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(shell.window.view().gridShown(), !wasShown);
    QTRY_VERIFY(!palette);
    // A tool is one too, and the arrow keys choose.
    shell.press(Qt::Key_Slash);
    palette = shell.window.findChild<CommandPalette *>();
    auto *const again = palette->findChild<QLineEdit *>();
    QTest::keyClicks(again, u"tool"_s);
    QTest::keyClick(again, Qt::Key_Down);
    const QString second = palette->findChild<QTreeWidget *>()->currentItem()->text(0);
    QCOMPARE(second, u"Tool: Lasso"_s);
    QTest::keyClick(again, Qt::Key_Return);
    QTRY_COMPARE(shell.tools().tool(), ToolId::Lasso);
}

void TestShellWindow::whatCannotBeDoneNowSaysWhy()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    CommandPalette palette(shell.window.commands().paletteEntries(), &shell.window);
    palette.open();
    const QSignalSpy refused(&palette, &CommandPalette::refused);
    auto *const field = palette.findChild<QLineEdit *>();
    QTest::keyClicks(field, u"lock the room"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.front().front().toString(), u"You draw alone. Start a session or join a room first."_s);
    palette.open();
    field->clear();
    QTest::keyClicks(field, u"no such thing"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(refused.size(), 1);
    QVERIFY(palette.isVisible());
}

void TestShellWindow::theWayBackToTheDrawingIsOffered()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    auto *const way = shell.window.findChild<QToolButton *>(u"wayBack"_s);
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    QVERIFY(!way->isVisible());
    shell.window.view().centerOnScene({90'000, 90'000});
    QTRY_VERIFY(way->isVisible());
    QTest::mouseClick(way, Qt::LeftButton);
    QTRY_VERIFY(!way->isVisible());
    QVERIFY(shell.window.view().visibleScene().intersects(frameOf(shell.onlyShape()->box)));
}

void TestShellWindow::aNoticeIsShownAndCanBeDismissed()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const auto *const notices = shell.window.findChild<Notices *>();
    QVERIFY(!notices->isVisible());
    Q_EMIT shell.session.noticed(u"The room is locked. Its owner can unlock it."_s);
    QVERIFY(notices->isVisible());
    QCOMPARE(notices->text(), u"The room is locked. Its owner can unlock it."_s);
    QVERIFY(shell.window.rect().contains(QRect(notices->mapTo(&shell.window, QPoint()), notices->size())));
    QTest::mouseClick(notices->findChild<QToolButton *>(), Qt::LeftButton);
    QVERIFY(!notices->isVisible());
}

void TestShellWindow::undoIsOfferedWhenThereIsSomethingToUndo()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const QAction *const undo = shell.window.commands().action(CommandId::Undo);
    const QAction *const redo = shell.window.commands().action(CommandId::Redo);
    QVERIFY(!undo->isEnabled());
    shell.press(Qt::Key_O);
    shell.drag({400, 300}, {600, 450});
    QVERIFY(undo->isEnabled());
    shell.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(shell.session.document().isEmpty());
    QVERIFY(!undo->isEnabled());
    QVERIFY(redo->isEnabled());
    shell.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shell.session.document().size(), 1);
}

void TestShellWindow::drawingAloneIsSaid()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    QCOMPARE(shell.window.findChild<StatusPill *>()->text(), u"Drawing alone"_s);
}

void TestShellWindow::nothingIsClippedOrCovered_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("smallest") << QSize(480, 360);
    QTest::newRow("narrow") << QSize(520, 900);
    QTest::newRow("low") << QSize(1200, 400);
    QTest::newRow("just not small") << QSize(820, 520);
    QTest::newRow("usual") << QSize(1200, 800);
}

void TestShellWindow::nothingIsClippedOrCovered()
{
    QFETCH(QSize, size);
    ShellWindow shell;
    QVERIFY(shell.open(size));
    QTRY_COMPARE(shell.window.size(), size);
    shell.press(Qt::Key_A);
    const auto *const frame = shell.window.findChild<BoardFrame *>();
    QTRY_COMPARE(frame->isCompact(), size.width() < 820 || size.height() < 520);

    QTRY_COMPARE(misplacedPanel(shell, *frame), QString());
    for (const QToolButton *const tool : shell.window.findChild<ToolBar *>()->findChildren<QToolButton *>())
        QVERIFY(tool->isHidden() || tool->visibleRegion().boundingRect() == tool->rect());
}

void TestShellWindow::theThemeReachesEveryPanel()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const auto *const tools = shell.window.findChild<ToolBar *>();
    const QPoint corner(tools->width() / 2, 3);
    const auto shade = [&] { return shell.window.grab(QRect(tools->mapTo(&shell.window, corner), QSize(1, 1))); };
    QCOMPARE(shade().toImage().pixelColor(0, 0), Theme::light().panel);
    shell.window.commands().action(CommandId::ThemeDark)->trigger();
    QCOMPARE(shade().toImage().pixelColor(0, 0), Theme::dark().panel);
    QCOMPARE(shell.settings.value(themeOption), ThemeChoice::Dark);
    QVERIFY(shell.window.commands().action(CommandId::ThemeDark)->isChecked());
    QVERIFY(!shell.window.commands().action(CommandId::ThemeLight)->isChecked());
}

QTEST_MAIN(TestShellWindow)
#include "shell_window.moc"
