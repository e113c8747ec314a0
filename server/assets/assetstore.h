#pragma once

#include "common/base/clock.h"
#include "common/model/asset.h"
#include "server/storage/assetnames.h"

#include <QHash>
#include <QIODevice>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace sketchroom {

/// The images of a host's rooms, each kept once, under its hash: in a folder, or in memory for a host that has none.
/// Used on one thread; hashing, writing and looking for names take place on another.
class AssetStore final : public QObject
{
    Q_OBJECT

public:
    /// `folder` empty: in memory. Of all images together no more than `capacity` bytes are kept. By the wall time of
    /// `clock` images get old: a host gives a TrustedClock.
    AssetStore(const QString &folder, qint64 capacity, const Clock &clock, QObject *parent = nullptr);
    ~AssetStore() override;

    /// Makes the folder, or looks at what is in it. Errors: Io.
    Result<void> open();

    /// The image, to be read from its start; null where it is not there. Counts as use.
    std::unique_ptr<QIODevice> read(const AssetId &id);

    enum class Outcome {
        Kept,
        KeptBefore,
        NoImage,
        WrongName, ///< the bytes have another hash
        NoRoom,    ///< over the capacity, or the disk is full
    };
    using Done = std::function<void(Outcome)>;
    /// Checks and keeps the bytes; they are on the disk when `done` is told, later. Counts as use.
    void add(const AssetId &id, const QByteArray &bytes, const Done &done);

    /// Removes what nobody has used for `graceMs` and no board names. Those are read by `read`, on the other thread;
    /// where it fails, nothing is removed.
    using ReadNames = std::function<Result<AssetNames>()>;
    void sweep(qint64 graceMs, const ReadNames &read);
    /// Where the store is full, what nobody has used for a minute and no board names goes at once. `names` gives what
    /// reads those, and is called on this thread.
    void setNames(std::function<ReadNames()> names) { m_names = std::move(names); }

    qint64 count() const { return m_entries.size(); }
    qint64 bytes() const { return m_bytes; }
    qint64 bytesUnderWay() const { return m_reserved; } ///< in memory, on their way to the disk

Q_SIGNALS:
    /// A sweep is over.
    void swept(qint64 removed);

private:
    struct Entry
    {
        qint64 size = 0;
        qint64 usedMs = 0;  ///< of the clock's wall time; the folder keeps it as when a file was modified
        QByteArray content; ///< where there is no folder
    };
    /// Whether a sweep has begun.
    bool makeRoom();
    void finishAdding(const AssetId &id, const QByteArray &bytes, Outcome outcome, const Done &done);
    qint64 removeUnused(qint64 graceMs, const AssetNames &named);
    void touch(const AssetId &id, Entry &entry);
    QString pathOf(const AssetId &id) const;

    const QString m_folder;
    const qint64 m_capacity;
    const Clock &m_clock;
    QHash<AssetId, Entry> m_entries;
    qint64 m_bytes = 0;    ///< of the entries
    qint64 m_reserved = 0; ///< of what is being added
    std::function<ReadNames()> m_names;
    std::optional<qint64> m_madeRoomMs; ///< on the steady clock
    QThreadPool m_worker;
};

} // namespace sketchroom
