#include "shellhost.h"

#include "app/files/formats.h"
#include "app/rooms/address.h"
#include "app/session/journalfile.h"
#include "tests/support/smalldisk.h"

#include <QDialogButtonBox>
#include <QDirIterator>
#include <QFileDialog>
#include <QMessageBox>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

constexpr int shapesDrawn = 15;

/// Presses the button of that name in the message box that comes next, when `before` is done. Types `path` into the
/// file dialog that may come then.
class Presses final : public QObject
{
public:
    Presses(const QString &button, const std::function<void()> &before, const QString &path)
        : m_button(button)
        , m_before(before)
        , m_path(path)
    {
        m_timer.callOnTimeout(this, [this] { look(); });
        m_timer.start(10);
    }
    QString heard() const { return m_heard; }

private:
    void look()
    {
        QWidget *const dialog = QApplication::activeModalWidget();
        if (auto *const file = qobject_cast<QFileDialog *>(dialog)) {
            m_timer.stop();
            file->findChild<QLineEdit *>()->setText(m_path);
            file->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        } else if (auto *const box = qobject_cast<QMessageBox *>(dialog); box && m_heard.isEmpty()) {
            m_heard = box->text() + u'\n' + box->informativeText();
            m_before();
            for (QAbstractButton *button : box->buttons()) {
                if (button->text().remove(u'&') == m_button)
                    return button->click();
            }
        }
    }

    const QString m_button;
    const std::function<void()> m_before;
    const QString m_path;
    QTimer m_timer;
    QString m_heard;
};

/// Texts that no disk takes that is called full.
QList<Op> manyTexts(BoardSession &session)
{
    QList<Op> ops;
    for (int i = 0; i < shapesDrawn; ++i) {
        Shape shape = Shape::defaults(Kind::Text);
        shape.id = session.newShapeId();
        shape.text = QString(15'000, u'x');
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
    }
    return ops;
}

qint64 unsentIn(const QString &folder)
{
    qint64 edits = 0;
    QDirIterator files(folder, {u"*.journal"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto file = JournalFile::open(files.next());
        const auto summary = file ? (*file)->summary() : tl::unexpected(file.error());
        edits += summary ? summary->second : 0;
    }
    return edits;
}

} // namespace

/// What is only in memory when the window is closed.
class TestShellClosing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeKeptIsAskedAbout_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("roomIsMade");
        QTest::addColumn<bool>("closes");
        QTest::newRow("in vain, and stays") << u"Cancel"_s << false << false;
        QTest::newRow("again, with room") << u"Try again"_s << true << true;
        QTest::newRow("as a file") << u"Save as a file…"_s << false << true;
        QTest::newRow("anyway") << u"Close anyway"_s << false << true;
    }
    void whatCannotBeKeptIsAskedAbout()
    {
        QFETCH(QString, button);
        QFETCH(bool, roomIsMade);
        QFETCH(bool, closes);
        ShellWindow shell;
        QVERIFY(shell.open());
        const QString clients = shell.folder.filePath(u"clients"_s);
        const SmallDisk disk(clients);
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        {
            const EmptyHost host;
            const auto address = parseAddress(host.roomUrl(u"plan"_s));
            QVERIFY(address);
            shell.rooms.join(*address, RoomConnection::Missing::Make);
            QTRY_VERIFY(isConnected(shell));
        }
        QTRY_VERIFY(!isConnected(shell));
        QVERIFY(disk.fill());
        QVERIFY(shell.session.submit(manyTexts(shell.session), u"Draw"_s));
        const QString path = shell.folder.filePath(u"saved.sketchroom"_s);
        const Presses answer(
            button, [&] { QVERIFY(!roomIsMade || disk.makeRoom()); }, path);
        QCOMPARE(shell.window.close(), closes);
        QVERIFY2(answer.heard().contains(u"last changes"_s) && answer.heard().contains(u"full"_s),
                 qPrintable(answer.heard()));
        QCOMPARE(shell.window.isVisible(), !closes);
        if (roomIsMade)
            QVERIFY(unsentIn(clients) > 0);
        const auto saved = readDrawing(path);
        QCOMPARE(saved ? saved->shapes.size() : 0, button.contains(u"file"_s) ? shapesDrawn : 0);
    }

    void whatIsKeptIsNotAskedAbout()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        {
            const EmptyHost host;
            const auto address = parseAddress(host.roomUrl(u"plan"_s));
            QVERIFY(address);
            shell.rooms.join(*address, RoomConnection::Missing::Make);
            QTRY_VERIFY(isConnected(shell));
        }
        QTRY_VERIFY(!isConnected(shell));
        QVERIFY(shell.session.submit(manyTexts(shell.session), u"Draw"_s));
        QVERIFY(shell.window.close());
        QVERIFY(unsentIn(shell.folder.path()) > 0);
    }
};

QTEST_MAIN(TestShellClosing)
#include "shell_closing.moc"
