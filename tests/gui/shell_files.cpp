#include "answer.h"
#include "shellwindow.h"

#include "app/dialogs/busydialog.h"
#include "app/editing/selection.h"
#include "app/files/formats.h"
#include "app/window/filecontrol.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestShellFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anOpenedFileIsTheBoard();
    void filesOfLateAreOpenedAgain();
    void aChangeMakesItUnsavedAndSavingSaved();
    void aDamagedFileIsExplainedAndTheBoardStays();
    void closingAnUnsavedBoardAsks_data();
    void closingAnUnsavedBoardAsks();
    void closingASavedBoardDoesNotAsk();
    void aCopyForExcalidrawIsNotTheBoardsFile_data();
    void aCopyForExcalidrawIsNotTheBoardsFile();
    void theRoomGoesOnWhileAFileIsWritten();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString madeDrawing() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// Types a name into the file dialog that comes next, and takes it.
class TypedName final : public QObject
{
public:
    explicit TypedName(const QString &path)
        : m_path(path)
    {
        m_timer.callOnTimeout(this, [this] { look(); });
        m_timer.start(10);
    }

private:
    void look()
    {
        auto *const dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        m_timer.stop();
        dialog->findChild<QLineEdit *>()->setText(m_path);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    }

    const QString m_path;
    QTimer m_timer;
};

void drawRectangle(const ShellWindow &shell)
{
    shell.tools().setTool(ToolId::Rectangle);
    shell.drag({400, 300}, {600, 450});
}

} // namespace

void TestShellFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestShellFiles::madeDrawing() const
{
    auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Ellipse));
    shape->id = "egg"_ba;
    const QString path = file(u"egg.sketchroom"_s);
    return writeDrawing(path, {shape}) ? path : QString();
}

void TestShellFiles::anOpenedFileIsTheBoard()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.files().openPath(madeDrawing());
    QTRY_VERIFY(shell.onlyShape());
    QCOMPARE(shell.onlyShape()->kind, Kind::Ellipse);
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    QVERIFY(!shell.window.files().isModified());
    QVERIFY(shell.window.windowTitle().startsWith(u"egg.sketchroom"_s));
}

void TestShellFiles::filesOfLateAreOpenedAgain()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    QMenu menu;
    shell.window.files().fillRecent(menu);
    QVERIFY(!menu.actions().constFirst()->isEnabled()); // "No files yet"
    const QString path = madeDrawing();
    shell.window.files().openPath(path);
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    shell.window.files().newBoard();
    QTRY_VERIFY(shell.session.document().isEmpty());
    shell.window.files().fillRecent(menu);
    QCOMPARE(menu.actions().size(), 1);
    QCOMPARE(menu.actions().constFirst()->text(), u"egg.sketchroom"_s);
    menu.actions().constFirst()->trigger();
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    // One that is gone is said to be, and is not offered again.
    shell.window.files().newBoard();
    QTRY_VERIFY(shell.session.document().isEmpty());
    QVERIFY(QFile::remove(path));
    shell.window.files().fillRecent(menu);
    menu.actions().constFirst()->trigger();
    QTRY_VERIFY(shell.window.findChild<QMessageBox *>());
    shell.window.findChild<QMessageBox *>()->close();
    shell.window.files().fillRecent(menu);
    QVERIFY(!menu.actions().constFirst()->isEnabled());
}

void TestShellFiles::aChangeMakesItUnsavedAndSavingSaved()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    const QString path = madeDrawing();
    shell.window.files().openPath(path);
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    drawRectangle(shell);
    QVERIFY(shell.window.files().isModified());
    QVERIFY(shell.window.isWindowModified());
    shell.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!shell.window.files().isModified());
    const auto saved = readDrawing(path);
    QVERIFY(saved);
    QCOMPARE(saved->shapes.size(), 2);
}

void TestShellFiles::aDamagedFileIsExplainedAndTheBoardStays()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    drawRectangle(shell);
    const ShapeRef drawn = shell.onlyShape();
    QFile damaged(file(u"damaged.excalidraw"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"type\":\"excalidraw\",\"elements\":[{\"id\":"_ba);
    damaged.close();
    shell.window.files().openPath(damaged.fileName());
    const Answer read(QMessageBox::Ok);
    QTRY_VERIFY(read.heard().contains(u"damaged.excalidraw"_s));
    QCOMPARE(shell.onlyShape()->id, drawn->id);
    QVERIFY(shell.window.files().isModified());
}

void TestShellFiles::closingAnUnsavedBoardAsks_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<bool>("closes");
    QTest::newRow("discard") << int(QMessageBox::Discard) << true;
    QTest::newRow("cancel") << int(QMessageBox::Cancel) << false;
    QTest::newRow("save") << int(QMessageBox::Save) << true;
}

void TestShellFiles::closingAnUnsavedBoardAsks()
{
    QFETCH(int, button);
    QFETCH(bool, closes);
    ShellWindow shell;
    QVERIFY(shell.open());
    const QString path = madeDrawing();
    shell.window.files().openPath(path);
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    drawRectangle(shell);
    const Answer answer{QMessageBox::StandardButton(button)};
    QCOMPARE(shell.window.close(), closes);
    QVERIFY2(answer.heard().contains(u"egg.sketchroom"_s), qPrintable(answer.heard()));
    QCOMPARE(shell.window.isVisible(), !closes);
    const auto kept = readDrawing(path);
    QVERIFY(kept);
    QCOMPARE(kept->shapes.size(), button == QMessageBox::Save ? 2 : 1);
}

void TestShellFiles::closingASavedBoardDoesNotAsk()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.files().openPath(madeDrawing());
    QTRY_COMPARE(shell.window.files().fileName(), u"egg.sketchroom"_s);
    QVERIFY(shell.window.close());
    QVERIFY(!shell.window.isVisible());
}

void TestShellFiles::aCopyForExcalidrawIsNotTheBoardsFile_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("typed");
    QTest::newRow("save for Excalidraw") << u"Save for E&xcalidraw…"_s << u"copy"_s;
    QTest::newRow("save as, by its ending") << u"Save &as…"_s << u"copy.excalidraw"_s;
}

void TestShellFiles::aCopyForExcalidrawIsNotTheBoardsFile()
{
    QFETCH(QString, command);
    QFETCH(QString, typed);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(ToolId::Triangle);
    shell.drag({400, 300}, {600, 450});
    shell.tools().selection().clear();
    const QList<QAction *> actions = shell.window.actions();
    const auto chosen =
        std::find_if(actions.begin(), actions.end(), [&](const QAction *action) { return action->text() == command; });
    QVERIFY(chosen != actions.end());
    const QSignalSpy noticed(&shell.window.files(), &FileControl::noticed);
    const TypedName name(file(typed));
    (*chosen)->trigger();
    const QString path = file(u"copy.excalidraw"_s);
    const auto saved = readDrawing(path);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    QCOMPARE(saved->shapes.size(), 1);
    QCOMPARE(saved->shapes.front()->kind, Kind::Line);
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed.front().front().toString(),
             u"Exported as “copy.excalidraw”. 1 shape(s) became a closed line each."_s);
    QVERIFY(shell.window.files().isModified());
    QVERIFY(shell.window.files().fileName().isEmpty());
    const Answer discard(QMessageBox::Discard);
    QVERIFY(shell.window.close());
}

void TestShellFiles::theRoomGoesOnWhileAFileIsWritten()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    QSemaphore goesOn;
    QTimer room; // stands for whatever comes in
    bool saysSo = false;
    room.callOnTimeout(&shell.window, [&] {
        const QWidget *const dialog = QApplication::activeModalWidget();
        saysSo = dialog && dialog->windowTitle() == u"Writing a file"_s;
        if (saysSo)
            goesOn.release();
    });
    room.start(10);
    bool isDone = false;
    runBusy(shell.window, u"Writing a file"_s, u"Writing “big”…"_s, [&] {
        constexpr int patienceMs = 20'000;
        isDone = goesOn.tryAcquire(1, patienceMs);
    });
    QVERIFY(isDone);
    QVERIFY(saysSo);
    QVERIFY(!QApplication::activeModalWidget());
}

QTEST_MAIN(TestShellFiles)
#include "shell_files.moc"
