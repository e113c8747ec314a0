// What outlives a program that ends, and a host that goes: real sockets, real files, whole clients without windows.

#include "app/rooms/hostedsession.h"
#include "app/rooms/roomcontrol.h"
#include "common/protocol/codec.h"
#include "tests/support/serverprocess.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 15'000;

/// A client without a window. To end it without a word is to kill it: what it has handed to the disk is there.
struct Client
{
    explicit Client(const QString &folder, quint64 seed)
        : settings(folder)
        , random(seed)
        , identity(loadIdentity(settings, random, ownFolder(settings, random)))
    {
        QObject::connect(&session, &BoardSession::noticed, &session, [this](const QString &text) { notices << text; });
        QObject::connect(&rooms, &RoomControl::noticed, &rooms, [this](const QString &text) { notices << text; });
    }

    bool isConnected() const { return session.link() && session.link()->state() == RoomLink::State::Connected; }
    bool isInSync() const { return session.isSettled() && !session.loading(); }
    bool isLost() const { return session.link()->state() != RoomLink::State::Connected; }

    ShapeId draw()
    {
        Shape shape = Shape::defaults(Kind::Rect);
        shape.id = session.newShapeId();
        const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
        return session.submit(ops, u"Draw"_s) ? shape.id : ShapeId();
    }
    bool sees(const ShapeId &shape) const { return session.document().contains(shape); }
    QByteArray board() const { return encodeShapes(session.document().shapes()); }

    QStringList notices;
    Settings settings;
    SystemClock clock;
    Random random;
    Identity identity;
    BoardSession session{identity.client(), clock, random};
    RoomControl rooms{session, identity, settings, clock, random};
};

RoomAddress addressOf(const QUrl &url)
{
    return parseAddress(url.toString()).value_or(RoomAddress());
}

} // namespace

class RoomsOutliveTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<Client> client(const QString &name)
    {
        const quint64 seed = qHash(name);
        return std::make_unique<Client>(m_folder->filePath(name), seed);
    }
    std::unique_ptr<Client> joined(const QString &name, const QUrl &room)
    {
        auto each = client(name);
        each->rooms.drawAlone();
        each->rooms.join(addressOf(room), RoomConnection::Missing::Make);
        return QTest::qWaitFor([&] { return each->isInSync() && !each->rooms.isAlone(); }, patienceMs) ? std::move(each)
                                                                                                       : nullptr;
    }
    /// In the room "plan" of a session of their own.
    std::unique_ptr<Client> hosting(const QString &name)
    {
        auto each = client(name);
        each->rooms.drawAlone();
        const auto isInSync = [&] { return each->isInSync(); };
        return QTest::qWaitFor(isInSync) && each->rooms.host("plan") && QTest::qWaitFor(isInSync) ? std::move(each)
                                                                                                  : nullptr;
    }
    QStringList filesOf(const QString &name, const QString &suffix) const
    {
        QStringList found;
        QDirIterator files(m_folder->filePath(name), {u'*' + suffix}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found << files.next();
        return found;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatWasDrawnOfflineIsThereAtTheNextStartAndIsSent()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QUrl room = server.roomUrl(u"plan"_s);
        auto ann = joined(u"ann"_s, room);
        QVERIFY(ann);
        const ShapeId before = ann->draw();
        QTRY_VERIFY(ann->isInSync());
        server.kill();
        QTRY_VERIFY(ann->isLost());
        const ShapeId offline = ann->draw();
        QTRY_VERIFY(ann->session.isKept());
        ann.reset();

        auto again = client(u"ann"_s);
        again->rooms.drawAlone();
        const QList<UnsentEdits> unsent = again->rooms.unsent();
        QCOMPARE(unsent.size(), 1);
        QCOMPARE(unsent.first().count, 1);
        const auto recent = recentRoomFromText(unsent.first().room);
        QVERIFY(recent);
        again->rooms.join(recent->address, RoomConnection::Missing::Make);
        // There is no host yet: the board is what it was.
        QVERIFY(again->sees(before));
        QVERIFY(again->sees(offline));
        QTRY_COMPARE(again->session.link()->state(), RoomLink::State::Reconnecting);
        const ShapeId later = again->draw();

        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(again->isInSync(), patienceMs);
        const auto ben = joined(u"ben"_s, room);
        QVERIFY(ben);
        for (const ShapeId &shape : {before, offline, later})
            QVERIFY(ben->sees(shape));
        QCOMPARE(ben->board(), again->board());
        again->rooms.shutDown();
        again.reset();
        QCOMPARE(filesOf(u"ann"_s, u".journal"_s), QStringList());
    }

    void theBoardThatWasDrawnAloneIsThereAtTheNextStart()
    {
        auto ann = client(u"ann"_s);
        ann->rooms.drawAlone();
        QTRY_VERIFY(ann->isInSync());
        const ShapeId drawn = ann->draw();
        QTRY_VERIFY(ann->isInSync());
        ann.reset();

        auto again = client(u"ann"_s);
        const QSignalSpy restored(&again->rooms, &RoomControl::boardRestored);
        QVERIFY(again->rooms.restoreBoard());
        QTRY_COMPARE(restored.size(), 1);
        QVERIFY(again->sees(drawn));
        QVERIFY(again->session.mayEdit());
        const ShapeId more = again->draw();
        QTRY_VERIFY(again->isInSync());
        again.reset();

        auto last = client(u"ann"_s);
        QVERIFY(last->rooms.restoreBoard());
        QTRY_VERIFY(last->sees(drawn) && last->sees(more));
        last->rooms.shutDown();
        QCOMPARE(filesOf(u"ann"_s, u".board"_s), QStringList());
        QVERIFY(!client(u"ann"_s)->rooms.restoreBoard());
    }

    void aFileThatWasOnlyOpenedDoesNotComeBack()
    {
        auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
        shape->id = "opened";
        for (int start = 0; start < 3; ++start) {
            auto ann = client(u"ann"_s);
            QVERIFY(!ann->rooms.restoreBoard());
            ann->rooms.drawAlone({shape});
            QTRY_VERIFY(ann->isInSync() && ann->sees("opened"));
            // As when the program is killed: once it is stored.
            QTRY_COMPARE_WITH_TIMEOUT(filesOf(u"ann"_s, u".board"_s).size(), 1, patienceMs);
        }
        auto ann = client(u"ann"_s);
        ann->rooms.drawAlone({shape});
        QTRY_VERIFY(ann->isInSync());
        ann->draw();
        QTRY_VERIFY(ann->isInSync());
        ann.reset();
        QVERIFY(client(u"ann"_s)->rooms.restoreBoard());
    }

    void aDamagedBoardIsPutAside()
    {
        auto ann = client(u"ann"_s);
        ann->rooms.drawAlone();
        QTRY_VERIFY(ann->isInSync());
        ann->draw();
        QTRY_VERIFY(ann->isInSync());
        ann.reset();
        QFile board(filesOf(u"ann"_s, u".board"_s).constFirst());
        QVERIFY(board.open(QIODevice::WriteOnly));
        board.write(QByteArray("no database").repeated(100));
        board.close();

        auto again = client(u"ann"_s);
        QVERIFY(!again->rooms.restoreBoard());
        QCOMPARE(again->notices.size(), 1);
        QVERIFY2(again->notices.first().contains(u".aside-"_s), qPrintable(again->notices.first()));
    }

    void leavingWithABoardTakesItAlong()
    {
        ServerProcess server;
        QVERIFY(server.start());
        auto ann = joined(u"ann"_s, server.roomUrl(u"plan"_s));
        QVERIFY(ann);
        // What was drawn alone before is in nobody's way any more.
        QTRY_COMPARE(filesOf(u"ann"_s, u".board"_s), QStringList());
        const ShapeId drawn = ann->draw();
        QTRY_VERIFY(ann->isInSync());
        ann->rooms.leave();
        QTRY_VERIFY(ann->isInSync());
        ann.reset();
        auto again = client(u"ann"_s);
        QVERIFY(again->rooms.restoreBoard());
        QTRY_VERIFY(again->sees(drawn));
    }

    // J15
    void anotherContinuesTheSessionWhenTheHostHasGone()
    {
        auto ann = hosting(u"ann"_s);
        QVERIFY(ann);
        const QUrl room = ann->session.link()->address();
        auto ben = joined(u"ben"_s, room);
        auto cara = joined(u"cara"_s, room);
        QVERIFY(ben && cara);
        const ShapeId byAnn = ann->draw();
        const ShapeId byCara = cara->draw();
        QTRY_VERIFY(ben->sees(byAnn) && ben->sees(byCara));
        QTRY_VERIFY(cara->isInSync() && cara->sees(byAnn));

        ann->rooms.shutDown();
        QTRY_VERIFY(ben->isLost() && cara->isLost());
        const ShapeId byBen = ben->draw();
        const ShapeId offline = cara->draw();
        QVERIFY(ben->rooms.canContinueHere());
        QVERIFY(ben->rooms.continueHere());
        QTRY_VERIFY_WITH_TIMEOUT(ben->isInSync(), patienceMs);
        QVERIFY(ben->rooms.isHosting());
        QCOMPARE(ben->session.document().find(byCara)->by, cara->identity.client());
        QVERIFY(ben->session.canUndo());

        // She was told the address by word of mouth.
        cara->rooms.join(addressOf(ben->session.link()->address()), RoomConnection::Missing::Make);
        QTRY_VERIFY_WITH_TIMEOUT(cara->isInSync() && ben->sees(offline), patienceMs);
        QCOMPARE(cara->board(), ben->board());
        for (const ShapeId &shape : {byAnn, byCara, byBen, offline})
            QVERIFY(cara->sees(shape));
        cara->session.undo();
        cara->session.undo();
        QTRY_VERIFY(!ben->sees(offline) && !ben->sees(byCara));
        QVERIFY(ben->sees(byAnn));
        QTRY_COMPARE(filesOf(u"cara"_s, u".journal"_s).size(), 1); // of the room that it is in now
    }

    // J17, J19, C13: the owners of before own it again; the secret is not known here, so newcomers wait until there is
    // one.
    void aContinuedRoomKeepsItsOwnersAndLetsNobodyInUnasked()
    {
        auto ann = hosting(u"ann"_s);
        QVERIFY(ann);
        const QUrl room = ann->session.link()->address();
        auto ben = joined(u"ben"_s, room);
        QVERIFY(ben);
        RoomActionMessage secret;
        secret.action = RoomVerb::Secret;
        secret.secret = u"swordfish"_s;
        ann->session.act(secret);
        // The host hashes it at its leisure.
        QTRY_VERIFY_WITH_TIMEOUT(ben->session.room().hasSecret, patienceMs);
        QVERIFY(!ben->session.isOwner());
        ann->rooms.shutDown();
        QTRY_VERIFY(ben->isLost());
        QVERIFY(ben->rooms.continueHere());
        QTRY_VERIFY_WITH_TIMEOUT(ben->isInSync() && ben->session.isOwner(), patienceMs);
        QCOMPARE(ben->session.newcomers(), Newcomers::Wait);
        QVERIFY(std::any_of(ben->notices.begin(), ben->notices.end(),
                            [](const QString &said) { return said.contains(u"secret"_s); }));
        const RoomAddress now = addressOf(ben->session.link()->address());

        auto cara = client(u"cara"_s);
        cara->rooms.join(now);
        QTRY_COMPARE_WITH_TIMEOUT(ben->session.waiting().size(), 1, patienceMs);
        // The teacher comes back.
        ann->rooms.join(now);
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync() && ann->session.isOwner(), patienceMs);
        // With a new secret whoever knows it need not wait any more.
        secret.secret = u"marlin"_s;
        ben->session.act(secret);
        QTRY_COMPARE_WITH_TIMEOUT(ben->session.newcomers(), Newcomers::Editor, patienceMs);
    }

    void thoseInTheOldRoomAreToldWhereItGoesOn()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QUrl room = server.roomUrl(u"plan"_s);
        auto ben = joined(u"ben"_s, room);
        auto cara = joined(u"cara"_s, room);
        QVERIFY(ben && cara);
        QStringList said;
        connect(&cara->session, &BoardSession::chatReceived, this, [&](const ChatLine &line) { said << line.text; });
        // Both lose the host; when it is back she hears of it.
        server.kill();
        QTRY_VERIFY(ben->isLost() && cara->isLost());
        QVERIFY(ben->rooms.continueHere());
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patienceMs);
        const auto address = addressIn(said.first());
        QVERIFY2(address, qPrintable(said.first()));
        QCOMPARE(address->port, addressOf(ben->session.link()->address()).port);
        QCOMPARE(address->room, "plan");
    }

    void aRoomThatBeganAnewLeavesTheCopy_data()
    {
        QTest::addColumn<int>("choice");
        QTest::newRow("put up as a new room") << 0;
        QTest::newRow("keep it") << 1;
        QTest::newRow("open the other board") << 2;
    }

    void aRoomThatBeganAnewLeavesTheCopy()
    {
        QFETCH(int, choice);
        ServerProcess server;
        QVERIFY(server.start());
        const QUrl room = server.roomUrl(u"plan"_s);
        auto ann = joined(u"ann"_s, room);
        QVERIFY(ann);
        const ShapeId stored = ann->draw();
        QTRY_VERIFY(ann->isInSync());
        QVERIFY(server.stop());
        QTRY_VERIFY(ann->isLost());
        const ShapeId offline = ann->draw();
        const QSignalSpy beganAnew(&ann->session, &BoardSession::roomBeganAnew);
        server.forgetEverything();
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(beganAnew.size(), 1, patienceMs);
        QVERIFY(ann->isLost());
        QVERIFY(ann->sees(stored) && ann->sees(offline));

        if (choice == 0)
            ann->rooms.putUpAsNewRoom();
        else if (choice == 1)
            ann->rooms.keepCopy();
        else
            ann->rooms.takeNewBoard();
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync(), patienceMs);
        QCOMPARE(ann->sees(stored) && ann->sees(offline), choice != 2);
        QCOMPARE(ann->session.document().isEmpty(), choice == 2);
        QCOMPARE(ann->rooms.isAlone(), choice == 1);
        QTRY_VERIFY(ann->rooms.unsent().isEmpty());
        if (choice == 0) {
            const auto ben = joined(u"ben"_s, ann->session.link()->address());
            QVERIFY(ben);
            QCOMPARE(ben->board(), ann->board());
        }
    }

    void aSecondWindowIsAClientOfItsOwnAndFindsItsBoardAgain()
    {
        Random random(1);
        const QString folder = m_folder->path();
        std::unique_ptr<QLockFile> first;
        std::unique_ptr<QLockFile> second;
        const ClientId own = makeId(random);
        QCOMPARE(ClientFolder::take(folder, own, random, first), own);
        const ClientId other = ClientFolder::take(folder, own, random, second);
        QVERIFY(other != own);
        QFile board(ClientFolder(folder, other).newBoard(random));
        QVERIFY(board.open(QIODevice::WriteOnly));
        first.reset();
        second.reset();
        // What was left comes first; then the installation's own.
        QCOMPARE(ClientFolder::take(folder, own, random, first), other);
        QCOMPARE(ClientFolder::take(folder, own, random, second), own);
    }
};

QTEST_GUILESS_MAIN(RoomsOutliveTest)
#include "rooms_outlive.moc"
