#pragma once

#include "server/storage/memorylog.h"

#include <deque>
#include <variant>

namespace sketchroom::simulation {

/// A log on a virtual disk: something is written when it is told to, may fail, and what was not written when the host
/// is killed is gone.
class SimulatedLog final : public RoomLog
{
public:
    Result<QList<RoomSummary>> rooms() override { return m_disk.rooms(); }
    Result<std::optional<StoredRoom>> load(const RoomId &room) override { return m_disk.load(room); }
    void append(const RoomId &room, const Commit &commit, const Done &done) override;
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override;
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override;
    Result<qint64> firstKept(const RoomId &room) override { return m_disk.firstKept(room); }
    void keepDeleted(const RoomId &room, const LoggedDeletion &deletion) override
    {
        m_disk.keepDeleted(room, deletion);
    }
    Result<QList<Deletion>> deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most) override
    {
        return m_disk.deletions(room, filter, most);
    }
    Result<QList<DeletedPart>> deleted(const RoomId &room, const DeletionFilter &filter,
                                       const std::optional<DeletedPart> &after, qint64 maxBytes) override
    {
        return m_disk.deleted(room, filter, after, maxBytes);
    }
    void remove(const RoomId &room) override { m_disk.remove(room); }
    void flush() override;

    bool isIdle() const { return m_queue.empty(); }
    /// The oldest write that is under way ends, well or not.
    void finishOne(bool well);
    /// The host dies: what is under way has never been, but for the oldest write where it has `justMadeIt`: then it is
    /// on the disk, and nobody was told.
    void kill(bool justMadeIt);

    struct Checkpoint
    {
        qint64 seq = 0;
        QList<ShapeRef> shapes;
    };
    /// All that were ever written.
    const QList<Checkpoint> &checkpoints() const { return m_checkpoints; }

private:
    struct QueuedCommit
    {
        Commit commit;
        Done done;
    };
    struct Queued
    {
        RoomId room;
        std::variant<QueuedCommit, Checkpoint> what;
    };
    void write(const Queued &next);

    MemoryLog m_disk;
    std::deque<Queued> m_queue;
    QList<Checkpoint> m_checkpoints;
};

} // namespace sketchroom::simulation
