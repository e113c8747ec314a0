#include "server/storage/datafolder.h"
#include "server/storage/savefile.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <sys/mount.h>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

class TestStorage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsReplaced();
    void onAFullDiskTheOldFileStays();
    void onADiskThatGetsFullTheReasonIsSaid();
    void onAFullDiskNoPartOfACopyStays();
    void aCopyThatIsNotMadeRemovesNothing();
    void aFolderThatIsNotThereIsSaid();
    void permissionsAreSet();
    void aDataFolderIsForOneHost();
    void theLockOfAKilledHostIsNoLock();
    void theDatabaseIsForItsOwnerOnly();
};

void TestStorage::theFileIsReplaced()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a"_s);
    QVERIFY(saveFile(path, "one"));
    QVERIFY(saveFile(path, "two"));
    QCOMPARE(bytesOf(path), QByteArray("two"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a"_s});
}

/// What QSaveFile holds back until commit() fails there, and commit() says yes.
void TestStorage::onAFullDiskTheOldFileStays()
{
    const QTemporaryDir folder;
    if (::mount("tmpfs", qPrintable(folder.path()), "tmpfs", 0, "size=64k") != 0) {
        if (errno == EPERM)
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QFAIL("The small disk cannot be mounted.");
    }
    const QString path = folder.filePath(u"board.sketchroom"_s);
    const bool first = saveFile(path, "the old drawing").has_value();
    QFile rest(folder.filePath(u"rest"_s));
    bool full = rest.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    while (rest.write(QByteArray(4096, 'x')) == 4096) {
    }
    rest.close();
    const auto second = saveFile(path, QByteArray(5'000, 'y'));
    const QByteArray kept = bytesOf(path);
    const QStringList files = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(::umount(qPrintable(folder.path())), 0);
    QVERIFY(first && full);
    QVERIFY(!second);
    QVERIFY2(second.error().message.contains(u"space", Qt::CaseInsensitive), qPrintable(second.error().message));
    QCOMPARE(kept, QByteArray("the old drawing"));
    QCOMPARE(files, QStringList({u"board.sketchroom"_s, u"rest"_s}));
}

/// A part is written, which is no error yet.
void TestStorage::onADiskThatGetsFullTheReasonIsSaid()
{
    const QTemporaryDir folder;
    if (::mount("tmpfs", qPrintable(folder.path()), "tmpfs", 0, "size=64k") != 0) {
        if (errno == EPERM)
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QFAIL("The small disk cannot be mounted.");
    }
    const auto saved = saveFile(folder.filePath(u"large"_s), QByteArray(200'000, 'x'));
    const QStringList files = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(::umount(qPrintable(folder.path())), 0);
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains(u"space", Qt::CaseInsensitive), qPrintable(saved.error().message));
    QCOMPARE(files, QStringList());
}

void TestStorage::onAFullDiskNoPartOfACopyStays()
{
    const QTemporaryDir source;
    const QString from = source.filePath(u"large"_s);
    QVERIFY(saveFile(from, QByteArray(200'000, 'x')));
    const QTemporaryDir folder;
    if (::mount("tmpfs", qPrintable(folder.path()), "tmpfs", 0, "size=64k") != 0) {
        if (errno == EPERM)
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QFAIL("The small disk cannot be mounted.");
    }
    const auto copied = copyFile(from, folder.filePath(u"copy"_s));
    const QStringList files = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(::umount(qPrintable(folder.path())), 0);
    QVERIFY(!copied);
    QVERIFY2(copied.error().message.contains(u"space", Qt::CaseInsensitive), qPrintable(copied.error().message));
    QCOMPARE(files, QStringList());
}

void TestStorage::aCopyThatIsNotMadeRemovesNothing()
{
    const QTemporaryDir folder;
    const QString from = folder.filePath(u"from"_s);
    const QString to = folder.filePath(u"to"_s);
    QVERIFY(saveFile(from, "new") && saveFile(to, "somebody's"));
    QVERIFY(!copyFile(from, to));
    QCOMPARE(bytesOf(to), QByteArray("somebody's"));
}

void TestStorage::aFolderThatIsNotThereIsSaid()
{
    const QTemporaryDir folder;
    const auto saved = saveFile(folder.filePath(u"no/such/file"_s), "x");
    QVERIFY(!saved);
    QVERIFY(!saved.error().message.isEmpty());
}

void TestStorage::permissionsAreSet()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"secret"_s);
    QVERIFY(saveFile(path, "s", QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(path) & others));
}

void TestStorage::aDataFolderIsForOneHost()
{
    const QTemporaryDir folder;
    auto first = DataFolder::open(folder.path());
    QVERIFY(first);
    const auto second = DataFolder::open(folder.path());
    QVERIFY(!second);
    QVERIFY2(second.error().message.contains(u"in use by another host"), qPrintable(second.error().message));
    first->reset();
    QVERIFY(DataFolder::open(folder.path()));
}

/// Killed as process 1 of a container, and started again as process 1.
void TestStorage::theLockOfAKilledHostIsNoLock()
{
    const QTemporaryDir folder;
    {
        QLockFile old(folder.filePath(u"host.lock"_s));
        old.setStaleLockTime(0);
        QVERIFY(old.tryLock());
        const QByteArray left = bytesOf(folder.filePath(u"host.lock"_s));
        old.unlock();
        QFile file(folder.filePath(u"host.lock"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(left), left.size());
    }
    QVERIFY(DataFolder::open(folder.path()));
}

void TestStorage::theDatabaseIsForItsOwnerOnly()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rooms.sqlite"_s);
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(DataFolder::open(folder.path()));
    QVERIFY(!(QFile::permissions(path) & others));
    // As an earlier version has left it.
    QVERIFY(QFile::setPermissions(path, QFileDevice::Permissions(0x6644)));
    QVERIFY(DataFolder::open(folder.path()));
    QVERIFY(!(QFile::permissions(path) & others));
}

QTEST_GUILESS_MAIN(TestStorage)
#include "server_storage.moc"
