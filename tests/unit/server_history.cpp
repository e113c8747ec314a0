#include "common/protocol/codec.h"
#include "server/storage/sqlitelog.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 edits = 60;
constexpr qint64 dayMs = 86'400'000;

/// One a day, and so long that each has a row of its own.
LoggedEdit editOfDay(qint64 day)
{
    Shape shape = Shape::defaults(Kind::Text);
    shape.id = "s" + QByteArray::number(day);
    shape.text = QString(70'000, u'x');
    const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
    return {day, "client-a", day, encodeCommitted({day, "p1", "client-a", day, day * dayMs, {}, ops})};
}

} // namespace

/// What becomes of edits that no board needs any more.
class TestServerHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
        append({recordOf("epoch-1"), {}, {}, 0, 0});
        for (qint64 day = 1; day <= edits; ++day)
            append({std::nullopt, {editOfDay(day)}, {}, day, day * dayMs});
    }
    void cleanup() { m_log.reset(); }

    void whatIsOldGoesAndTheBoardStays()
    {
        checkpointAt(40);
        const StoredRoom before = stored();
        removeBefore(30);
        QTRY_COMPARE(*m_log->firstKept("r1"), 30);
        QCOMPARE(m_log->read("r1", 1, edits, 1 << 30)->size(), 31);
        QCOMPARE(m_log->read("r1", 30, 30, 1)->first(), editOfDay(30).json);
        compare(stored(), before);
        open();
        compare(stored(), before);
    }

    void whatTheBoardNeedsStaysHoweverOldItIs()
    {
        checkpointAt(40);
        removeBefore(10 * edits);
        QTRY_COMPARE(*m_log->firstKept("r1"), 41);
        QCOMPARE(stored().edits.size(), edits - 40);
    }

    void roomWithoutACheckpointStaysWhole()
    {
        append({recordOf("epoch-2"), {}, {}, 0, 0}, "r2");
        append({std::nullopt, {editOfDay(1)}, {}, 1, dayMs}, "r2");
        checkpointAt(edits);
        removeBefore(10 * edits);
        QTRY_COMPARE(*m_log->firstKept("r1"), edits + 1);
        QCOMPARE(*m_log->firstKept("r2"), 1);
        QCOMPARE((*m_log->load("r2"))->edits.size(), 1);
    }

    void roomWhoseHistoryIsGoneGoesOn()
    {
        checkpointAt(edits);
        removeBefore(10 * edits);
        QTRY_COMPARE(*m_log->firstKept("r1"), edits + 1);
        QVERIFY(m_log->read("r1", 1, edits, 1 << 30)->isEmpty());
        open();
        append({std::nullopt, {editOfDay(edits + 1)}, {}, 1, dayMs});
        QCOMPARE(stored().edits, QList{editOfDay(edits + 1).json});
        QCOMPARE(stored().lastEdits.value("client-a"), edits + 1);
        QCOMPARE(*m_log->firstKept("r1"), edits + 1);
    }

    void commitsGoOnMeanwhile()
    {
        checkpointAt(edits);
        removeBefore(10 * edits);
        qint64 last = edits;
        const auto isDone = [&] { return *m_log->firstKept("r1") > edits; };
        while (last < edits + 5 || !isDone()) {
            ++last;
            append({std::nullopt, {editOfDay(last)}, {}, 1, last * dayMs});
        }
        QCOMPARE(stored().edits.size(), last - edits);
    }

    void spaceComesBack()
    {
        checkpointAt(edits);
        open(); // the write-ahead log is put into the database
        const qint64 before = fileSize();
        removeBefore(10 * edits);
        QTRY_COMPARE(sql(u"PRAGMA freelist_count"_s), 0);
        open();
        QCOMPARE(*m_log->firstKept("r1"), edits + 1);
        // What is left is the board and the last edits, which have not gone to where they stay.
        QVERIFY2(fileSize() < before / 2, qPrintable(u"%1 of %2"_s.arg(fileSize()).arg(before)));
    }

    void editsOfEarlierVersionsAreAsOldAsTheirRoom_data()
    {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<qint64>("kept");
        QTest::newRow("the room is in use") << edits << qint64(1);
        QTest::newRow("not since") << edits + 1 << edits + 1;
    }
    void editsOfEarlierVersionsAreAsOldAsTheirRoom()
    {
        QFETCH(const qint64, before);
        QFETCH(const qint64, kept);
        checkpointAt(edits);
        removeBefore(0); // has them all put where they stay
        QTRY_COMPARE(sql(u"SELECT count(*) FROM commits"_s), 0);
        sql(u"UPDATE history SET at = 0"_s);
        // Another room, to know when it is over.
        append({recordOf("epoch-2"), {}, {}, 0, 0}, "r2");
        append({std::nullopt, {editOfDay(1)}, {}, 1, dayMs}, "r2");
        m_log->checkpoint("r2", 1, {});
        m_log->flush();
        removeBefore(before);
        QTRY_COMPARE(*m_log->firstKept("r2"), 2);
        QTRY_COMPARE(*m_log->firstKept("r1"), kept);
    }

private:
    QString path() const { return m_folder->filePath(u"rooms.sqlite"_s); }
    qint64 fileSize() const { return QFileInfo(path()).size(); }
    void open()
    {
        m_log.reset();
        m_writer.reset();
        auto writer = SqliteWriter::start(path());
        QVERIFY(writer);
        m_writer = std::move(*writer);
        auto log = SqliteLog::open(path(), m_writer);
        QVERIFY(log);
        m_log = std::move(*log);
    }
    static RoomRecord recordOf(const QByteArray &epoch)
    {
        RoomRecord record;
        record.epoch = epoch;
        return record;
    }
    void append(const Commit &commit, const RoomId &room = "r1")
    {
        std::optional<bool> stored;
        m_log->append(room, commit, [&](const Result<void> &outcome) { stored = outcome.has_value(); });
        m_log->flush();
        QTRY_VERIFY(stored);
        QVERIFY(*stored);
    }
    void checkpointAt(qint64 seq)
    {
        QList<ShapeRef> shapes;
        for (qint64 day = 1; day <= seq; ++day) {
            Shape shape = Shape::defaults(Kind::Rect);
            shape.id = "s" + QByteArray::number(day);
            shapes.append(std::make_shared<const Shape>(shape));
        }
        m_log->checkpoint("r1", seq, shapes);
        m_log->flush();
    }
    void removeBefore(qint64 day) { m_writer->removeHistory(day * dayMs); }
    StoredRoom stored() { return (*m_log->load("r1")).value_or(StoredRoom()); }
    static void compare(const StoredRoom &room, const StoredRoom &before)
    {
        QCOMPARE(room.seq, before.seq);
        QCOMPARE(encodeShapes(room.shapes), encodeShapes(before.shapes));
        QCOMPARE(room.edits, before.edits);
        QCOMPARE(room.lastEdits, before.lastEdits);
    }
    /// Executes the statement behind the log's back; the first column of the first row.
    qint64 sql(const QString &statement)
    {
        const auto connection = SqliteConnection::openAgain(path());
        const auto value = connection.and_then([&](const auto &opened) { return opened->value(statement); });
        return value ? value->toLongLong() : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<SqliteWriter> m_writer;
    std::unique_ptr<SqliteLog> m_log;
};

QTEST_GUILESS_MAIN(TestServerHistory)
#include "server_history.moc"
