#include "app/connection/patientlog.h"

namespace sketchroom {

PatientLog::PatientLog(std::unique_ptr<RoomLog> inner)
    : m_inner(std::move(inner))
    , m_self(std::make_shared<PatientLog *>(this))
{
}

PatientLog::~PatientLog()
{
    *m_self = nullptr;
}

void PatientLog::append(const RoomId &room, const Commit &commit, const Done &done)
{
    m_waiting.push_back({room, commit, done});
    if (m_failing) {
        // It counts as stored, which nobody but this user relies on; and it is time to try again.
        const Done tell = std::exchange(m_waiting.back().done, nullptr);
        storeNext();
        tell({});
    } else {
        storeNext();
    }
}

void PatientLog::storeNext()
{
    if (m_storing || m_waiting.empty())
        return;
    m_storing = true;
    const Waiting &next = m_waiting.front();
    m_inner->append(next.room, next.commit, [self = m_self](const Result<void> &outcome) {
        if (*self)
            (*self)->stored(outcome);
    });
}

void PatientLog::stored(const Result<void> &outcome)
{
    m_storing = false;
    if (outcome) {
        m_failing = false;
        const Done tell = m_waiting.front().done;
        m_waiting.pop_front();
        storeNext();
        if (tell)
            tell({});
        return;
    }
    const bool news = !std::exchange(m_failing, true);
    for (Waiting &waiting : m_waiting) {
        if (const Done tell = std::exchange(waiting.done, nullptr))
            tell({});
    }
    if (news)
        Q_EMIT failed(outcome.error().message);
}

void PatientLog::checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes)
{
    // A board with edits that are not stored would leave a gap in what is.
    if (m_waiting.empty())
        m_inner->checkpoint(room, seq, shapes);
}

Result<QList<QByteArray>> PatientLog::read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes)
{
    return m_inner->read(room, from, to, maxBytes);
}

} // namespace sketchroom
