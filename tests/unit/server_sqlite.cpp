#include "common/protocol/codec.h"
#include "server/storage/datafolder.h"
#include "server/storage/sqlitelog.h"
#include "server/storage/upkeep.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// What only the log on disk can meet: files that are not what they should be, and folders that are taken.
class TestServerSqlite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void fileThatIsNoDatabaseIsDamaged()
    {
        write(QByteArray("this is no database, but long enough to look at\n").repeated(100));
        const auto opened = SqliteLog::open(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Damaged);
        QVERIFY(opened.error().message.contains(path()));
    }

    void databaseWithADamagedPageIsDamaged()
    {
        makeRoom(20'000);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 40'000);
        for (qint64 at = 8'192; at < file.size(); at += 4'096) {
            file.seek(at);
            file.write(QByteArray(512, '\xa5'));
        }
        file.close();
        const auto opened = SqliteLog::open(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Damaged);
    }

    void aClosedDatabaseIsOneFile()
    {
        makeRoom(1);
        QVERIFY(QFile::exists(path()));
        QVERIFY(!QFile::exists(path() + u"-wal"_s));
    }

    void databaseOfSomethingElseIsRefused()
    {
        sql(u"CREATE TABLE songs (title TEXT)"_s);
        const auto opened = SqliteLog::open(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Damaged);
    }

    void databaseOfANewerVersionIsRefused()
    {
        makeRoom(1);
        sql(u"PRAGMA user_version = 99"_s);
        const auto opened = SqliteLog::open(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Newer);
        QVERIFY(opened.error().message.contains(u"newer"_s));
    }

    void roomWithADamagedBoardIsDamaged()
    {
        makeRoom(1);
        sql(u"INSERT INTO checkpoints (room, seq, shapes) VALUES (1, 0, x'00000010abcdef')"_s);
        const auto log = SqliteLog::open(path());
        QVERIFY(log);
        const auto loaded = (*log)->load("r1");
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Damaged);
    }

    void commitThatCannotBeWrittenTakesNoOtherWithIt()
    {
        auto opened = SqliteLog::open(path());
        QVERIFY(opened);
        SqliteLog &log = **opened;
        QList<bool> outcomes;
        const auto note = [&](const Result<void> &outcome) { outcomes.append(outcome.has_value()); };
        log.append("a", {recordOf(), {{1, "client-a", 1, "{}"}}, {}, 1, 1}, note);
        log.append("nowhere", {std::nullopt, {{1, "client-a", 1, "{}"}}, {}, 1, 1}, note);
        log.append("a", {std::nullopt, {{1, "client-a", 1, "{}"}}, {}, 1, 1}, note); // seq 1 is taken
        log.append("b", {recordOf(), {{1, "client-a", 1, "{}"}}, {}, 1, 1}, note);
        QTRY_COMPARE(outcomes, (QList<bool>{true, false, false, true}));
        QCOMPARE((*log.load("a"))->edits.size(), 1);
        QCOMPARE((*log.load("b"))->edits.size(), 1);
    }

    void whatIsCommittedMovesToWhereItStays()
    {
        constexpr qint64 last = 60;
        const auto edit = [](qint64 seq) { return QByteArray::number(seq).append(QByteArray(20'000, 'x')); };
        {
            const auto log = SqliteLog::open(path());
            QVERIFY(log);
            qint64 stored = 0;
            const auto note = [&](const Result<void> &outcome) { stored += outcome ? 1 : 0; };
            (*log)->append("r1", {recordOf(), {}, {}, 0, 1}, note);
            for (qint64 seq = 1; seq <= last; ++seq) {
                (*log)->append("r1", {std::nullopt, {{seq, "client-a", seq, edit(seq)}}, {}, seq, seq}, note);
                (*log)->flush();
            }
            QTRY_COMPARE(stored, last + 1);
        }
        // More than is kept where it came.
        QVERIFY(number(u"SELECT count(*) FROM commits"_s) < last);
        QVERIFY(number(u"SELECT count(*) FROM history"_s) > 1);
        const auto log = SqliteLog::open(path());
        QVERIFY(log);
        const auto room = (*log)->load("r1");
        QVERIFY(room && *room);
        QCOMPARE((*room)->edits.size(), last);
        QCOMPARE((*room)->lastEdits.value("client-a"), last);
        QCOMPARE((*room)->changed, last);
        QCOMPARE((*log)->rooms()->first().shapes, last);
        for (qint64 seq = 1; seq <= last; ++seq)
            QCOMPARE((*log)->read("r1", seq, seq, 1), QList{edit(seq)});
    }

    void writeAheadLogStaysShort()
    {
        const auto log = SqliteLog::open(path());
        QVERIFY(log);
        constexpr qint64 last = 1'000;
        constexpr qint64 bytes = 2'000;
        constexpr qint64 pageBytes = 4'096; // at least one is written for each commit
        (*log)->append("r1", {recordOf(), {}, {}, 0, 1}, [](const Result<void> &) {});
        for (qint64 seq = 1; seq <= last; ++seq) {
            (*log)->append("r1", {std::nullopt, {{seq, "client-a", seq, QByteArray(bytes, 'x')}}, {}, 1, 1},
                           [](const Result<void> &outcome) { QVERIFY(outcome); });
            (*log)->flush();
        }
        const qint64 length = QFileInfo(path() + u"-wal"_s).size();
        QVERIFY2(length < last * pageBytes, qPrintable(QString::number(length)));
        QCOMPARE((*(*log)->load("r1"))->edits.size(), last);
    }

    void editsThatAreMissingInARowAreDamage()
    {
        makeRoom(1);
        sql(u"UPDATE commits SET edits = 'x'"_s);
        const auto log = SqliteLog::open(path());
        QVERIFY(log);
        const auto room = (*log)->load("r1");
        QVERIFY(!room);
        QCOMPARE(room.error().code, ErrorCode::Damaged);
    }

    void backupIsTheRoomsOfOneMoment()
    {
        makeRoom(1);
        const auto running = SqliteLog::open(path());
        QVERIFY(running);
        const QString folder = m_folder->filePath(u"copies/today"_s);
        const auto done = backUp(m_folder->path(), folder);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        const auto copy = SqliteLog::open(folder + u"/rooms.sqlite"_s);
        QVERIFY(copy);
        QCOMPARE((*(*copy)->load("r1"))->edits, (*(*running)->load("r1"))->edits);
        // Nothing is written over.
        const auto again = backUp(m_folder->path(), folder);
        QVERIFY(!again);
        QVERIFY(again.error().message.contains(folder));
    }

    void backupOfNothingIsSaid()
    {
        const auto done = backUp(m_folder->path(), m_folder->filePath(u"copy"_s));
        QVERIFY(!done);
        QVERIFY(!QFile::exists(m_folder->filePath(u"copy"_s)));
    }

    void checkReadsEveryRoom()
    {
        Shape shape = Shape::defaults(Kind::Rect);
        QList<LoggedEdit> edits;
        for (qint64 seq = 1; seq <= 5; ++seq) {
            shape.id = "s" + QByteArray::number(seq);
            const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
            edits.append({seq, "client-a", seq, encodeCommitted({seq, "p1", "client-a", seq, 1'000, {}, ops})});
        }
        makeRoom(edits);
        const auto sound = checkRooms(m_folder->path());
        QVERIFY2(sound, sound ? "" : qPrintable(sound.error().message));
        QVERIFY(sound->contains(u"1"_s));
        sql(u"UPDATE commits SET edits = replace(edits, '\"seq\":3', '\"seq\":4')"_s);
        const auto damaged = checkRooms(m_folder->path());
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().code, ErrorCode::Damaged);
        QVERIFY2(damaged.error().message.contains(u"r1"_s), qPrintable(damaged.error().message));
    }

    void secondHostOnAFolderIsRefused()
    {
        const auto first = DataFolder::open(m_folder->path());
        QVERIFY(first);
        const auto second = DataFolder::open(m_folder->path());
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Io);
        QVERIFY(second.error().message.contains(u"in use by another host"));
    }

    void folderIsFreeAgainAfterwards()
    {
        {
            const auto first = DataFolder::open(m_folder->path());
            QVERIFY(first);
        }
        QVERIFY(DataFolder::open(m_folder->path()));
    }

    void folderThatCannotBeMadeIsRefused()
    {
        write("a file where a folder should be");
        const auto folder = DataFolder::open(path() + u"/data"_s);
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::Io);
    }

private:
    QString path() const { return m_folder->filePath(u"rooms.sqlite"_s); }
    void write(const QByteArray &bytes)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static RoomRecord recordOf()
    {
        RoomRecord record;
        record.epoch = "epoch-1";
        return record;
    }
    void makeRoom(int bytes)
    {
        QList<LoggedEdit> edits;
        for (qint64 seq = 1; seq <= 5; ++seq)
            edits.append({seq, "client-a", seq, QByteArray(bytes, 'x')});
        makeRoom(edits);
    }
    void makeRoom(const QList<LoggedEdit> &edits)
    {
        auto log = SqliteLog::open(path());
        QVERIFY(log);
        std::optional<Result<void>> outcome;
        (*log)->append("r1", {recordOf(), edits, {}, 1, 1}, [&](const Result<void> &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
    }
    /// Changes the database behind the log's back.
    void sql(const QString &statement)
    {
        bool done = false;
        behind(statement, [&](QSqlQuery &) { done = true; });
        QVERIFY(done);
    }
    qint64 number(const QString &statement)
    {
        qint64 found = -1;
        behind(statement, [&](QSqlQuery &query) { found = query.next() ? query.value(0).toLongLong() : -1; });
        return found;
    }
    /// Calls `look` when the statement was executed.
    void behind(const QString &statement, const std::function<void(QSqlQuery &)> &look)
    {
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"behind"_s);
            database.setDatabaseName(path());
            if (database.open()) {
                QSqlQuery query(database);
                if (query.exec(statement))
                    look(query);
            }
        }
        QSqlDatabase::removeDatabase(u"behind"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestServerSqlite)
#include "server_sqlite.moc"
