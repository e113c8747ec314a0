#include "app/session/patientlog.h"

#include "common/protocol/codec.h"

#include <QTimer>

namespace sketchroom {

namespace {

// A board that was just opened is in its file still, and its picture comes first: storing it keeps a core busy.
constexpr auto boardAfter = std::chrono::seconds(3);
constexpr qint64 bytesPerCommit = 1 << 20;
// A board is stored anew when about as much was stored since: then it takes twice the disk's time at the most, and
// replaying edits takes less than reading the board.
constexpr qint64 leastCheckpointBytes = 1 << 20;
constexpr qint64 bytesPerShape = 64;

} // namespace

PatientLog::PatientLog(std::unique_ptr<RoomLog> inner, RoomId room, std::optional<Commit> first)
    : m_inner(std::move(inner))
    , m_room(std::move(room))
    , m_first(std::move(first))
    , m_self(std::make_shared<PatientLog *>(this))
{
    if (m_first && !m_first->board.isEmpty())
        QTimer::singleShot(boardAfter, this, &PatientLog::storeNext);
    else
        storeNext();
}

PatientLog::~PatientLog()
{
    *m_self = nullptr;
    if (m_storing) {
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + m_storing->edits);
        m_first.reset();
    }
    if (m_first || !m_waiting.empty())
        m_inner->append(m_room, nextCommit(std::numeric_limits<qint64>::max()), [](const Result<void> &) {});
}

void PatientLog::append(const Entry &entry)
{
    m_waiting.push_back(entry);
    if (m_failing)
        Q_EMIT stored(entry.edit.seq);
    storeNext();
}

Commit PatientLog::nextCommit(qint64 mostBytes) const
{
    Commit commit = m_first.value_or(Commit());
    qint64 bytes = 0;
    for (const Entry &entry : m_waiting) {
        if (bytes >= mostBytes)
            break;
        const CommittedEdit &edit = entry.edit;
        commit.edits.append({edit.seq, edit.client, edit.id, encodeCommitted(edit)});
        commit.shapes = entry.shapes;
        commit.at = edit.at;
        bytes += commit.edits.constLast().json.size();
    }
    return commit;
}

void PatientLog::storeNext()
{
    if (m_storing || (!m_first && m_waiting.empty()))
        return;
    const Commit commit = nextCommit(bytesPerCommit);
    m_storing = Storing{commit.edits.size(), 0};
    for (const LoggedEdit &edit : commit.edits)
        m_storing->bytes += edit.json.size();
    m_inner->append(m_room, commit, [self = m_self](const Result<void> &outcome) {
        if (*self)
            (*self)->reported(outcome);
    });
}

void PatientLog::reported(const Result<void> &outcome)
{
    const Storing storing = *std::exchange(m_storing, std::nullopt);
    if (!outcome) {
        // What comes next tries again.
        if (!m_waiting.empty())
            Q_EMIT stored(m_waiting.back().edit.seq);
        if (!std::exchange(m_failing, true))
            Q_EMIT failed(outcome.error().message);
        return;
    }
    m_failing = false;
    m_first.reset();
    m_bytesSinceCheckpoint += storing.bytes;
    if (storing.edits > 0) {
        const Entry last = m_waiting.at(size_t(storing.edits) - 1);
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + storing.edits);
        Q_EMIT stored(last.edit.seq);
        if (m_waiting.empty() && m_bytesSinceCheckpoint >= qMax(leastCheckpointBytes, last.shapes * bytesPerShape))
            Q_EMIT checkpointDue();
    }
    storeNext();
}

void PatientLog::checkpoint(qint64 seq, const QList<ShapeRef> &shapes)
{
    // A board with edits that are not stored would leave a gap in what is.
    if (m_first || !m_waiting.empty() || m_bytesSinceCheckpoint == 0)
        return;
    m_inner->checkpoint(m_room, seq, shapes);
    m_bytesSinceCheckpoint = 0;
}

} // namespace sketchroom
