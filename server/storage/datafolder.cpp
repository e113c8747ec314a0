#include "server/storage/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sketchroom {

namespace {

struct DataFolderSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::DataFolder)
};

constexpr mode_t ownOnly = 0600;

QString lockIn(const QString &folder)
{
    return folder + QStringLiteral("/host.lock");
}

int openOwnFile(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, ownOnly);
}

/// What rooms say is nobody else's business. SQLite gives its other files the permissions of the first.
void keepPrivate(const QString &database)
{
    if (const int file = openOwnFile(database); file >= 0)
        ::close(file);
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const QString path = database + QLatin1StringView(suffix);
        if (QFile::exists(path))
            QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
}

/// Why a file in the folder cannot be made, and what to do.
QString unwritable(const QString &shown, int reason)
{
    switch (reason) {
    case ENOSPC:
    case EDQUOT:
        return DataFolderSentences::tr(
                   "The disk of the data folder %1 is full. Make room on it, or choose another folder.")
            .arg(shown);
    case EROFS:
        return DataFolderSentences::tr(
                   "The disk of the data folder %1 is read-only. Make it writable, or choose another "
                   "folder.")
            .arg(shown);
    default:
        return DataFolderSentences::tr("The data folder %1 cannot be written to (%2). Choose another.")
            .arg(shown, qt_error_string(reason));
    }
}

} // namespace

DataFolder::DataFolder(const QString &path, int lock)
    : m_path(path)
    , m_lock(lock)
{
}

DataFolder::~DataFolder()
{
    ::close(m_lock);
}

bool DataFolder::isInUse(const QString &path)
{
    const int lock = ::open(QFile::encodeName(lockIn(path)).constData(), O_RDONLY | O_CLOEXEC);
    if (lock < 0)
        return false;
    const bool isFree = ::flock(lock, LOCK_SH | LOCK_NB) == 0;
    ::close(lock);
    return !isFree;
}

Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    errno = 0;
    if (!QDir().mkpath(path))
        return failure(ErrorCode::Io,
                       errno == ENOSPC || errno == EDQUOT || errno == EROFS
                           ? unwritable(shown, errno)
                           : DataFolderSentences::tr("The data folder %1 cannot be made. Choose another.").arg(shown));
    // The system lets go of this lock when the process ends, however it ends. A file that names a process would be
    // taken for held where a new process has the same number, as the first one of a container always has.
    const int lock = openOwnFile(lockIn(path));
    if (lock < 0)
        return failure(ErrorCode::Io, unwritable(shown, errno));
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(lock);
        if (reason == EWOULDBLOCK)
            return failure(ErrorCode::Io, DataFolderSentences::tr("The data folder %1 is in use by another host. Stop "
                                                                  "that one, or choose another folder.")
                                              .arg(shown));
        return failure(ErrorCode::Io, DataFolderSentences::tr("The data folder %1 is on a file system that cannot lock "
                                                              "files (%2). Choose a folder on a local disk.")
                                          .arg(shown, qt_error_string(reason)));
    }
    std::unique_ptr<DataFolder> folder(new DataFolder(path, lock));
    keepPrivate(folder->databasePath());
    return folder;
}

} // namespace sketchroom
