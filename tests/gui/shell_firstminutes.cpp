#include "shellhost.h"

#include "app/dialogs/hostdialog.h"
#include "app/dialogs/invitedialog.h"
#include "app/dialogs/startdialog.h"
#include "app/widgets/englishplurals.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sketchroom;

/// The way of two new users from the first screen to a stroke that the other one sees, as few actions as it takes.
class TestFirstMinutes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void fromTheFirstScreenToAStrokeSeenByTheOther_data();
    void fromTheFirstScreenToAStrokeSeenByTheOther();
    void theFirstScreenShowsNoError();

private:
    EnglishPlurals m_plurals;
};

namespace {

/// Counts what a user does: a click, or something typed and Enter.
class User
{
public:
    explicit User(ShellWindow &shell)
        : m_shell(shell)
    {
    }

    int actions() const { return m_actions; }
    void click(const QWidget *parent, const QString &name)
    {
        ++m_actions;
        QTest::mouseClick(parent->findChild<QPushButton *>(name), Qt::LeftButton);
    }
    void type(QLineEdit *field, const QString &text)
    {
        ++m_actions;
        field->setFocus();
        field->setText(text); // keyClicks() has the letters of English only
        QTest::keyClick(field, Qt::Key_Return);
    }
    template <class Dialog>
    Dialog *dialog() const
    {
        const auto dialogs = m_shell.visible<Dialog>();
        return dialogs.isEmpty() ? nullptr : dialogs.constFirst();
    }

private:
    ShellWindow &m_shell;
    int m_actions = 0;
};

void drawStroke(const ShellWindow &shell)
{
    shell.tools().setTool(ToolId::Pen);
    shell.drag({300, 500}, {700, 560});
}

} // namespace

void TestFirstMinutes::fromTheFirstScreenToAStrokeSeenByTheOther_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<bool>("portIsTaken");
    QTest::newRow("a class") << u"Class 5b / Biology"_s << false;
    QTest::newRow("a Korean name") << u"생물반"_s << false;
    QTest::newRow("the usual port is taken") << u"Plan"_s << true;
}

void TestFirstMinutes::fromTheFirstScreenToAStrokeSeenByTheOther()
{
    QFETCH(QString, title);
    QFETCH(bool, portIsTaken);
    QTcpServer other;
    if (portIsTaken && !other.listen(QHostAddress::Any, defaultPort))
        QSKIP("Another program has the usual port already.");
    ShellWindow ann(1);
    ShellWindow ben(2);
    QVERIFY(ann.open());
    QVERIFY(ben.open());

    User host(ann);
    ann.window.dialogs().showStart();
    host.click(host.dialog<StartDialog>(), u"startSession"_s);
    QTRY_VERIFY(host.dialog<HostDialog>());
    host.type(host.dialog<HostDialog>()->findChild<QLineEdit *>(u"roomName"_s), title);
    QTRY_VERIFY(host.dialog<InviteDialog>());
    QTRY_VERIFY(isConnected(ann));
    QVERIFY2(host.actions() <= 3, qPrintable(QString::number(host.actions())));
    const auto labels = host.dialog<InviteDialog>()->findChildren<QLabel *>();
    const bool saysPort = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QString::number(defaultPort));
    });
    QCOMPARE(saysPort, ann.rooms.hostedPort() != defaultPort);
    QVERIFY(!portIsTaken || ann.rooms.hostedPort() != defaultPort);

    // What the card says, at this very computer.
    const QString card = host.dialog<InviteDialog>()->findChild<QLabel *>(u"spoken"_s)->text();
    const QString spoken = u"127.0.0.1"_s + (card.contains(u':') ? card.mid(card.indexOf(u':')) : QString());
    User guest(ben);
    ben.window.dialogs().showStart();
    guest.click(guest.dialog<StartDialog>(), u"joinRoom"_s);
    QTRY_VERIFY(guest.dialog<JoinDialog>());
    guest.type(guest.dialog<JoinDialog>()->findChild<QLineEdit *>(u"address"_s), spoken);
    QTRY_VERIFY(isConnected(ben));
    QVERIFY2(guest.actions() <= 3, qPrintable(QString::number(guest.actions())));
    QCOMPARE(ben.session.room().id, ann.session.room().id);
    QTRY_COMPARE(ben.session.room().title, title);
    QTRY_VERIFY(!guest.dialog<JoinDialog>());

    drawStroke(ben);
    QTRY_COMPARE(ann.session.document().size(), 1);
    QTRY_COMPARE(ann.onlyShape()->points.size(), ben.onlyShape()->points.size());
}

void TestFirstMinutes::theFirstScreenShowsNoError()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.window.dialogs().showStart();
    const auto *const start = shell.window.findChild<StartDialog *>();
    QTest::keyClick(shell.window.findChild<QPushButton *>(u"joinRoom"_s), Qt::Key_Space);
    QTRY_VERIFY(shell.window.findChild<JoinDialog *>());
    for (const QWidget *const dialog :
         {static_cast<const QWidget *>(start), static_cast<const QWidget *>(shell.window.findChild<JoinDialog *>())}) {
        for (const QLabel *const label : dialog->findChildren<QLabel *>())
            QVERIFY2(label->property("role") != u"error"_s || !label->isVisible(), qPrintable(label->text()));
    }
}

QTEST_MAIN(TestFirstMinutes)
#include "shell_firstminutes.moc"
