#include "tests/simulation/simulatedlog.h"

namespace sketchroom::simulation {

void SimulatedLog::append(const RoomId &room, const Commit &commit, const Done &done)
{
    m_queue.push_back({room, commit, done});
}

void SimulatedLog::checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes)
{
    m_disk.checkpoint(room, seq, shapes);
}

Result<QList<QByteArray>> SimulatedLog::read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes)
{
    return m_disk.read(room, from, to, maxBytes);
}

void SimulatedLog::flush()
{
    while (!m_queue.empty())
        finishOne(true);
}

void SimulatedLog::finishOne(bool well)
{
    const Queued next = std::move(m_queue.front());
    m_queue.pop_front();
    if (well)
        m_disk.append(next.room, next.commit, next.done);
    else
        next.done(failure(ErrorCode::Io, QStringLiteral("the disk is full")));
}

} // namespace sketchroom::simulation
