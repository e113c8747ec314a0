#pragma once

#include "server/storage/memorylog.h"

#include <deque>

namespace sketchroom::simulation {

/// A log on a virtual disk: a commit happens when it is told to, may fail, and what was not committed when the host
/// is killed is gone.
class SimulatedLog final : public RoomLog
{
public:
    Result<QList<RoomSummary>> rooms() override { return m_disk.rooms(); }
    Result<std::optional<StoredRoom>> load(const RoomId &room) override { return m_disk.load(room); }
    void append(const RoomId &room, const Commit &commit, const Done &done) override;
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override;
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override;
    void flush() override;

    bool isIdle() const { return m_queue.empty(); }
    /// The oldest commit that is under way ends, well or not.
    void finishOne(bool well);
    /// The host dies: what is under way has never been.
    void kill() { m_queue.clear(); }

private:
    struct Queued
    {
        RoomId room;
        Commit commit;
        Done done;
    };
    MemoryLog m_disk;
    std::deque<Queued> m_queue;
};

} // namespace sketchroom::simulation
