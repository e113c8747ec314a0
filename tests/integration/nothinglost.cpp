// Nothing that was acknowledged is lost, and all see the same board: the real server with SQLite, real sockets, and
// clients as they are in the program.

#include "app/session/boardsession.h"
#include "app/session/roomconnection.h"
#include "common/protocol/codec.h"
#include "tests/integration/relay.h"
#include "tests/support/people.h"
#include "tests/support/randomshapes.h"
#include "tests/support/serverprocess.h"
#include "tests/support/storedhistory.h"

#include <QEventLoop>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// Lets events come until `done`; false when it takes too long.
template <class Done>
bool waitUntil(const Done &done)
{
    QTimer patience;
    patience.setSingleShot(true);
    patience.start(20'000);
    while (!done()) {
        if (!patience.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// A client as in the program, without a window. Writes down what it is told.
struct Client
{
    Client(const QByteArray &name, const QUrl &room, quint64 seed)
        : random(seed)
        , session(clientNamed(name), clock, random)
    {
        auto link = std::make_unique<RoomConnection>(room, Credentials{keyOf(name), name}, access, random,
                                                     RoomConnection::Manner());
        QObject::connect(link.get(), &RoomLink::received, &session, [this](const HostMessage &message) {
            if (const auto *edits = std::get_if<EditsMessage>(&message))
                std::for_each(edits->edits.begin(), edits->edits.end(), [this](const auto &edit) { hear(edit); });
        });
        QObject::connect(
            link.get(), &RoomLink::stateChanged, &session, [this] { comeBackAtOnce(); }, Qt::QueuedConnection);
        QObject::connect(&session, &BoardSession::noticed, &session, [this](const QString &said) { notices << said; });
        session.setLink(std::move(link), BoardSession::Board::Replace);
    }

    void hear(const CommittedEdit &edit)
    {
        if (edit.client != session.replica().client())
            return;
        ++heard;
        acknowledged[edit.id].insert(edit.seq);
    }
    void drawAnything()
    {
        const Op op = testing::randomOp(session.document(), session.newShapeId(), random);
        QVERIFY(session.submit({op}, u"Draw"_s));
    }
    /// Where the program would wait a while first.
    void comeBackAtOnce()
    {
        if (session.link()->state() == RoomLink::State::Reconnecting)
            session.link()->retryNow();
    }
    bool isConnected() const { return session.link()->state() == RoomLink::State::Connected; }
    bool isInSync(qint64 seq) const
    {
        return isConnected() && !session.loading() && session.pendingEdits() == 0 && session.replica().seq() == seq;
    }
    void submit(const Op &op) { QVERIFY(session.submit({op}, u"Draw"_s)); }
    QByteArray board() const { return encodeShapes(session.document().shapes()); }

    SystemClock clock;
    Random random;
    HostAccess access;
    BoardSession session;
    QHash<qint64, QSet<qint64>> acknowledged; ///< edit id → the places that it was said to have
    QStringList notices;
    int heard = 0;
};

Op create(const ShapeId &id)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    return CreateOp{std::make_shared<const Shape>(shape)};
}
Op move(const ShapeId &id, double x)
{
    return UpdateOp{id, {{Register::Box, Box{x, 0, 10, 10, 0}}}};
}
Op recolour(const ShapeId &id)
{
    return UpdateOp{id, {{Register::Stroke, Color::rgb(0xff0000)}}};
}

} // namespace

class TestNothingLost final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void E4_killsOfTheHostUnderLoadLoseNothing();
    void whatWasDrawnOfflineIsMerged();
    void whatIsRefusedAfterwardsIsTakenBackAndSaid();
    void connectionsThatBreakLoseNothing();

private:
    using Clients = std::vector<std::unique_ptr<Client>>;

    /// Everybody has drawn all they have, and the room is at rest.
    static bool comeToRest(const Clients &clients);
    /// Reads the server's database when the server is gone: each acknowledged edit is there, once and in its place, and
    /// the log gives the board that everybody has.
    static void checkLog(const testing::ServerProcess &server, const RoomId &room, const Clients &clients);
};

bool TestNothingLost::comeToRest(const Clients &clients)
{
    const auto isAtRest = [&] {
        const qint64 seq = clients.front()->session.replica().seq();
        return std::all_of(clients.begin(), clients.end(), [&](const auto &each) { return each->isInSync(seq); });
    };
    if (waitUntil(isAtRest))
        return true;
    for (const auto &each : clients)
        qInfo() << each->session.replica().client() << int(each->session.link()->state())
                << each->session.link()->problem() << "seq" << each->session.replica().seq() << "pending"
                << each->session.pendingEdits() << "loading" << bool(each->session.loading())
                << each->notices.mid(each->notices.size() - 2);
    return false;
}

void TestNothingLost::checkLog(const testing::ServerProcess &server, const RoomId &room, const Clients &clients)
{
    const auto stored = testing::readHistory(server.dataFolder(), room);
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
    const QByteArray board = encodeShapes(stored->board.shapes());
    for (const auto &client : clients) {
        QCOMPARE(client->board(), board);
        QVERIFY(!client->acknowledged.isEmpty());
        for (auto it = client->acknowledged.cbegin(); it != client->acknowledged.cend(); ++it) {
            QCOMPARE(it.value().size(), 1);
            QCOMPARE((stored->places.value({client->session.replica().client(), it.key()})), it.value());
        }
    }
}

void TestNothingLost::E4_killsOfTheHostUnderLoadLoseNothing()
{
    constexpr int kills = 50;
    constexpr int people = 8;
    constexpr int mostPending = 12;
    testing::ServerProcess server;
    QVERIFY(server.start());
    Clients clients;
    bool working = true;
    for (int i = 0; i < people; ++i) {
        clients.push_back(std::make_unique<Client>("client-" + QByteArray::number(i), server.roomUrl(u"kills"_s), i));
        Client &client = *clients.back();
        // Each acknowledgement makes room for more, so there is always some on its way when the host dies.
        connect(&client.session, &BoardSession::pendingChanged, this, [&] {
            if (working && client.isConnected() && client.session.pendingEdits() < mostPending)
                client.drawAnything();
        });
    }
    const auto heard = [&] {
        return std::accumulate(clients.begin(), clients.end(), 0,
                               [](int sum, const auto &c) { return sum + c->heard; });
    };
    // Who was never let in does not come back by itself.
    QVERIFY(waitUntil([&] {
        return std::all_of(clients.begin(), clients.end(), [](const auto &client) { return client->isConnected(); });
    }));
    Random random(7);
    for (int kill = 0; kill < kills; ++kill) {
        const int enough = heard() + 10 + int(random.below(100));
        QVERIFY(waitUntil([&] { return heard() >= enough; }));
        server.kill();
        for (const auto &client : clients)
            client->drawAnything(); // before it is noticed, or offline
        QVERIFY(server.start());
    }
    working = false;
    QVERIFY(comeToRest(clients));
    QVERIFY(heard() > kills * 10);
    QVERIFY(server.stop());
    checkLog(server, "kills", clients);
}

void TestNothingLost::whatWasDrawnOfflineIsMerged()
{
    testing::ServerProcess server;
    QVERIFY(server.start());
    Relay relay(server.port());
    Clients clients;
    clients.push_back(std::make_unique<Client>("client-ann", server.roomUrl(u"r"_s), 1));
    clients.push_back(std::make_unique<Client>("client-ben", relay.roomUrl(u"r"_s), 2));
    Client &ann = *clients.front();
    Client &ben = *clients.back();
    QVERIFY(comeToRest(clients));
    ann.submit(create("s"));
    ann.submit(create("t"));
    QVERIFY(comeToRest(clients));
    relay.cut();
    QVERIFY(waitUntil([&] { return !ben.isConnected(); }));
    ben.submit(move("s", 50));
    ben.submit(create("u"));
    ann.submit(recolour("s"));
    ann.submit(move("t", 70));
    QVERIFY(waitUntil([&] { return ann.session.pendingEdits() == 0; }));
    QCOMPARE(ben.session.pendingEdits(), 2);
    relay.mend();
    ben.comeBackAtOnce();
    QVERIFY(waitUntil([&] { return ben.isConnected(); }));
    QVERIFY(comeToRest(clients));
    const ShapeRef both = ann.session.document().find("s");
    QCOMPARE(both->box.x, 50.0);
    QCOMPARE(both->stroke, Color::rgb(0xff0000));
    QCOMPARE(ben.session.document().find("t")->box.x, 70.0);
    QVERIFY(ann.session.document().contains("u"));
    QVERIFY(server.stop());
    checkLog(server, "r", clients);
}

void TestNothingLost::whatIsRefusedAfterwardsIsTakenBackAndSaid()
{
    testing::ServerProcess server;
    QVERIFY(server.start());
    Relay relay(server.port());
    Clients clients;
    clients.push_back(std::make_unique<Client>("client-ann", server.roomUrl(u"r"_s), 1));
    clients.push_back(std::make_unique<Client>("client-ben", relay.roomUrl(u"r"_s), 2));
    Client &ann = *clients.front();
    Client &ben = *clients.back();
    QVERIFY(comeToRest(clients));
    ann.submit(create("s"));
    ben.submit(create("t"));
    QVERIFY(waitUntil([&] { return ben.session.document().contains("s") && ben.session.pendingEdits() == 0; }));
    relay.cut();
    QVERIFY(waitUntil([&] { return !ben.isConnected(); }));
    ben.submit(create("taken"));
    ben.submit(move("t", 50));
    ann.submit(create("taken"));
    ann.submit(recolour("taken"));
    QVERIFY(waitUntil([&] { return ann.session.pendingEdits() == 0; }));
    relay.mend();
    ben.comeBackAtOnce();
    QVERIFY(waitUntil([&] { return ben.isConnected(); }));
    QVERIFY(comeToRest(clients));
    QVERIFY(waitUntil([&] { return !ben.notices.isEmpty(); }));
    QCOMPARE(ben.notices.size(), 1);
    QVERIFY2(ben.notices.first().contains(u"taken"), qPrintable(ben.notices.first()));
    QCOMPARE(ben.session.document().find("taken")->stroke, Color::rgb(0xff0000));
    QCOMPARE(ann.session.document().find("t")->box.x, 50.0);
    QVERIFY(server.stop());
    checkLog(server, "r", clients);
}

void TestNothingLost::connectionsThatBreakLoseNothing()
{
    constexpr int people = 4;
    constexpr int cuts = 40;
    testing::ServerProcess server;
    QVERIFY(server.start());
    std::vector<std::unique_ptr<Relay>> relays;
    Clients clients;
    for (int i = 0; i < people; ++i) {
        relays.push_back(std::make_unique<Relay>(server.port()));
        clients.push_back(
            std::make_unique<Client>("client-" + QByteArray::number(i), relays.back()->roomUrl(u"r"_s), i));
    }
    Random random(3);
    for (int cut = 0; cut < cuts; ++cut) {
        const size_t who = random.below(people);
        Client &client = *clients.at(who);
        QVERIFY(waitUntil([&] { return client.isConnected(); }));
        for (quint32 i = random.below(20); i > 0; --i)
            client.drawAnything();
        const int enough = client.heard + int(random.below(5));
        QVERIFY(waitUntil([&] { return client.heard >= enough || client.session.pendingEdits() == 0; }));
        relays.at(who)->cut();
        client.drawAnything();
        relays.at(who)->mend();
    }
    QVERIFY(comeToRest(clients));
    QVERIFY(server.stop());
    checkLog(server, "r", clients);
}

QTEST_GUILESS_MAIN(TestNothingLost)
#include "nothinglost.moc"
