// What is kept on disk of a room while its host does not have everything.

#include "app/session/journal.h"
#include "common/protocol/codec.h"
#include "tests/support/randomshapes.h"
#include "tests/support/smalldisk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

ShapeRef rectangle(const ShapeId &id)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    shape.text = u"Ünïcödé"_s;
    return std::make_shared<const Shape>(shape);
}

Replica::Pending pendingEdit(qint64 id)
{
    const ShapeId shape = "s" + QByteArray::number(id);
    return {{id, "gesture", {CreateOp{rectangle(shape)}, UpdateOp{shape, {{Register::Width, 7.0}}}}}, 1'000 + id};
}

QByteArray bytes(const Replica::Pending &pending)
{
    return encode(ClientMessage(EditMessage{pending.edit, std::nullopt}));
}

JournalEntry made(std::initializer_list<qint64> ids)
{
    JournalEntry entry;
    for (const qint64 id : ids)
        entry.made.append(pendingEdit(id));
    return entry;
}

/// Larger than what a disk that is called full may still hold.
JournalEntry madeLarge(qint64 id)
{
    Shape shape = Shape::defaults(Kind::Text);
    shape.id = "large";
    shape.text = QString(300'000, u'x');
    return {{{{id, "gesture", {CreateOp{std::make_shared<const Shape>(shape)}}}, 1'000}}, {}, std::nullopt};
}

JournalEntry settled(const QList<qint64> &ids)
{
    return {{}, ids, std::nullopt};
}

const auto room = u"ws://host:7538/rooms/r1"_s;

} // namespace

class JournalTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsPendingComesBackInOrder()
    {
        write({made({1, 2, 3}), settled({2}), made({4})});
        const JournalContent content = open()->takeContent();
        QCOMPARE(content.room, room);
        QCOMPARE(content.lastEditId, 4);
        QCOMPARE(content.pending.size(), 3);
        for (const auto &[pending, id] : {std::pair(content.pending.at(0), 1), {content.pending.at(1), 3}}) {
            const Replica::Pending expected = pendingEdit(id);
            QCOMPARE(bytes(pending), bytes(expected));
            QCOMPARE(pending.at, expected.at);
        }
    }

    /// In the room of a host that allows more than is usual.
    void whatAnyHostMayAllowComesBack()
    {
        Shape shape = Shape::defaults(Kind::Text);
        shape.id = "deep";
        shape.text = QString(5 * Limits{}.textLength, u'x');
        shape.ext.json = testing::nested(deepestNestingOfClients - 4);
        QList<Op> ops(2 * Limits{}.opsPerEdit, DeleteOp{"other"});
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
        const Replica::Pending pending{{1, "gesture", ops}, 1'000};
        write({{{pending}, {}, std::nullopt}});
        const auto journal = open();
        QVERIFY(journal);
        QCOMPARE(bytes(journal->takeContent().pending.first()), bytes(pending));
    }

    void theBoardComesBack()
    {
        {
            const auto journal = open();
            QVERIFY(journal);
            journal->write(made({1}));
            journal->keep({"epoch", 1, {rectangle("old")}});
            journal->keep({"epoch", 12, {rectangle("a"), rectangle("b")}});
            QTRY_VERIFY(journal->isWritten());
        }
        const auto board = open()->takeContent().board;
        QVERIFY(board);
        QCOMPARE(board->epoch, "epoch");
        QCOMPARE(board->seq, 12);
        QCOMPARE(board->shapes.size(), 2);
        QCOMPARE(*board->shapes.at(1), *rectangle("b"));
    }

    void aJournalWithNothingPendingGoes()
    {
        write({made({1}), settled({1})});
        QVERIFY(!QFile::exists(path()));
    }

    void aJournalSaysWhatIsInIt()
    {
        write({made({1, 2})});
        const auto file = JournalFile::open(path());
        QVERIFY(file);
        QCOMPARE(*(*file)->summary(), std::pair(room, qint64(2)));
    }

    void aDamagedFileIsPutAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("this is no database, but long enough to look at\n").repeated(100);
        QTest::newRow("short") << QByteArray("SQLite format 3");
        QTest::newRow("holes") << QByteArray();
    }

    void aDamagedFileIsPutAside()
    {
        QFETCH(QByteArray, bytes);
        write({made({1, 2, 3})});
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (bytes.isEmpty()) {
            for (qint64 at = 4'096; at < file.size(); at += 4'096) {
                file.seek(at);
                file.write(QByteArray(1'024, '\xa5'));
            }
        } else {
            file.resize(0);
            file.write(bytes);
        }
        file.close();
        checkPutAside();
    }

    void aFileOfANewerVersionIsPutAside()
    {
        write({made({1})});
        sql(u"PRAGMA user_version = 99"_s);
        checkPutAside();
    }

    void anEditThatCannotBeReadIsNoReasonToCrash()
    {
        write({made({1})});
        sql(u"INSERT INTO edits VALUES (2, 5, 'no edit')"_s);
        checkPutAside();
    }

    void afterTheDiskWasFullEverythingIsWritten()
    {
        auto journal = open();
        QVERIFY(journal);
        QSignalSpy failed(journal.get(), &Journal::failed);
        // Another program that holds the file is as good as a full disk: nothing can be written.
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"holder"_s);
            database.setDatabaseName(path());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(u"BEGIN EXCLUSIVE"_s));
            journal->write(made({1}));
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
            QVERIFY(!journal->isWritten());
            QVERIFY(QSqlQuery(database).exec(u"ROLLBACK"_s));
        }
        QSqlDatabase::removeDatabase(u"holder"_s);
        journal->write(made({2}));
        QTRY_VERIFY(journal->isWritten());
        QCOMPARE(failed.size(), 1);
        journal.reset();
        QCOMPARE(open()->takeContent().pending.size(), 2);
    }

    void whenTheDiskHasRoomAgainEverythingIsWritten_data()
    {
        QTest::addColumn<bool>("atTheEnd");
        QTest::newRow("by itself") << false;
        QTest::newRow("when the program ends") << true;
    }

    /// With nothing more being drawn: who makes room, as was said, may draw nothing any more.
    void whenTheDiskHasRoomAgainEverythingIsWritten()
    {
        QFETCH(bool, atTheEnd);
        const SmallDisk disk(QFileInfo(path()).path());
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        auto journal = open();
        QVERIFY(journal);
        QSignalSpy failed(journal.get(), &Journal::failed);
        journal->write(made({1}));
        QTRY_VERIFY(journal->isWritten());
        QVERIFY(disk.fill());
        journal->write(madeLarge(2));
        QTRY_COMPARE(failed.size(), 1);
        const QString sentence = failed.first().first().toString();
        QVERIFY2(sentence.contains(u"full"_s), qPrintable(sentence));
        QVERIFY(disk.makeRoom());
        if (!atTheEnd)
            QTRY_VERIFY_WITH_TIMEOUT(journal->isWritten(), 20'000);
        journal.reset();
        journal = open();
        QVERIFY(journal);
        QCOMPARE(journal->takeContent().pending.size(), 2);
        QCOMPARE(failed.size(), 1);
    }

    /// Before a window goes: whoever makes room then loses nothing.
    void whatCannotBeWrittenNowIsSaid()
    {
        const SmallDisk disk(QFileInfo(path()).path());
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        auto journal = open();
        QVERIFY(journal);
        QVERIFY(journal->writeNow()); // nothing
        journal->write(made({1}));
        QVERIFY(journal->writeNow());
        QVERIFY(disk.fill());
        journal->write(madeLarge(2));
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto refused = journal->writeNow();
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Io);
            QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
        }
        QVERIFY(disk.makeRoom());
        QVERIFY(journal->writeNow());
        journal.reset();
        QCOMPARE(open()->takeContent().pending.size(), 2);
    }

    /// The first write opens the file, and has no room for what SQLite's connections share.
    void aJournalThatIsWrittenFirstOnAFullDiskSaysThatItIsFull()
    {
        const SmallDisk disk(QFileInfo(path()).path());
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        const auto journal = open();
        QVERIFY(journal);
        QVERIFY(disk.fill());
        journal->write(madeLarge(1));
        const auto refused = journal->writeNow();
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
        QVERIFY2(refused.error().message.count(path()) == 1, qPrintable(refused.error().message));
    }

    void whatWasWrittenBeforeTheDiskWasFullStays()
    {
        const SmallDisk disk(QFileInfo(path()).path());
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        auto journal = open();
        QVERIFY(journal);
        QSignalSpy failed(journal.get(), &Journal::failed);
        journal->write(made({1}));
        QTRY_VERIFY(journal->isWritten());
        QVERIFY(disk.fill());
        journal->write(madeLarge(2));
        QTRY_COMPARE(failed.size(), 1);
        journal.reset();
        QVERIFY(disk.makeRoom());
        journal = open();
        QVERIFY(journal);
        QCOMPARE(journal->notice(), QString());
        const JournalContent content = journal->takeContent();
        QCOMPARE(content.pending.size(), 1);
        QCOMPARE(bytes(content.pending.first()), bytes(pendingEdit(1)));
    }

    void aJournalThatIsBegunOnAFullDiskIsOneAfterwards()
    {
        const SmallDisk disk(QFileInfo(path()).path());
        if (disk.isForbidden())
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(disk.isMounted());
        QVERIFY(disk.fill());
        const auto refused = Journal::open(path(), room);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
        QVERIFY(disk.makeRoom());
        write({made({1})});
        const auto journal = open();
        QVERIFY(journal);
        QCOMPARE(journal->notice(), QString());
        QCOMPARE(journal->takeContent().pending.size(), 1);
    }

    /// Where a page cannot be read SQLite's rows just end.
    void aPartOfAJournalIsNotTakenForTheWhole()
    {
        JournalEntry many;
        Shape shape = Shape::defaults(Kind::Text);
        shape.id = "text";
        shape.text = QString(1'500, u'x');
        const auto text = std::make_shared<const Shape>(shape);
        for (qint64 id = 1; id <= 5'000; ++id)
            many.made.append({{id, "gesture", {CreateOp{text}}}, 1'000});
        write({many});
        auto opened = JournalFile::open(path());
        QVERIFY(opened);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 4'000'000);
        QVERIFY(file.seek(file.size() / 32'768 * 7 * 4'096)); // whole pages behind what the first row is found by
        file.write(QByteArray(1 << 18, '\xa5'));
        file.close();
        const auto content = (*opened)->read();
        QVERIFY(!content);
        QCOMPARE(content.error().code, ErrorCode::Damaged);
    }

    void aFolderThatCannotBeMadeIsAnError()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto journal = Journal::open(m_folder->filePath(u"file/room.journal"_s), room);
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, ErrorCode::Io);
        QVERIFY2(journal.error().message.contains(u"File exists"_s), qPrintable(journal.error().message));
    }

private:
    QString path() const { return m_folder->filePath(u"journals/room.journal"_s); }

    std::unique_ptr<Journal> open() const
    {
        auto journal = Journal::open(path(), room);
        return journal ? std::move(*journal) : nullptr;
    }

    void write(const QList<JournalEntry> &entries) const
    {
        const auto journal = open();
        QVERIFY(journal);
        for (const JournalEntry &entry : entries)
            journal->write(entry);
        QTRY_VERIFY(journal->isWritten());
    }

    void sql(const QString &statement) const
    {
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
            database.setDatabaseName(path());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(statement));
        }
        QSqlDatabase::removeDatabase(u"test"_s);
    }

    void checkPutAside() const
    {
        const auto journal = open();
        QVERIFY(journal);
        QVERIFY(journal->takeContent().pending.isEmpty());
        const QStringList aside = QDir(m_folder->filePath(u"journals"_s)).entryList({u"*.aside-*"_s}, QDir::Files);
        QVERIFY(!aside.isEmpty());
        QVERIFY2(journal->notice().contains(aside.first()), qPrintable(journal->notice()));
        // It is a journal again.
        journal->write(made({9}));
        QTRY_VERIFY(journal->isWritten());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(JournalTest)
#include "app_journal.moc"
