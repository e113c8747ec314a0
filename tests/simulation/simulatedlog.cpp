#include "tests/simulation/simulatedlog.h"

namespace sketchroom::simulation {

void SimulatedLog::append(const RoomId &room, const Commit &commit, const Done &done)
{
    m_queue.push_back({room, QueuedCommit{commit, done}});
}

void SimulatedLog::checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes)
{
    m_queue.push_back({room, Checkpoint{seq, shapes}});
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
        write(next);
    else if (const auto *commit = std::get_if<QueuedCommit>(&next.what))
        commit->done(failure(ErrorCode::Io, QStringLiteral("the disk is full")));
}

void SimulatedLog::kill(bool justMadeIt)
{
    if (justMadeIt && !m_queue.empty()) {
        Queued last = std::move(m_queue.front());
        if (auto *commit = std::get_if<QueuedCommit>(&last.what))
            commit->done = [](const Result<void> &) {};
        write(last);
    }
    m_queue.clear();
}

void SimulatedLog::write(const Queued &next)
{
    if (const auto *commit = std::get_if<QueuedCommit>(&next.what))
        return m_disk.append(next.room, commit->commit, commit->done);
    const auto &checkpoint = std::get<Checkpoint>(next.what);
    m_disk.checkpoint(next.room, checkpoint.seq, checkpoint.shapes);
    m_checkpoints.append(checkpoint);
}

} // namespace sketchroom::simulation
