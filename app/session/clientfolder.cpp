#include "app/session/clientfolder.h"

#include "app/session/journalfile.h"
#include "common/base/logging.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/writeaheadlog.h"

#include <QCryptographicHash>
#include <QDir>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const auto journalSuffix = u".journal"_s;
const auto boardSuffix = u".board"_s;

QString clientsFolder(const QString &settingsFolder)
{
    return settingsFolder + u"/clients"_s;
}

QStringList filesIn(const QString &folder, const QString &suffix)
{
    QStringList paths;
    const auto filter = QStringList{u'*' + suffix};
    for (const QFileInfo &file : QDir(folder).entryInfoList(filter, QDir::Files, QDir::Time | QDir::Reversed))
        paths.append(file.filePath());
    return paths;
}

std::optional<UnsentEdits> summaryOf(const QString &journal)
{
    const auto file = JournalFile::open(journal);
    const auto summary = file ? (*file)->summary() : tl::unexpected(file.error());
    return summary ? std::optional(UnsentEdits{summary->first, summary->second}) : std::nullopt;
}

QString folderOf(const QString &settingsFolder, const QByteArray &name)
{
    return clientsFolder(settingsFolder) + u'/' + QString::fromLatin1(name);
}

std::unique_ptr<QLockFile> lockOf(const QString &settingsFolder, const QByteArray &name)
{
    const QString folder = folderOf(settingsFolder, name);
    QDir().mkpath(folder);
    auto lock = std::make_unique<QLockFile>(folder + u"/lock"_s);
    lock->setStaleLockTime(0);
    return lock->tryLock() ? std::move(lock) : nullptr;
}

} // namespace

ClientFolder::ClientFolder(const QString &settingsFolder, const QByteArray &name)
    : m_path(folderOf(settingsFolder, name))
{
    QDir().mkpath(m_path);
}

QByteArray ClientFolder::take(const QString &settingsFolder, const QByteArray &own, Random &random,
                              std::unique_ptr<QLockFile> &lock)
{
    QList<QByteArray> names{own};
    for (const QString &entry : QDir(clientsFolder(settingsFolder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (const QByteArray name = entry.toLatin1(); name != own && isValidId(name, own.size()))
            names.append(name);
    }
    std::stable_partition(names.begin(), names.end(),
                          [&](const QByteArray &name) { return !ClientFolder(settingsFolder, name).isEmpty(); });
    for (const QByteArray &name : std::as_const(names)) {
        lock = lockOf(settingsFolder, name);
        if (!lock)
            continue;
        const ClientFolder folder(settingsFolder, name);
        folder.setDamagedLogsAside();
        folder.removeEmptyJournals();
        return name;
    }
    // Where not even a new folder can be locked nothing can be kept, and there is nothing to keep apart.
    QByteArray another = makeId(random, int(own.size()));
    lock = lockOf(settingsFolder, another);
    return another;
}

QString ClientFolder::keyPath() const
{
    return m_path + u"/identity.pem"_s;
}

bool ClientFolder::isEmpty() const
{
    return boards().isEmpty() && filesIn(m_path, journalSuffix).isEmpty();
}

QString ClientFolder::journalPath(const QString &room) const
{
    // A room stays the same when its host turns encryption on.
    const QString plain = room.startsWith(u"wss:"_s) ? QString(u"ws:"_s + room.mid(4)) : room;
    const QByteArray hash = QCryptographicHash::hash(plain.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return m_path + u'/' + QString::fromLatin1(hash) + journalSuffix;
}

QList<UnsentEdits> ClientFolder::unsent() const
{
    QList<UnsentEdits> list;
    for (const QString &path : filesIn(m_path, journalSuffix)) {
        if (const auto edits = summaryOf(path); edits && edits->count > 0)
            list.append(*edits);
    }
    return list;
}

bool ClientFolder::hasUnsent(const QString &room) const
{
    const QString path = journalPath(room);
    const auto edits = QFileInfo::exists(path) ? summaryOf(path) : std::nullopt;
    return edits && edits->count > 0;
}

void ClientFolder::removeEmptyJournals() const
{
    for (const QString &path : filesIn(m_path, journalSuffix)) {
        if (const auto edits = summaryOf(path); edits && edits->count == 0)
            SqliteConnection::remove(path);
    }
}

void ClientFolder::setDamagedLogsAside() const
{
    for (const QString &path : filesIn(m_path, journalSuffix) + boards()) {
        const auto damage = setDamagedLogAside(path);
        if (!damage)
            qCWarning(lcClient, "%s", qUtf8Printable(damage.error().message));
        else if (*damage)
            qCCritical(lcClient, "%s", qUtf8Printable(**damage));
    }
}

QStringList ClientFolder::boards() const
{
    return filesIn(m_path, boardSuffix);
}

QString ClientFolder::newBoard(Random &random) const
{
    return m_path + u'/' + QString::fromLatin1(makeId(random, 12)) + boardSuffix;
}

} // namespace sketchroom
