#include "server/storage/upkeep.h"

#include "common/model/asset.h"
#include "common/protocol/codec.h"
#include "server/storage/roomschema.h"
#include "server/storage/sqlitelog.h"

#include <QCoreApplication>
#include <QDir>

namespace sketchroom {

namespace {

struct UpkeepSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Upkeep)
};

QString databaseIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("rooms.sqlite"));
}

Result<std::unique_ptr<SqliteConnection>> openDatabase(const QString &dataFolder)
{
    const QString path = databaseIn(dataFolder);
    if (!QFileInfo::exists(path))
        return failure(ErrorCode::Io,
                       UpkeepSentences::tr("There are no rooms in %1.").arg(QDir::toNativeSeparators(dataFolder)));
    return SqliteConnection::open(path, roomSchema());
}

/// A sentence about what is wrong with the room; empty where nothing is.
QString problemOf(SqliteLog &log, const RoomSummary &summary)
{
    const auto room = log.load(summary.id);
    const QString name = QString::fromLatin1(summary.id);
    if (!room)
        return UpkeepSentences::tr("Room %1: %2").arg(name, room.error().message);
    qint64 seq = (*room)->seq;
    for (const QByteArray &json : (*room)->edits) {
        const auto edit = decodeCommitted(json);
        if (!edit || edit->seq != ++seq)
            return UpkeepSentences::tr("Room %1 is damaged after its edit %2.").arg(name).arg(seq);
    }
    return {};
}

QString assetsIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("assets"));
}

/// After the rooms: so what they name is there, as it is kept before it is named.
Result<void> copyAssets(const QString &dataFolder, const QString &folder)
{
    const QDir from(assetsIn(dataFolder));
    const QDir to(assetsIn(folder));
    const QStringList names = from.entryList(QDir::Files);
    if (!names.isEmpty() && !to.mkpath(QStringLiteral(".")))
        return failure(ErrorCode::Io, UpkeepSentences::tr("The folder %1 cannot be made.").arg(to.path()));
    for (const QString &name : names) {
        // One that no room uses may be removed meanwhile.
        if (isAssetId(name.toLatin1()) && !QFile::copy(from.filePath(name), to.filePath(name)) && from.exists(name))
            return failure(ErrorCode::Io,
                           UpkeepSentences::tr("The image %1 cannot be copied to %2.").arg(name, to.path()));
    }
    return {};
}

/// Sentences about images that are not what their names say. One that is named and not here is no damage: whoever
/// drew it may not have been able to bring it yet.
QStringList problemsOfAssets(const QString &dataFolder)
{
    QStringList problems;
    const QDir folder(assetsIn(dataFolder));
    for (const QString &name : folder.entryList(QDir::Files)) {
        if (!isAssetId(name.toLatin1()))
            continue;
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly) || assetIdOf(file.readAll()) != name.toLatin1())
            problems.append(
                UpkeepSentences::tr("The image %1 is damaged. Remove the file, and whoever has the image brings "
                                    "it again.")
                    .arg(name));
    }
    return problems;
}

} // namespace

Result<QString> backUp(const QString &dataFolder, const QString &folder)
{
    auto database = openDatabase(dataFolder);
    if (!database)
        return tl::unexpected(database.error());
    const QString target = databaseIn(folder);
    const QString shown = QDir::toNativeSeparators(target);
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::Io, UpkeepSentences::tr("The folder %1 cannot be made.").arg(folder));
    if (QFileInfo::exists(target))
        return failure(ErrorCode::Io, UpkeepSentences::tr("%1 is there already. Choose another folder.").arg(shown));
    // Reads one moment of the database, whatever is written meanwhile.
    auto copy = (*database)->prepare(QStringLiteral("VACUUM INTO ?"));
    if (copy)
        copy->addBindValue(target);
    if (const auto done = copy ? SqliteConnection::execute(*copy) : tl::unexpected(copy.error()); !done) {
        QFile::remove(target);
        return failure(ErrorCode::Io,
                       UpkeepSentences::tr("The rooms cannot be copied to %1: %2.").arg(shown, done.error().message));
    }
    if (const auto copied = copyAssets(dataFolder, folder); !copied)
        return tl::unexpected(copied.error());
    return UpkeepSentences::tr("The rooms are copied to %1.").arg(shown);
}

Result<QString> checkRooms(const QString &dataFolder)
{
    const auto database = openDatabase(dataFolder);
    if (!database)
        return tl::unexpected(database.error());
    const auto found = (*database)->value(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!found)
        return tl::unexpected(found.error());
    if (found->toString() != u"ok")
        return failure(ErrorCode::Damaged, UpkeepSentences::tr("The database is damaged: %1.").arg(found->toString()));
    const auto log = SqliteLog::open(databaseIn(dataFolder));
    if (!log)
        return tl::unexpected(log.error());
    const auto rooms = (*log)->rooms();
    if (!rooms)
        return tl::unexpected(rooms.error());
    QStringList problems;
    for (const RoomSummary &room : *rooms) {
        if (const QString problem = problemOf(**log, room); !problem.isEmpty())
            problems.append(problem);
    }
    problems += problemsOfAssets(dataFolder);
    if (!problems.isEmpty())
        return failure(ErrorCode::Damaged, problems.join(u'\n'));
    return UpkeepSentences::tr("Everything is sound. Rooms: %1.").arg(rooms->size());
}

} // namespace sketchroom
