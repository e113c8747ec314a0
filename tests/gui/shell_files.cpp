#include "answer.h"
#include "shellwindow.h"

#include "app/files/formats.h"
#include "app/ui/filecontrol.h"

#include <QFile>
#include <QMenu>
#include <QMessageBox>
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

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString madeDrawing() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

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

QTEST_MAIN(TestShellFiles)
#include "shell_files.moc"
