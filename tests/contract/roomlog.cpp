#include "common/protocol/codec.h"
#include "server/storage/memorylog.h"
#include "server/storage/sqlitelog.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// One kind of log, that a test can close and open again where it outlives the program.
class Backend
{
public:
    virtual ~Backend() = default;
    virtual RoomLog &log() = 0;
    virtual void reopen() = 0;
};

class MemoryBackend final : public Backend
{
public:
    RoomLog &log() override { return m_log; }
    void reopen() override {}

private:
    MemoryLog m_log;
};

class SqliteBackend final : public Backend
{
public:
    SqliteBackend() { open(); }
    RoomLog &log() override { return *m_log; }
    void reopen() override { open(); }

private:
    void open()
    {
        m_log.reset();
        auto opened = SqliteLog::open(m_folder.filePath(u"rooms.sqlite"_s));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        m_log = std::move(*opened);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SqliteLog> m_log;
};

RoomRecord recordOf(const QByteArray &epoch)
{
    RoomRecord record;
    record.epoch = epoch;
    record.title = u"Straße 北"_s;
    return record;
}

ShapeRef shapeNamed(const ShapeId &id)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    shape.text = u"Ünïcödé"_s;
    return std::make_shared<const Shape>(shape);
}

LoggedEdit editAt(qint64 seq, const ClientId &client = "client-a")
{
    const ShapeId id = "s" + QByteArray::number(seq);
    return {seq, client, seq * 10,
            encodeCommitted({seq, "p1", client, seq * 10, 1'000 + seq, {}, {CreateOp{shapeNamed(id)}}})};
}

} // namespace

/// What every log must do; each test runs against each of them.
class TestRoomLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("memory") << u"memory"_s;
        QTest::newRow("sqlite") << u"sqlite"_s;
    }
    void init()
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind == u"memory")
            m_backend = std::make_unique<MemoryBackend>();
        else
            m_backend = std::make_unique<SqliteBackend>();
    }
    void cleanup() { m_backend.reset(); }

    void roomThatIsNotStoredIsNothing()
    {
        const auto loaded = log().load("nowhere");
        QVERIFY(loaded);
        QVERIFY(!*loaded);
        QVERIFY(log().rooms()->isEmpty());
        QVERIFY(log().read("nowhere", 1, 10, 1'000)->isEmpty());
        QCOMPARE(*log().firstKept("nowhere"), 1);
    }

    void everythingOfARoomComesBack()
    {
        RoomRecord record = recordOf("epoch-1");
        record.locked = true;
        record.roles = {{"client-a", Role::Owner}, {"client-b", Role::Viewer}, {"client-c", Role::Editor}};
        record.bans = {{"client-b", {"client-b", u"Ben"_s, u"192.0.2.7"_s, 5}}, {"client-c", {"client-c", {}, {}, 0}}};
        record.secret = "method$salt$hash";
        record.newcomers = Newcomers::Wait;
        record.continues = {{"epoch-0", 12}, {"epoch", 3}};
        const ChatLine line{"p1", u"Ann"_s, u"안녕"_s, 5};
        append("r1", {record, {editAt(1), editAt(2, "client-b")}, {line}, 2, 99, {{"client-c", 7}}});
        m_backend->reopen();
        const auto loaded = log().load("r1");
        QVERIFY(loaded && *loaded);
        const StoredRoom &room = **loaded;
        QCOMPARE(room.record, record);
        QCOMPARE(room.seq, 0);
        QVERIFY(room.shapes.isEmpty());
        QCOMPARE(room.edits, (QList{editAt(1).json, editAt(2, "client-b").json}));
        QCOMPARE(room.lastEdits.value("client-a"), 10);
        QCOMPARE(room.lastEdits.value("client-b"), 20);
        QCOMPARE(room.lastEdits.value("client-c"), 7);
        QCOMPARE(room.chat, QList{line});
        QCOMPARE(room.changed, 99);
    }

    void recordCanChangeAndEditsAloneLeaveIt()
    {
        RoomRecord record = recordOf("epoch-1");
        record.roles = {{"client-a", Role::Owner}, {"client-b", Role::Viewer}};
        append("r1", {record, {}, {}, 0, 1});
        append("r1", {std::nullopt, {editAt(1)}, {}, 1, 2});
        QCOMPARE((*log().load("r1"))->record, record);
        record.roles.remove("client-b");
        record.title = u"Other"_s;
        append("r1", {record, {}, {}, 1, 3});
        m_backend->reopen();
        QCOMPARE((*log().load("r1"))->record, record);
        QCOMPARE((*log().load("r1"))->edits.size(), 1);
    }

    void roomsAreListed()
    {
        append("b", {recordOf("epoch-b"), {editAt(1)}, {}, 1, 7});
        append("a", {recordOf("epoch-a"), {}, {}, 0, 3});
        m_backend->reopen();
        const auto rooms = log().rooms();
        QVERIFY(rooms);
        const QList<RoomSummary> expected = {{"a", u"Straße 北"_s, false, 0, 0, 3},
                                             {"b", u"Straße 北"_s, false, 0, 1, 7}};
        QCOMPARE(*rooms, expected);
    }

    void roomsDoNotMix()
    {
        append("a", {recordOf("epoch-a"), {editAt(1)}, {{"p1", u"A"_s, u"in a"_s, 1}}, 1, 1});
        append("b", {recordOf("epoch-b"), {editAt(1, "client-b"), editAt(2, "client-b")}, {}, 2, 1});
        m_backend->reopen();
        QCOMPARE((*log().load("a"))->edits, QList{editAt(1).json});
        QCOMPARE((*log().load("a"))->chat.size(), 1);
        QVERIFY((*log().load("b"))->chat.isEmpty());
        QCOMPARE((*log().load("b"))->edits.size(), 2);
        QVERIFY(!(*log().load("a"))->lastEdits.contains("client-b"));
    }

    void checkpointStandsForWhatCameBefore()
    {
        append("r1", {recordOf("epoch-1"), {editAt(1), editAt(2), editAt(3)}, {}, 3, 1});
        log().checkpoint("r1", 2, {shapeNamed("s1"), shapeNamed("s2")});
        log().flush();
        m_backend->reopen();
        StoredRoom room = **log().load("r1");
        QCOMPARE(room.seq, 2);
        QCOMPARE(encodeShapes(room.shapes), encodeShapes({shapeNamed("s1"), shapeNamed("s2")}));
        QCOMPARE(room.edits, QList{editAt(3).json});

        log().checkpoint("r1", 3, {shapeNamed("s3")});
        log().flush();
        room = **log().load("r1");
        QCOMPARE(room.seq, 3);
        QCOMPARE(room.shapes.size(), 1);
        QVERIFY(room.edits.isEmpty());
        QCOMPARE(room.lastEdits.value("client-a"), 30);
    }

    void namesAreKept()
    {
        Commit first{recordOf("epoch-1"), {}, {}, 0, 1};
        first.people = {{"client-a", {u"Ännchen"_s, 5}}, {"client-b", {u"Ben"_s, 6}}};
        append("r1", first);
        Commit second{std::nullopt, {editAt(1)}, {}, 1, 2};
        second.people = {{"client-a", {u"Anna"_s, 9}}, {"client-b", {}}};
        append("r1", second);
        append("r2", {recordOf("epoch-2"), {}, {}, 0, 1});
        m_backend->reopen();
        QCOMPARE((*log().load("r1"))->people, (KnownPeople{{"client-a", {u"Anna"_s, 9}}}));
        QVERIFY((*log().load("r2"))->people.isEmpty());
    }

    void aRoomMayBeginWithABoard()
    {
        Commit first{recordOf("epoch-1"), {}, {}, 2, 1};
        first.board = {shapeNamed("s1"), shapeNamed("s2")};
        append("r1", first);
        append("r1", {std::nullopt, {editAt(1)}, {}, 2, 1});
        m_backend->reopen();
        const StoredRoom room = **log().load("r1");
        QCOMPARE(room.seq, 0);
        QCOMPARE(encodeShapes(room.shapes), encodeShapes({shapeNamed("s1"), shapeNamed("s2")}));
        QCOMPARE(room.edits, QList{editAt(1).json});
    }

    void historyReachesBackBeforeACheckpoint()
    {
        append("r1", {recordOf("epoch-1"), {editAt(1), editAt(2), editAt(3)}, {}, 3, 1});
        log().checkpoint("r1", 3, {});
        log().flush();
        m_backend->reopen();
        QCOMPARE(*log().read("r1", 1, 2, 1'000'000), (QList{editAt(1).json, editAt(2).json}));
        QCOMPARE(*log().read("r1", 2, 99, 1'000'000), (QList{editAt(2).json, editAt(3).json}));
        QVERIFY(log().read("r1", 4, 99, 1'000'000)->isEmpty());
    }

    void readStopsAtTheFirstEditThatGoesPastTheBytes()
    {
        append("r1", {recordOf("epoch-1"), {editAt(1), editAt(2), editAt(3)}, {}, 3, 1});
        const qint64 one = editAt(1).json.size();
        QCOMPARE(log().read("r1", 1, 3, one - 1)->size(), 1);
        QCOMPARE(log().read("r1", 1, 3, one)->size(), 2);
    }

    void onlyTheLastLinesOfChatAreKept()
    {
        QList<ChatLine> lines;
        for (int i = 0; i < 130; ++i)
            lines.append({"p1", u"A"_s, QString::number(i), i});
        append("r1", {recordOf("epoch-1"), {}, lines.first(70), 0, 1});
        append("r1", {std::nullopt, {}, lines.sliced(70), 0, 1});
        m_backend->reopen();
        const QList<ChatLine> chat = (*log().load("r1"))->chat;
        QCOMPARE(chat.size(), chatLinesKept);
        QCOMPARE(chat.constFirst().text, u"30"_s);
        QCOMPARE(chat.constLast().text, u"129"_s);
    }

    void editsOfTheHostsOwnLeaveTheAuthorsIdAlone()
    {
        LoggedEdit own = editAt(2);
        own.id = 0;
        append("r1", {recordOf("epoch-1"), {editAt(1), own}, {}, 1, 1});
        QCOMPARE((*log().load("r1"))->lastEdits.value("client-a"), 10);
    }

    void commitsAreReportedInOrderAndOnce()
    {
        QList<int> reports;
        append("r1", {recordOf("epoch-1"), {}, {}, 0, 1});
        for (int i = 1; i <= 50; ++i) {
            log().append("r1", {std::nullopt, {editAt(i)}, {}, i, i}, [&reports, i](const Result<void> &outcome) {
                QVERIFY(outcome);
                reports.append(i);
            });
        }
        QTRY_COMPARE(reports.size(), 50);
        QVERIFY(std::is_sorted(reports.begin(), reports.end()));
        QCOMPARE((*log().load("r1"))->edits.size(), 50);
    }

    void loadSeesWhatWasAppendedBefore()
    {
        log().append("r1", {recordOf("epoch-1"), {editAt(1)}, {}, 1, 1}, [](const Result<void> &) {});
        QCOMPARE((*log().load("r1"))->edits.size(), 1);
    }

private:
    RoomLog &log() { return m_backend->log(); }
    void append(const RoomId &room, const Commit &commit)
    {
        std::optional<Result<void>> outcome;
        log().append(room, commit, [&](const Result<void> &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        QVERIFY2(*outcome, *outcome ? "" : qPrintable(outcome->error().message));
    }

    std::unique_ptr<Backend> m_backend;
};

QTEST_GUILESS_MAIN(TestRoomLog)
#include "roomlog.moc"
