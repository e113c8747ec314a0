#include "app/images/imagefolder.h"

#include "common/base/logging.h"
#include "server/storage/savefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

namespace sketchroom {

namespace {

struct ImageFolderSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ImageFolder)
};

} // namespace

QString ImageFolder::pathOf(const AssetId &id) const
{
    return m_path + u'/' + QString::fromLatin1(id);
}

Result<void> ImageFolder::keep(const AssetId &id, const QByteArray &bytes)
{
    if (isAssetId(id) && QFile::exists(pathOf(id)))
        return {};
    {
        // Others can have it while it is written.
        const std::lock_guard lock(m_mutex);
        m_unwritten.insert(id, bytes);
    }
    QDir().mkpath(m_path);
    if (const auto saved = saveFile(pathOf(id), bytes); !saved)
        return failure(ErrorCode::Io,
                       ImageFolderSentences::tr("The image cannot be kept on this computer's disk (%1). It is here "
                                                "while the program runs. Make room on the disk.")
                           .arg(saved.error().message));
    const std::lock_guard lock(m_mutex);
    m_unwritten.remove(id);
    return {};
}

std::optional<QByteArray> ImageFolder::read(const AssetId &id) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_unwritten.constFind(id); found != m_unwritten.cend())
            return *found;
    }
    QFile file(pathOf(id));
    if (!isAssetId(id) || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    if (assetIdOf(bytes) != id) {
        qCWarning(lcClient) << "The file" << file.fileName() << "is not what it was, and goes.";
        file.remove();
        return std::nullopt;
    }
    file.close();
    // So that what is used goes last.
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return bytes;
}

bool ImageFolder::has(const AssetId &id) const
{
    const std::lock_guard lock(m_mutex);
    return m_unwritten.contains(id) || (isAssetId(id) && QFile::exists(pathOf(id)));
}

QList<AssetId> ImageFolder::unwritten() const
{
    const std::lock_guard lock(m_mutex);
    return m_unwritten.keys();
}

void ImageFolder::trim(qint64 bytes, const QSet<AssetId> &needed)
{
    qint64 kept = 0;
    const QFileInfoList newestFirst = QDir(m_path).entryInfoList(QDir::Files, QDir::Time);
    for (const QFileInfo &file : newestFirst) {
        const bool isNeeded = needed.contains(file.fileName().toLatin1());
        if (!isNeeded && kept + file.size() > bytes)
            QFile::remove(file.filePath());
        else
            kept += file.size();
    }
}

} // namespace sketchroom
