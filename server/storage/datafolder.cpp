#include "server/storage/datafolder.h"

#include <QCoreApplication>
#include <QDir>

namespace sketchroom {

namespace {
struct DataFolderSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::DataFolder)
};
} // namespace

DataFolder::DataFolder(const QString &path)
    : m_path(path)
    , m_lock(path + QStringLiteral("/host.lock"))
{
    // The lock of a host that was killed is recognised by its process being gone, however old it is.
    m_lock.setStaleLockTime(0);
}

Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!QDir().mkpath(path))
        return failure(ErrorCode::Io,
                       DataFolderSentences::tr("The data folder %1 cannot be made. Choose another.").arg(shown));
    std::unique_ptr<DataFolder> folder(new DataFolder(path));
    if (folder->m_lock.tryLock(0))
        return folder;
    if (folder->m_lock.error() != QLockFile::LockFailedError)
        return failure(ErrorCode::Io,
                       DataFolderSentences::tr("The data folder %1 cannot be written to. Choose another.").arg(shown));
    qint64 process = 0;
    QString computer;
    QString program;
    folder->m_lock.getLockInfo(&process, &computer, &program);
    return failure(ErrorCode::Io, DataFolderSentences::tr("The data folder %1 is in use by another host (process %2). "
                                                          "Stop that one, or choose another folder.")
                                      .arg(shown)
                                      .arg(process));
}

} // namespace sketchroom
