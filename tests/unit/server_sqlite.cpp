#include "common/model/asset.h"
#include "common/protocol/codec.h"
#include "server/storage/assetnames.h"
#include "server/storage/datafolder.h"
#include "server/storage/sqlitelog.h"
#include "server/storage/upkeep.h"
#include "server/storage/writeaheadlog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <sys/mount.h>

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
        overwritePages();
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
        makeSoundRoom(5);
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

    void backupIsForItsOwnerOnly()
    {
        makeSoundRoom(5);
        const QString folder = m_folder->filePath(u"copy"_s);
        QVERIFY(backUp(m_folder->path(), folder));
        const auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(folder + u"/rooms.sqlite"_s) & others));
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"rooms.sqlite"_s});
    }

    void backupOnAFullDiskIsNone()
    {
        makeSoundRoom(2'000);
        const QString folder = m_folder->filePath(u"disk"_s);
        QVERIFY(QDir().mkpath(folder));
        if (::mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=64k") != 0) {
            if (errno == EPERM)
                QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
            QFAIL("The small disk cannot be mounted.");
        }
        const auto done = backUp(m_folder->path(), folder);
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(::umount(qPrintable(folder)), 0);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Io);
        QVERIFY2(done.error().message.contains(u"full"_s), qPrintable(done.error().message));
        QCOMPARE(files, QStringList());
    }

    void backupWithoutItsImagesIsNone()
    {
        makeSoundRoom(5);
        const QByteArray image(2 << 20, 'i');
        QVERIFY(QDir().mkpath(m_folder->filePath(u"assets"_s)));
        QFile file(m_folder->filePath(u"assets/"_s + QString::fromLatin1(assetIdOf(image))));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(image) == image.size());
        file.close();
        const QString folder = m_folder->filePath(u"disk"_s);
        QVERIFY(QDir().mkpath(folder));
        if (::mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=1m") != 0) {
            if (errno == EPERM)
                QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
            QFAIL("The small disk cannot be mounted.");
        }
        const auto done = backUp(m_folder->path(), folder);
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(::umount(qPrintable(folder)), 0);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Io);
        QVERIFY2(done.error().message.contains(u"space"_s), qPrintable(done.error().message));
        QCOMPARE(files, QStringList());
    }

    void backupSaysWhyItsFolderCannotBeMade()
    {
        makeSoundRoom(5);
        const auto done = backUp(m_folder->path(), path() + u"/copy"_s);
        QVERIFY(!done);
        QVERIFY2(done.error().message.contains(u"Not a directory"_s), qPrintable(done.error().message));
    }

    /// Where a page cannot be read SQLite's rows just end, and an image that nobody names is removed.
    void aPartOfTheImagesNamesIsNotTakenForAll()
    {
        makeSoundRoom(5);
        const QString packed = QString::fromLatin1(qCompress(QByteArray(1'500, 'x'), 0).toHex());
        sql((u"INSERT INTO deletions WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
             " SELECT 1, i, 0, 'client-a', '', 'A', 1, 1, x'%1' FROM n"_s)
                .arg(packed));
        QVERIFY(assetNamesIn(path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 3'000'000);
        QVERIFY(file.seek(file.size() / 32'768 * 7 * 4'096)); // whole pages behind what the first row is found by
        file.write(QByteArray(1 << 18, '\xa5'));
        file.close();
        const auto names = assetNamesIn(path());
        QVERIFY(!names);
        QCOMPARE(names.error().code, ErrorCode::Damaged);
    }

    void backupOfNothingIsSaid()
    {
        const auto done = backUp(m_folder->path(), m_folder->filePath(u"copy"_s));
        QVERIFY(!done);
        QVERIFY(!QFile::exists(m_folder->filePath(u"copy"_s)));
    }

    void checkReadsEveryRoom()
    {
        makeSoundRoom(5);
        const auto sound = checkRooms(m_folder->path());
        QVERIFY2(sound, sound ? "" : qPrintable(sound.error().message));
        QVERIFY2(sound->contains(u"Rooms: 1, edits: 5"_s), qPrintable(*sound));
        const auto copied = backUp(m_folder->path(), m_folder->filePath(u"copy"_s));
        QVERIFY2(copied, copied ? "" : qPrintable(copied.error().message));
    }

    /// Each is something that a room needs, or a past that cannot be looked at any more.
    void checkAndBackupSayWhatIsDamaged_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<QString>("mentions");
        const QString settled =
            u"INSERT INTO history (room, first, last, edits, at) SELECT room, first, last, edits, at "
            "FROM commits"_s;
        const QString drop = u"DELETE FROM commits"_s;
        QTest::newRow("an edit with another's number")
            << QStringList{u"UPDATE commits SET edits = replace(edits, '\"seq\":3', '\"seq\":4')"_s} << u"edit 3"_s;
        QTest::newRow("an edit that is no edit, long before the board")
            << QStringList{settled, drop, u"UPDATE history SET edits = replace(edits, '\"op\":', 'op:')"_s}
            << u"edit 1"_s;
        QTest::newRow("an operation that there is not")
            << QStringList{settled, drop, u"UPDATE history SET edits = replace(edits, '\"create\"', '\"crxate\"')"_s}
            << u"edit 1"_s;
        QTest::newRow("a row that is missing")
            << QStringList{settled, drop, u"DELETE FROM history WHERE first = 3"_s} << u"edits 3 to 3 are missing"_s;
        QTest::newRow("its beginning is missing")
            << QStringList{u"DELETE FROM checkpoints"_s, settled, drop, u"DELETE FROM history WHERE first < 3"_s}
            << u"edits 1 to 2 are missing"_s;
        QTest::newRow("a row twice")
            << QStringList{u"INSERT INTO history (room, first, last, edits) SELECT room, first, last, edits FROM commits"_s}
            << u"there twice"_s;
        QTest::newRow("a board that cannot be read")
            << QStringList{u"UPDATE checkpoints SET shapes = x'00000010abcdef'"_s} << u"stored board cannot be read"_s;
        QTest::newRow("a board that is another")
            << QStringList{u"UPDATE checkpoints SET seq = 4"_s} << u"not what its edits up to 4 make"_s;
        QTest::newRow("a board of the future")
            << QStringList{u"UPDATE checkpoints SET seq = 9"_s} << u"edits end with 5"_s;
        QTest::newRow("an author who is not known")
            << QStringList{u"UPDATE commits SET authors = ''"_s} << u"client-a"_s;
        QTest::newRow("edits of no room")
            << QStringList{u"INSERT INTO history (room, first, last, edits) VALUES (77, 1, 1, '{}')"_s}
            << u"“history” has 1 rows"_s;
        QTest::newRow("a role that there is not")
            << QStringList{u"INSERT INTO members (room, client, role) VALUES (1, 'client-b', 'king')"_s}
            << u"client-b"_s;
        QTest::newRow("an epoch that is none") << QStringList{u"UPDATE rooms SET epoch = ''"_s} << u"epoch"_s;
    }
    void checkAndBackupSayWhatIsDamaged()
    {
        QFETCH(const QStringList, statements);
        QFETCH(const QString, mentions);
        makeSoundRoom(5);
        for (const QString &statement : statements)
            sql(statement);
        const auto checked = checkRooms(m_folder->path());
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::Damaged);
        QVERIFY2(checked.error().message.contains(mentions), qPrintable(checked.error().message));
        QVERIFY2(checked.error().message.contains(u"r1"_s) || checked.error().message.contains(u"no room"_s),
                 qPrintable(checked.error().message));
        const QString folder = m_folder->filePath(u"copy"_s);
        const auto copied = backUp(m_folder->path(), folder);
        QVERIFY(!copied);
        QCOMPARE(copied.error().code, ErrorCode::Damaged);
        QVERIFY2(copied.error().message.contains(mentions), qPrintable(copied.error().message));
        // Kept, but not as a backup.
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY2(files.first().startsWith(u"rooms.sqlite.damaged-"_s), qPrintable(files.first()));
        QVERIFY(copied.error().message.contains(files.first()));
    }

    void checkAndBackupSayThatTheStructureIsDamaged()
    {
        makeSoundRoom(2'000);
        overwritePages();
        const auto checked = checkRooms(m_folder->path());
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::Damaged);
        const QString folder = m_folder->filePath(u"copy"_s);
        const auto copied = backUp(m_folder->path(), folder);
        QVERIFY(!copied);
        QVERIFY(!QFile::exists(folder + u"/rooms.sqlite"_s));
        const QStringList files = QDir(folder).entryList(QDir::Files);
        QVERIFY(!files.isEmpty());
        QVERIFY2(files.first().startsWith(u"rooms.sqlite.damaged-"_s), qPrintable(files.first()));
    }

    void checkAndBackupSayThatThereIsNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("empty") << QByteArray() << u"is empty"_s;
        QTest::newRow("something else") << QByteArray("no database, but long enough\n").repeated(100)
                                        << u"not a database"_s;
    }
    void checkAndBackupSayThatThereIsNothing()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, mentions);
        write(bytes);
        for (const auto &done :
             {checkRooms(m_folder->path()), backUp(m_folder->path(), m_folder->filePath(u"copy"_s))}) {
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::Damaged);
            QVERIFY2(done.error().message.contains(mentions), qPrintable(done.error().message));
        }
        QFile file(path()); // and it stays what it was
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }

    void checkAndBackupSayThatADatabaseIsOfSomethingElse()
    {
        sql(u"CREATE TABLE songs (title TEXT)"_s);
        const auto checked = checkRooms(m_folder->path());
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.contains(u"not made by"_s), qPrintable(checked.error().message));
        QVERIFY(!backUp(m_folder->path(), m_folder->filePath(u"copy"_s)));
    }

    /// SQLite alone says nothing of these: what is behind is just not there.
    void damageInTheWriteAheadLogIsKeptAndSaid_data()
    {
        QTest::addColumn<qint64>("place");
        QTest::newRow("in a page") << frameHead + 100;
        QTest::newRow("in the number of a page") << qint64(3);
        QTest::newRow("in the length of the database") << qint64(7);
        QTest::newRow("in a salt") << qint64(9);
        QTest::newRow("in a checksum") << qint64(20);
    }
    void damageInTheWriteAheadLogIsKeptAndSaid()
    {
        QFETCH(const qint64, place);
        const QByteArray sound = leaveLogOfAKill(40);
        const qint64 frame = logHead + (sound.size() - logHead) / frameSize * 3 / 4 * frameSize;
        QByteArray log = sound;
        log[frame + place] = char(log[frame + place] ^ 0x10);
        write(log, u"-wal"_s);
        const QByteArray database = bytesOf(path());

        const auto checked = checkRooms(m_folder->path());
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.contains(u"damaged at byte %1"_s.arg(frame)),
                 qPrintable(checked.error().message));
        QVERIFY(!backUp(m_folder->path(), m_folder->filePath(u"copy"_s)));
        QCOMPARE(bytesOf(path() + u"-wal"_s), log); // nothing has been lost by looking
        const auto said = setDamagedLogAside(path());
        QVERIFY2(said, said ? "" : qPrintable(said.error().message));
        QVERIFY(*said);
        QVERIFY2((*said)->contains(u"damaged at byte %1"_s.arg(frame)), qPrintable(**said));
        const QStringList kept = entriesOf(u"rooms.sqlite*.damaged-*"_s);
        QCOMPARE(kept.size(), 2);
        for (const QString &name : kept)
            QVERIFY2((*said)->contains(name), qPrintable(**said));
        QCOMPARE(bytesOf(m_folder->filePath(kept.at(0))), log);
        QCOMPARE(bytesOf(m_folder->filePath(kept.at(1))), database);
        // It goes on with what came before, and says it once.
        QVERIFY(!*setDamagedLogAside(path()));
        const auto opened = SqliteLog::open(path());
        QVERIFY(opened);
        const auto room = (*opened)->load("r1");
        QVERIFY(room && *room);
        QVERIFY(!(*room)->edits.isEmpty());
        QVERIFY((*room)->edits.size() < 40);
        QVERIFY(checkRooms(m_folder->path()));
    }

    void damageInTheHeadOfTheWriteAheadLogIsSaid()
    {
        QByteArray log = leaveLogOfAKill(10);
        log[17] = char(log[17] ^ 1);
        write(log, u"-wal"_s);
        // All of the rooms was in it: that they are not there is not all that is wrong.
        const auto checked = checkRooms(m_folder->path());
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.contains(u"at byte 0"_s), qPrintable(checked.error().message));
        const auto said = setDamagedLogAside(path());
        QVERIFY(said && *said);
        QVERIFY2((*said)->contains(u"at byte 0"_s), qPrintable(**said));
    }

    void whatACrashLeavesOfAWriteAheadLogIsNoDamage_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("nothing is torn") << 0;
        QTest::newRow("the last frame is half there") << 1;
        QTest::newRow("its page is not what its head says") << 2;
        QTest::newRow("zeros behind") << 3;
        QTest::newRow("frames of an older log behind") << 4;
        QTest::newRow("half a head") << 5;
        QTest::newRow("none") << 6;
    }
    void whatACrashLeavesOfAWriteAheadLogIsNoDamage()
    {
        QFETCH(const int, how);
        QByteArray log = leaveLogOfAKill(10);
        if (how == 1)
            log.chop(frameSize / 2);
        else if (how == 2)
            log[log.size() - 5] = char(log[log.size() - 5] ^ 1);
        else if (how == 3)
            log.append(QByteArray(3 * frameSize, '\0'));
        else if (how == 4)
            log.append(withOtherSalts(log.sliced(logHead)));
        else if (how == 5)
            log.truncate(20);
        else if (how == 6)
            log.clear();
        write(log, u"-wal"_s);
        const auto said = setDamagedLogAside(path());
        QVERIFY(said);
        QVERIFY(!*said);
        QCOMPARE(entriesOf(u"*.damaged-*"_s), QStringList());
        QCOMPARE(bytesOf(path() + u"-wal"_s), log);
    }

    void whereADamagedLogCannotBeKeptNothingIsOpened()
    {
        QByteArray log = leaveLogOfAKill(40);
        log[logHead + frameHead + 9] = char(log[logHead + frameHead + 9] ^ 1);
        const QString folder = m_folder->filePath(u"disk"_s);
        QVERIFY(QDir().mkpath(folder));
        const QByteArray size = "size=" + QByteArray::number(log.size() + QFileInfo(path()).size() + 8'192);
        if (::mount("tmpfs", qPrintable(folder), "tmpfs", 0, size.constData()) != 0) {
            if (errno == EPERM)
                QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
            QFAIL("The small disk cannot be mounted.");
        }
        const QString database = folder + u"/rooms.sqlite"_s;
        const bool copied = QFile::copy(path(), database);
        QFile file(database + u"-wal"_s);
        const bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(log) == log.size();
        file.close();
        const auto said = setDamagedLogAside(database);
        const QByteArray left = bytesOf(database + u"-wal"_s);
        QCOMPARE(::umount(qPrintable(folder)), 0);
        QVERIFY(copied && written);
        QVERIFY(!said);
        QCOMPARE(said.error().code, ErrorCode::Io);
        QVERIFY2(said.error().message.contains(u"space"_s), qPrintable(said.error().message));
        QCOMPARE(left, log);
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
    static constexpr qint64 logHead = 32;
    static constexpr qint64 frameHead = 24;
    static constexpr qint64 frameSize = frameHead + 4'096;
    QString path() const { return m_folder->filePath(u"rooms.sqlite"_s); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }
    QStringList entriesOf(const QString &pattern) const
    {
        return QDir(m_folder->path()).entryList({pattern}, QDir::Files);
    }
    /// A database and its write-ahead log as a host that is killed leaves them; returns the log.
    QByteArray leaveLogOfAKill(qint64 commits)
    {
        const QString live = m_folder->filePath(u"live"_s);
        QDir().mkpath(live);
        const auto log = SqliteLog::open(live + u"/rooms.sqlite"_s);
        if (!log)
            qFatal("The database cannot be made.");
        append(**log, {recordOf(), {}, {}, 0, 1});
        for (const LoggedEdit &edit : creations(commits)) {
            (*log)->append("r1", {std::nullopt, {edit}, {}, edit.seq, edit.seq}, [](const Result<void> &) {});
            (*log)->flush();
        }
        for (const char *suffix : {"", "-wal"})
            QFile::copy(live + u"/rooms.sqlite"_s + QLatin1StringView(suffix), path() + QLatin1StringView(suffix));
        return bytesOf(path() + u"-wal"_s);
    }
    /// Frames as another log would have them.
    static QByteArray withOtherSalts(QByteArray frames)
    {
        for (qint64 at = 0; at < frames.size(); at += frameSize)
            frames[at + 8] = char(frames[at + 8] ^ 1);
        return frames;
    }
    void write(const QByteArray &bytes, const QString &suffix = {})
    {
        QFile file(path() + suffix);
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
        append(**log, {recordOf(), edits, {}, 1, 1});
    }
    /// With a commit an edit, and a board.
    void makeSoundRoom(qint64 count)
    {
        auto log = SqliteLog::open(path());
        QVERIFY(log);
        append(**log, {recordOf(), {}, {}, 0, 1});
        Document board;
        for (const LoggedEdit &edit : creations(count)) {
            (*log)->append("r1", {std::nullopt, {edit}, {}, edit.seq, edit.seq}, [](const Result<void> &) {});
            const auto committed = decodeCommitted(edit.json);
            QVERIFY(committed);
            board.applyLeniently(committed->ops, {committed->client, committed->at});
        }
        (*log)->checkpoint("r1", count, board.shapes());
        (*log)->flush();
    }
    static void append(SqliteLog &log, const Commit &commit)
    {
        std::optional<Result<void>> outcome;
        log.append("r1", commit, [&](const Result<void> &result) { outcome = result; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
    }
    /// Edits that make a shape each.
    static QList<LoggedEdit> creations(qint64 count)
    {
        QList<LoggedEdit> edits;
        Shape shape = Shape::defaults(Kind::Rect);
        for (qint64 seq = 1; seq <= count; ++seq) {
            shape.id = "s" + QByteArray::number(seq);
            const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
            edits.append({seq, "client-a", seq, encodeCommitted({seq, "p1", "client-a", seq, 1'000, {}, ops})});
        }
        return edits;
    }
    /// Damages every page but the first two.
    void overwritePages() const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 40'000);
        for (qint64 at = 8'192; at < file.size(); at += 4'096) {
            file.seek(at);
            file.write(QByteArray(512, '\xa5'));
        }
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
