#pragma once

#include "server/net/reports.h"
#include "server/room/snapshotpacker.h"

#include <QThreadPool>

#include <atomic>

namespace sketchroom {

/// What the packers of a host share: a thread, on which they pack one board after the other, and the memory that packed
/// snapshots may take together. May be used on any thread.
class PackingPool final
{
public:
    PackingPool() { m_thread.setMaxThreadCount(1); }

    QThreadPool &thread() { return m_thread; }
    /// Whether one more board may be packed; to be followed by leave().
    bool enter();
    void leave() { --m_boards; }
    /// Whether so much more may be kept; to be followed by giveBack().
    bool take(qint64 bytes);
    void giveBack(qint64 bytes) { m_bytes -= bytes; }
    qint64 bytes() const { return m_bytes; } ///< that are kept

private:
    std::atomic<int> m_boards = 0; ///< that wait to be packed, or are
    std::atomic<qint64> m_bytes = 0;
    QThreadPool m_thread; ///< the last: what it does uses the others
};

/// The packer of the rooms on one thread.
class PooledPacker final : public SnapshotPacker
{
public:
    /// `pool` must outlive it, and what it returns.
    explicit PooledPacker(PackingPool &pool);
    ~PooledPacker() override;

    std::shared_ptr<const void> pack(const QList<ShapeRef> &shapes, const Told &told) override;

private:
    struct Work;
    PackingPool &m_pool;
    QObject m_here; ///< on the caller's thread: reports are told there
    std::shared_ptr<Reports> m_reports;
};

} // namespace sketchroom
