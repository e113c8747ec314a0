#include "server/storage/upkeep.h"

#include "common/model/asset.h"
#include "server/storage/datafolder.h"
#include "server/storage/roomcheck.h"
#include "server/storage/roomschema.h"
#include "server/storage/savefile.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/writeaheadlog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QVariant>

#include <cerrno>

namespace sketchroom {

namespace {

struct UpkeepSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Upkeep)
};

QString nativePath(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

QString databaseIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("rooms.sqlite"));
}

/// Looks at the rooms of a folder before anything else is done with them; one of an earlier version is brought up to
/// date. Adds what is wrong with the write-ahead log, which opening it to write would be the end of.
Result<void> lookAt(const QString &dataFolder, QStringList &problems)
{
    const QString path = databaseIn(dataFolder);
    if (!QFileInfo::exists(path))
        return failure(ErrorCode::Io, UpkeepSentences::tr("There are no rooms in %1.").arg(nativePath(dataFolder)));
    const bool isInUse = DataFolder::isInUse(dataFolder);
    if (!isInUse) { // a host has looked when it started
        const auto damage = damageOfLog(path);
        if (!damage)
            return tl::unexpected(damage.error());
        if (*damage)
            problems.append(sentenceAbout(**damage, path));
    }
    const auto version = versionOfDatabase(path);
    if (!version && !problems.isEmpty()) {
        // What is wrong with the database may be that it was all in the log.
        problems.append(version.error().message);
        return failure(ErrorCode::Damaged, problems.join(u'\n'));
    }
    if (!version)
        return tl::unexpected(version.error());
    if (*version == roomSchema().version())
        return {};
    if (isInUse || !problems.isEmpty())
        return failure(ErrorCode::Io, UpkeepSentences::tr("The database %1 is of an earlier version of Sketchroom. Use "
                                                          "the sketchroom-server of that version, or start this one "
                                                          "as a host on it first.")
                                          .arg(nativePath(path)));
    return SqliteConnection::open(path, roomSchema()).map([](const auto &) {});
}

QString assetsIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("assets"));
}

/// Calls `see` with each image of a folder and its bytes; nothing for those that are not what their name says. One
/// that is named and not here is no damage: whoever drew it may not have been able to bring it yet.
template <class See>
Result<void> forEachAsset(const QString &dataFolder, const See &see)
{
    const QDir folder(assetsIn(dataFolder));
    for (const QString &name : folder.entryList(QDir::Files)) {
        if (!isAssetId(name.toLatin1()))
            continue;
        QFile file(folder.filePath(name));
        std::optional<QByteArray> bytes;
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
        else if (!file.exists())
            continue; // one that no room uses has just been removed
        if (bytes && assetIdOf(*bytes) != name.toLatin1())
            bytes.reset();
        if (Result<void> seen = see(name, bytes); !seen)
            return seen;
    }
    return {};
}

QString damagedAsset(const QString &name)
{
    return UpkeepSentences::tr("The image %1 is damaged. Remove the file, and whoever has the image brings it again.")
        .arg(name);
}

Result<void> makeFolder(const QString &path)
{
    errno = 0;
    if (QDir().mkpath(path))
        return {};
    const QString reason = qt_error_string(errno);
    return failure(ErrorCode::Io,
                   UpkeepSentences::tr("The folder %1 cannot be made: %2.").arg(nativePath(path), reason));
}

/// After the rooms: so what they name is there, as it is kept before it is named.
Result<void> copyAssets(const QString &dataFolder, const QString &folder, QStringList &problems)
{
    const QDir to(assetsIn(folder));
    return forEachAsset(dataFolder, [&](const QString &name, const std::optional<QByteArray> &bytes) -> Result<void> {
        if (!bytes) {
            problems.append(damagedAsset(name));
            return {};
        }
        if (auto made = makeFolder(to.path()); !made)
            return made;
        const auto saved = saveFile(to.filePath(name), *bytes, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        if (!saved)
            return failure(ErrorCode::Io, UpkeepSentences::tr("The image %1 cannot be copied to %2: %3.")
                                              .arg(name, nativePath(to.path()), saved.error().message));
        return {};
    });
}

/// Makes one file of the rooms, as they are at one moment, whatever is written meanwhile. Errors: Damaged, Io.
Result<void> copyDatabase(const QString &from, const QString &to)
{
    // There before SQLite writes to it, so that nobody else can read what rooms say.
    QFile::remove(to);
    if (auto made = saveFile(to, {}, QFileDevice::ReadOwner | QFileDevice::WriteOwner); !made)
        return made;
    const auto source = SqliteConnection::openToRead(from);
    if (!source)
        return tl::unexpected(source.error());
    auto copy = (*source)->prepare(QStringLiteral("VACUUM INTO ?"));
    if (!copy)
        return tl::unexpected(copy.error());
    copy->addBindValue(to);
    // SQLite does not wait until what it has written here is on the disk.
    return SqliteConnection::execute(*copy).and_then([&] { return syncFile(to); });
}

/// What cannot be copied as rooms is copied as it is, for whoever can make something of it.
QString keptAsItIs(const QString &from, const QString &to)
{
    QStringList kept;
    QString said;
    for (const char *suffix : {"", "-wal"}) {
        const QString source = from + QLatin1StringView(suffix);
        const QString copy = to + QLatin1StringView(suffix);
        if (!QFile::exists(source))
            continue;
        if (const auto copied = copyFile(source, copy))
            kept.append(nativePath(copy));
        else
            said += QLatin1Char(' ') + UpkeepSentences::tr("As it is, it cannot be copied to %1: %2.")
                                           .arg(nativePath(copy), copied.error().message);
    }
    if (!kept.isEmpty())
        said.prepend(QLatin1Char(' ') +
                     UpkeepSentences::tr("As it is, it was copied to %1.").arg(kept.join(QStringLiteral(", "))));
    return said;
}

} // namespace

Result<QString> backUp(const QString &dataFolder, const QString &folder)
{
    QStringList problems;
    if (const auto looked = lookAt(dataFolder, problems); !looked)
        return tl::unexpected(looked.error());
    const QString target = databaseIn(folder);
    if (const auto made = makeFolder(folder); !made)
        return tl::unexpected(made.error());
    if (QFileInfo::exists(target))
        return failure(ErrorCode::Io,
                       UpkeepSentences::tr("%1 is there already. Choose another folder.").arg(nativePath(target)));
    // It is called a backup when it is known to be one.
    const QString part = target + QStringLiteral(".part");
    const QString damaged = target + damagedMark();
    const auto copied = copyDatabase(databaseIn(dataFolder), part);
    if (!copied) {
        QFile::remove(part);
        const bool isDamaged = copied.error().code == ErrorCode::Damaged;
        return failure(copied.error().code,
                       UpkeepSentences::tr("The rooms cannot be copied to %1: %2.%3")
                           .arg(nativePath(target), copied.error().message,
                                isDamaged ? keptAsItIs(databaseIn(dataFolder), damaged) : QString()));
    }
    const auto report = checkDatabase(part);
    if (report)
        problems += report->problems;
    const auto whole = report ? copyAssets(dataFolder, folder, problems) : tl::unexpected(report.error());
    if (!whole) {
        QFile::remove(part); // it is of no use, and keeps a full disk full
        return tl::unexpected(whole.error());
    }
    const QString name = problems.isEmpty() ? target : damaged;
    QFile copy(part);
    if (!copy.rename(name))
        return failure(ErrorCode::Io, UpkeepSentences::tr("%1 cannot be renamed to %2: %3.")
                                          .arg(nativePath(part), nativePath(name), copy.errorString()));
    if (const auto kept = syncFile(name); !kept)
        return failure(ErrorCode::Io, UpkeepSentences::tr("It is not known whether %1 is on the disk: %2.")
                                          .arg(nativePath(name), kept.error().message));
    if (problems.isEmpty())
        return UpkeepSentences::tr("The rooms are copied to %1. Rooms: %2, edits: %3.")
            .arg(nativePath(target))
            .arg(report->rooms)
            .arg(report->edits);
    problems.prepend(UpkeepSentences::tr("Not everything is sound, so keep your earlier backups. What there is of the "
                                         "rooms was copied to %1.")
                         .arg(nativePath(name)));
    return failure(ErrorCode::Damaged, problems.join(u'\n'));
}

Result<QString> checkRooms(const QString &dataFolder)
{
    QStringList problems;
    if (const auto looked = lookAt(dataFolder, problems); !looked)
        return tl::unexpected(looked.error());
    const auto report = checkDatabase(databaseIn(dataFolder));
    if (!report)
        return tl::unexpected(report.error());
    problems += report->problems;
    const auto seen = forEachAsset(dataFolder, [&](const QString &name, const std::optional<QByteArray> &bytes) {
        if (!bytes)
            problems.append(damagedAsset(name));
        return Result<void>();
    });
    if (!seen)
        return tl::unexpected(seen.error());
    if (!problems.isEmpty())
        return failure(ErrorCode::Damaged, problems.join(u'\n'));
    return UpkeepSentences::tr("Everything is sound. Rooms: %1, edits: %2.").arg(report->rooms).arg(report->edits);
}

} // namespace sketchroom
