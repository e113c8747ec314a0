// A client and a host that packs what it sends, or tries to.

#include "app/session/roomconnection.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "common/sync/roomclient.h"
#include "tests/support/boardgenerator.h"
#include "tests/support/people.h"
#include "tests/support/serverprocess.h"

#include <QWebSocketServer>
#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 15'000;

/// A host that welcomes everybody, and answers each join with a snapshot of the test's choice.
class Host final : public QObject
{
public:
    using Answer = std::function<void(QWebSocket &socket, const JoinMessage &join)>;
    explicit Host(Answer answer)
        : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *const socket = m_server.nextPendingConnection();
            connect(socket, &QWebSocket::textMessageReceived, this,
                    [this, socket](const QString &text) { receive(*socket, text.toUtf8()); });
            say(*socket, HelloMessage{protocolVersion, QByteArray(43, 'n')});
        });
    }
    QUrl room() const { return QUrl(u"ws://127.0.0.1:%1/rooms/plan"_s.arg(m_server.serverPort())); }
    static void say(QWebSocket &socket, const HostMessage &message)
    {
        socket.sendTextMessage(QString::fromUtf8(encode(message)));
    }

    QList<bool> joins; ///< whether each said that it takes what is packed

private:
    void receive(QWebSocket &socket, const QByteArray &json)
    {
        const auto message = decodeClient(json);
        const auto *join = message ? std::get_if<JoinMessage>(&*message) : nullptr;
        if (!join)
            return;
        joins.append(!join->packings.isEmpty());
        WelcomeMessage welcome;
        welcome.peer = "p1";
        welcome.epoch = "e";
        welcome.seq = 1;
        welcome.room = {"plan", u"plan"_s, false};
        say(socket, welcome);
        m_answer(socket, *join);
    }

    QWebSocketServer m_server{u"test"_s, QWebSocketServer::NonSecureMode};
    Answer m_answer;
};

/// A client without a window.
class Client final : public QObject
{
public:
    explicit Client(const QByteArray &name, const QUrl &room)
        : m_room(clientNamed(name))
        , m_connection(room, {keyOf(name), name}, m_access, m_random, {})
    {
        connect(&m_connection, &RoomLink::received, this, [this](const HostMessage &message) {
            std::visit(
                [this](const auto &content) {
                    if constexpr (requires { m_room.receive(content); })
                        carryOut(m_room.receive(content));
                },
                message);
        });
        connect(&m_connection, &RoomLink::stateChanged, this, [this] {
            if (m_connection.state() != RoomLink::State::Connected)
                m_room.disconnected();
        });
        m_connection.open(joinOf(name));
    }
    bool isThere() const { return m_room.isSynced() && m_room.replica().pending().empty(); }
    QByteArray board() const { return encodeShapes(m_room.replica().visible().shapes()); }
    void bring(const QList<ShapeRef> &shapes)
    {
        QList<Op> ops;
        for (const ShapeRef &shape : shapes)
            ops.append(CreateOp{shape});
        if (const auto outcome = m_room.edit(ops, {}, "g1", 0))
            carryOut(*outcome);
    }

private:
    void carryOut(const RoomClient::Outcome &outcome)
    {
        for (const ClientMessage &message : outcome.messages)
            m_connection.send(message);
    }

    Random m_random{1};
    HostAccess m_access;
    RoomClient m_room;
    RoomConnection m_connection;
};

QByteArray snapshotOf(const QList<ShapeRef> &shapes)
{
    return encodeSnapshot(shapes).constFirst();
}

} // namespace

class RoomsPackedTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J20_whatIsPackedIsRead()
    {
        const QList<ShapeRef> shapes = generateBoard(50, 1);
        Host host([&](QWebSocket &socket, const JoinMessage &) {
            socket.sendBinaryMessage(packMessage(snapshotOf(shapes)));
        });
        const Client client("ann", host.room());
        QTRY_VERIFY_WITH_TIMEOUT(client.isThere(), patienceMs);
        QCOMPARE(client.board(), encodeShapes(shapes));
        QCOMPARE(host.joins, QList<bool>{true});
    }

    void J20_whatCannotBeUnpackedIsAskedForPlain_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        const QByteArray right = packMessage(snapshotOf(generateBoard(50, 1)));
        QTest::newRow("cut off") << right.first(right.size() / 2);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << packMessage("hello");
        QTest::newRow("a bomb") << qCompress(QByteArray(100 << 20, '\0')).sliced(4);
    }
    void J20_whatCannotBeUnpackedIsAskedForPlain()
    {
        QFETCH(QByteArray, wrong);
        const QList<ShapeRef> shapes = generateBoard(50, 1);
        Host host([&](QWebSocket &socket, const JoinMessage &join) {
            if (!join.packings.isEmpty())
                socket.sendBinaryMessage(wrong);
            else
                socket.sendTextMessage(QString::fromUtf8(snapshotOf(shapes)));
        });
        const Client client("ann", host.room());
        QTRY_VERIFY_WITH_TIMEOUT(client.isThere(), patienceMs);
        QCOMPARE(client.board(), encodeShapes(shapes));
        QCOMPARE(host.joins, (QList<bool>{true, false}));
    }

    void J20_aHostPacksALargeBoardForWhoSaysSo()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QUrl room = server.roomUrl(u"plan"_s);
        Client ann("ann", room);
        QTRY_VERIFY_WITH_TIMEOUT(ann.isThere(), patienceMs);
        ann.bring(generateBoard(3'000, 1));
        QTRY_VERIFY_WITH_TIMEOUT(ann.isThere(), patienceMs);
        const Client ben("ben", room);
        const Client carla("carla", room);
        QTRY_VERIFY_WITH_TIMEOUT(ben.isThere() && carla.isThere(), patienceMs);
        QCOMPARE(ben.board(), ann.board());
        QCOMPARE(carla.board(), ann.board());
        // What is on the wire, for one who says so and one who does not.
        for (const bool packed : {true, false}) {
            QWebSocket socket;
            int binary = 0;
            bool isWhole = false;
            connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&](const QByteArray &bytes) {
                ++binary;
                isWhole = isWhole || unpackMessage(bytes).value_or("damaged").endsWith(R"("done":true})");
            });
            connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
                const auto message = decodeHost(text.toUtf8());
                if (const auto *hello = message ? std::get_if<HelloMessage>(&*message) : nullptr) {
                    JoinMessage join = joinOf("foreign");
                    join.packings = packed ? QList<QByteArray>{packingName} : QList<QByteArray>();
                    socket.sendTextMessage(
                        QString::fromUtf8(encode(signedJoin(join, keyOf("foreign"), "plan", hello->nonce))));
                }
                const auto *snapshot = message ? std::get_if<SnapshotMessage>(&*message) : nullptr;
                isWhole = isWhole || (snapshot && snapshot->done);
            });
            socket.open(room);
            QTRY_VERIFY_WITH_TIMEOUT(isWhole, patienceMs);
            QCOMPARE(binary > 0, packed);
            socket.close();
            QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        }
    }
};

QTEST_GUILESS_MAIN(RoomsPackedTest)
#include "rooms_packed.moc"
