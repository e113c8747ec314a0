#include "server/net/pooledpacker.h"

#include "common/protocol/codec.h"
#include "common/protocol/packing.h"

namespace sketchroom {

namespace {
constexpr int mostBoards = 32; // that wait pin their shapes
constexpr qint64 mostPackedBytes = qint64(256) << 20;
} // namespace

bool PackingPool::enter()
{
    if (++m_boards <= mostBoards)
        return true;
    leave();
    return false;
}

bool PackingPool::take(qint64 bytes)
{
    if (m_bytes += bytes; m_bytes <= mostPackedBytes)
        return true;
    giveBack(bytes);
    return false;
}

/// What somebody wants to have packed, and the memory that it takes. The pool's thread looks whether it is still there.
struct PooledPacker::Work
{
    explicit Work(PackingPool &packingPool)
        : pool(packingPool)
    {
    }
    ~Work() { pool.giveBack(bytes); }
    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    PackingPool &pool;
    qint64 bytes = 0; ///< changed by the pool's thread only
};

PooledPacker::PooledPacker(PackingPool &pool)
    : m_pool(pool)
    , m_reports(std::make_shared<Reports>(m_here))
{
}

PooledPacker::~PooledPacker()
{
    m_reports->end();
}

std::shared_ptr<const void> PooledPacker::pack(const QList<ShapeRef> &shapes, const Told &told)
{
    if (!m_pool.enter())
        return nullptr;
    auto work = std::make_shared<Work>(m_pool);
    const auto pack = [reports = m_reports, waiting = std::weak_ptr(work), told](const QByteArray &message,
                                                                                 bool isLast) {
        const auto wanted = waiting.lock();
        if (!wanted || !reports->areWanted())
            return false;
        std::optional<Part> part = Part{packMessage(message), isLast};
        if (wanted->pool.take(part->message.size()))
            wanted->bytes += part->message.size();
        else
            part.reset();
        reports->tell([waiting, told, part] {
            if (!waiting.expired())
                told(part);
        });
        return part.has_value();
    };
    m_pool.thread().start([&pool = m_pool, shapes, pack] {
        encodeSnapshot(shapes, pack);
        pool.leave();
    });
    return work;
}

} // namespace sketchroom
