#pragma once

#include "app/render/imagesource.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QThreadPool>

#include <memory>
#include <mutex>

namespace sketchroom {

class ImageFolder;

/// The images in view, unpacked as far as they are painted: halved so often that the pixels suffice, bounded in memory,
/// those that were painted last kept. find() never waits: what is not there yet another thread unpacks.
class ImageCache final : public QObject, public ImageSource
{
    Q_OBJECT

public:
    explicit ImageCache(std::shared_ptr<const ImageFolder> folder, qsizetype budgetBytes = qsizetype(160) << 20,
                        QObject *parent = nullptr);
    ~ImageCache() override;

    ImageView find(const AssetId &id, QSize pixels) override;

    /// The folder has it now: it is looked for again where it was missing.
    void arrived(const AssetId &id);
    /// Nobody has it so far: painters say so, until it arrives.
    void giveUp(const AssetId &id);
    qsizetype bytes() const;

Q_SIGNALS:
    /// The image can be painted better, or otherwise, than it was.
    void changed(const sketchroom::AssetId &id);
    /// It is to be painted, and the folder does not have it. Told once, until it arrives.
    void wanted(const sketchroom::AssetId &id);

private:
    struct Entry
    {
        ImageState state = ImageState::Loading;
        QSize full;           ///< in pixels; empty: not known yet
        QList<QImage> levels; ///< the finest first, which is `finest`
        int finest = 0;
        QSize asked; ///< what is being unpacked, or would be if the folder had it; empty: nothing
        qint64 usedMs = 0;
        qsizetype bytes = 0;
    };
    int levelOf(QSize full, QSize pixels) const;
    void unpackOnWorker(const AssetId &id, QSize pixels);
    void keep(Entry &entry, QList<QImage> levels, int finest);
    void trim(const AssetId &except);
    void dropFine(Entry &entry);

    const std::shared_ptr<const ImageFolder> m_folder;
    const qsizetype m_budget;
    mutable std::mutex m_mutex;
    QHash<AssetId, Entry> m_entries;
    qsizetype m_bytes = 0;
    QElapsedTimer m_clock;
    int m_coarser = 0; ///< levels less than wanted, as long as all that is in view does not fit into the budget
    qint64 m_coarserSinceMs = 0;
    QThreadPool m_worker; ///< last: its work uses the rest
};

} // namespace sketchroom
