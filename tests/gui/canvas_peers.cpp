#include "app/view/peercursoritem.h"
#include "app/view/peerselectionitem.h"
#include "tests/gui/canvasboard.h"

#include <QGraphicsItem>

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

/// A host that says what the test wants it to say.
class ScriptedLink final : public RoomLink
{
public:
    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    void open(const JoinMessage &) override
    {
        m_state = State::Connected;
        WelcomeMessage welcome;
        welcome.peer = "p1";
        welcome.role = Role::Owner;
        welcome.epoch = "e";
        welcome.peers = {{"p2", u"Ben"_s, Color::rgb(0x1971c2), Role::Editor}};
        say(welcome);
        say(SnapshotMessage{{}, 0, 0, true});
    }
    void setResume(const HistoryPoint &) override {}
    void close(const QString &) override {}
    void send(const ClientMessage &) override {}
    void say(const HostMessage &message) { Q_EMIT received(message); }

private:
    State m_state = State::Connecting;
};

struct PeerBoard
{
    SystemClock clock;
    Random random{1};
    BoardSession session{"client-of-tests", clock, random};
    BoardScene scene{session};
    BoardView view{scene};
    ScriptedLink *link = new ScriptedLink;

    PeerBoard()
    {
        session.setLink(std::unique_ptr<RoomLink>(link), BoardSession::Board::Replace);
        view.resize(700, 480);
        view.show();
    }

    void presence(const Presence &presence) { link->say(PeersPresenceMessage{{{"p2", presence}}}); }
    void point(std::optional<QPointF> at)
    {
        Presence news;
        news.cursor = at;
        presence(news);
    }
    template <class Item>
    Item *item() const
    {
        for (QGraphicsItem *candidate : scene.items()) {
            if (auto *found = dynamic_cast<Item *>(candidate))
                return found;
        }
        return nullptr;
    }
};

} // namespace

class TestCanvasPeers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPointerAppearsWhereItIs();
    void aPointerGlidesToWhereItIsTold();
    void aPointerThatHasLeftTheBoardIsHidden();
    void aSelectionIsOutlinedAndFollowsItsShape();
    void whoLeavesTakesThePointerAlong();
};

void TestCanvasPeers::aPointerAppearsWhereItIs()
{
    PeerBoard board;
    QTRY_VERIFY(board.item<PeerCursorItem>());
    QVERIFY(!board.item<PeerCursorItem>()->isVisible());
    board.point(QPointF(200, 150));
    QVERIFY(board.item<PeerCursorItem>()->isVisible());
    QCOMPARE(board.item<PeerCursorItem>()->pos(), QPointF(200, 150));
    const QColor color(0x19, 0x71, 0xc2);
    const QImage seen = board.view.viewport()->grab().toImage();
    const double ratio = board.view.devicePixelRatioF();
    QCOMPARE(seen.pixelColor((QPointF(204, 155) * ratio).toPoint()), color);
}

void TestCanvasPeers::aPointerGlidesToWhereItIsTold()
{
    PeerBoard board;
    QTRY_VERIFY(board.item<PeerCursorItem>());
    board.point(QPointF(0, 0));
    board.point(QPointF(300, 0));
    const PeerCursorItem *cursor = board.item<PeerCursorItem>();
    QVERIFY(cursor->pos().x() < 300);
    QTRY_VERIFY(cursor->pos().x() > 0);
    QTRY_COMPARE(cursor->pos(), QPointF(300, 0));
}

void TestCanvasPeers::aPointerThatHasLeftTheBoardIsHidden()
{
    PeerBoard board;
    QTRY_VERIFY(board.item<PeerCursorItem>());
    board.point(QPointF(10, 10));
    board.point(std::nullopt);
    QVERIFY(!board.item<PeerCursorItem>()->isVisible());
    board.point(QPointF(500, 10));
    QCOMPARE(board.item<PeerCursorItem>()->pos(), QPointF(500, 10));
}

void TestCanvasPeers::aSelectionIsOutlinedAndFollowsItsShape()
{
    PeerBoard board;
    QTRY_VERIFY(board.item<PeerSelectionItem>());
    const auto shape = std::make_shared<Shape>(CanvasBoard::shape("1", Kind::Rect, {100, 100, 50, 50, 0}));
    QVERIFY(board.session.submit({CreateOp{shape}}, u"Draw"_s));
    Presence news;
    news.selection = QList<ShapeId>{"1", "not-there"};
    board.presence(news);
    const PeerSelectionItem *selection = board.item<PeerSelectionItem>();
    QVERIFY(selection->isVisible());
    QVERIFY(selection->boundingRect().contains(QRectF(100, 100, 50, 50)));
    QVERIFY(board.session.submit({UpdateOp{"1", {{Register::Box, Box{900, 100, 50, 50, 0}}}}}, u"Move"_s));
    QVERIFY(selection->boundingRect().contains(QRectF(900, 100, 50, 50)));
    QVERIFY(!selection->boundingRect().contains(QRectF(100, 100, 50, 50)));
    QVERIFY(board.session.submit({DeleteOp{"1"}}, u"Delete"_s));
    QVERIFY(!selection->isVisible());
}

void TestCanvasPeers::whoLeavesTakesThePointerAlong()
{
    PeerBoard board;
    QTRY_VERIFY(board.item<PeerCursorItem>());
    board.point(QPointF(10, 10));
    board.link->say(LeftMessage{"p2", "closed"});
    QVERIFY(!board.item<PeerCursorItem>());
    QVERIFY(!board.item<PeerSelectionItem>());
}

QTEST_MAIN(TestCanvasPeers)
#include "canvas_peers.moc"
