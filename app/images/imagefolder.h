#pragma once

#include "common/base/result.h"
#include "common/model/asset.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <mutex>
#include <optional>

namespace sketchroom {

/// The images on this computer, each a file under its hash: what its user has brought, and what hosts gave. All windows
/// share it. Usable from any thread.
class ImageFolder final
{
public:
    explicit ImageFolder(const QString &path)
        : m_path(path)
    {
    }

    /// Keeps the bytes of an image; they are on the disk afterwards, which takes as long as it takes. Where the disk
    /// refuses, the image lives as long as the program. Errors: Io, with a sentence about that.
    Result<void> keep(const AssetId &id, const QByteArray &bytes);
    /// Nothing where it is not here. What is not as it was is removed, and not here.
    std::optional<QByteArray> read(const AssetId &id) const;
    bool has(const AssetId &id) const;
    /// Those that the disk did not take, or that are on their way to it.
    QList<AssetId> unwritten() const;

    /// Removes what was not used for longest until the rest takes no more than `bytes`, but nothing of `needed`.
    void trim(qint64 bytes, const QSet<AssetId> &needed);

private:
    QString pathOf(const AssetId &id) const;

    const QString m_path;
    mutable std::mutex m_mutex;
    QHash<AssetId, QByteArray> m_unwritten;
};

} // namespace sketchroom
