#include "server/storage/savefile.h"

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
    if (file.write(bytes.data(), bytes.size()) != bytes.size() || !file.flush())
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

} // namespace sketchroom
