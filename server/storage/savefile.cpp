#include "server/storage/savefile.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace sketchroom {

namespace {

/// Returns whether what was written to it is on the disk.
bool syncHandle([[maybe_unused]] int handle)
{
#ifdef Q_OS_UNIX
    // A pipe or a device has nothing to sync.
    return ::fsync(handle) == 0 || errno == EINVAL || errno == EROFS;
#else
    return true;
#endif
}

/// Makes the new name last, too. Where a folder cannot be synced, its file system does that by itself.
void syncFolder([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
#endif
}

} // namespace

Result<void> saveFile(const QString &path, QByteArrayView bytes, std::optional<QFileDevice::Permissions> permissions)
{
    QSaveFile file(path);
    const auto failed = [&] {
        const QString reason = file.errorString();
        file.cancelWriting();
        return failure(ErrorCode::Io, reason);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    if (permissions && !file.setPermissions(*permissions))
        return failed();
    // Where a disk gets full a part is written first, and only the rest says why not.
    for (qint64 written = 0; written < bytes.size();) {
        const qint64 more = file.write(bytes.data() + written, bytes.size() - written);
        if (more <= 0)
            return failed();
        written += more;
    }
    if (!file.flush())
        return failed();
    if (!syncHandle(file.handle())) {
        const QString reason = qt_error_string(errno);
        file.cancelWriting();
        return failure(ErrorCode::Io, reason);
    }
    if (!file.commit())
        return failure(ErrorCode::Io, file.errorString());
    syncFolder(QFileInfo(path).absolutePath());
    return {};
}

Result<void> copyFile(const QString &from, const QString &to)
{
    constexpr qint64 bytesAtOnce = qint64(1) << 20;
    QFile source(from);
    QFile copy(to);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorCode::Io, source.errorString());
    if (!copy.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorCode::Io, copy.errorString());
    // A part of it would look like a copy, and keep a full disk full.
    const auto failed = [&](const QString &reason) {
        copy.remove();
        return failure(ErrorCode::Io, reason);
    };
    for (QByteArray block = source.read(bytesAtOnce); !block.isEmpty(); block = source.read(bytesAtOnce)) {
        for (qint64 written = 0; written < block.size();) {
            const qint64 more = copy.write(block.constData() + written, block.size() - written);
            if (more <= 0)
                return failed(copy.errorString());
            written += more;
        }
    }
    if (source.error() != QFileDevice::NoError)
        return failed(source.errorString());
    if (!syncHandle(copy.handle()))
        return failed(qt_error_string(errno));
    syncFolder(QFileInfo(to).absolutePath());
    return {};
}

Result<void> syncFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return failure(ErrorCode::Io, file.errorString());
    if (!syncHandle(file.handle()))
        return failure(ErrorCode::Io, qt_error_string(errno));
    syncFolder(QFileInfo(path).absolutePath());
    return {};
}

QString damagedMark()
{
    return QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
}

} // namespace sketchroom
