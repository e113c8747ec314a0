#include "tests/unit/tools_board.h"

#include <QSignalSpy>

using namespace sketchroom;

namespace {

/// A room in which one may only look: there is one filled box of 100 x 100 at 100, 100.
class ViewersRoom final : public RoomLink
{
public:
    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    void setResume(const HistoryPoint &) override {}
    void close(const QString &) override {}
    void send(const ClientMessage &) override {}

    void open(const JoinMessage &) override
    {
        QMetaObject::invokeMethod(this, &ViewersRoom::welcome, Qt::QueuedConnection);
    }

private:
    void welcome()
    {
        m_state = State::Connected;
        Q_EMIT stateChanged();
        WelcomeMessage welcome;
        welcome.peer = "p1";
        welcome.role = Role::Viewer;
        welcome.epoch = "e";
        Q_EMIT received(welcome);
        auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
        shape->id = "s1";
        shape->box = {100, 100, 100, 100, 0};
        shape->fill = Color::rgb(0xffec99);
        SnapshotMessage snapshot;
        snapshot.shapes = {shape};
        snapshot.sent = snapshot.total = 1;
        snapshot.done = true;
        Q_EMIT received(snapshot);
    }

    State m_state = State::Connecting;
};

} // namespace

class TestViewer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDragThatIsRefusedSaysSoOnce_data();
    void aDragThatIsRefusedSaysSoOnce();
    void aCommandThatIsRefusedSaysSo();
    void typingIsRefusedBeforeItBegins_data();
    void typingIsRefusedBeforeItBegins();
};

Q_DECLARE_METATYPE(ToolId)

void TestViewer::typingIsRefusedBeforeItBegins_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"double-click on nothing", "double-click on a shape", "text tool", "Enter"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

/// E14: words that would be refused are not typed first.
void TestViewer::typingIsRefusedBeforeItBegins()
{
    QFETCH(QString, way);
    ToolBoard board(std::make_unique<ViewersRoom>());
    QVERIFY(board.isReady());
    QTRY_COMPARE(board.document().size(), 1);
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    if (way == QStringLiteral("double-click on nothing")) {
        board.doubleClick({400, 400});
    } else if (way == QStringLiteral("double-click on a shape")) {
        board.doubleClick({150, 150});
    } else if (way == QStringLiteral("text tool")) {
        board.controller.setTool(ToolId::Text);
        board.click({400, 400});
    } else {
        board.click({150, 150});
        board.key(Qt::Key_Return);
    }
    QVERIFY(!board.controller.isEditingText());
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed.first().first().toString(), board.session.whyNoEdit());
}

void TestViewer::aDragThatIsRefusedSaysSoOnce_data()
{
    QTest::addColumn<ToolId>("tool");
    QTest::newRow("pen") << ToolId::Pen;
    QTest::newRow("rectangle") << ToolId::Rectangle;
    QTest::newRow("arrow") << ToolId::Arrow;
    QTest::newRow("eraser") << ToolId::Eraser;
    QTest::newRow("move") << ToolId::Select;
}

void TestViewer::aDragThatIsRefusedSaysSoOnce()
{
    QFETCH(ToolId, tool);
    ToolBoard board(std::make_unique<ViewersRoom>());
    QVERIFY(board.isReady());
    QTRY_COMPARE(board.document().size(), 1);
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    board.controller.setTool(tool);
    board.pull({150, 150}, {300, 300});
    QTRY_COMPARE(noticed.size(), 1);
    board.move({400, 300});
    board.release({400, 300});
    QCOMPARE(noticed.size(), 1);
    QVERIFY(!noticed.first().first().toString().isEmpty());
    QCOMPARE(board.document().size(), 1);
    QCOMPARE(board.box("s1"), (Box{100, 100, 100, 100, 0}));
    QVERIFY(!board.session.canUndo());
}

void TestViewer::aCommandThatIsRefusedSaysSo()
{
    ToolBoard board(std::make_unique<ViewersRoom>());
    QVERIFY(board.isReady());
    QTRY_COMPARE(board.document().size(), 1);
    QSignalSpy noticed(&board.controller, &ToolController::noticed);
    board.controller.commands().selectAll();
    board.controller.commands().deleteSelected();
    QCOMPARE(noticed.size(), 1);
    QVERIFY(board.document().contains("s1"));
}

QTEST_MAIN(TestViewer)
#include "tools_viewer.moc"
