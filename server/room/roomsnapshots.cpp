#include "common/protocol/codec.h"
#include "server/room/editframes.h"
#include "server/room/room.h"

namespace sketchroom {

namespace {

// In a room that nobody comes to, a snapshot would only take memory.
constexpr qint64 snapshotKeptMs = 30'000;
// Of what a snapshot takes, that may have been committed since: more of a plain one, which is made on the room's
// thread.
constexpr qint64 shareOfTail = 4;
constexpr qint64 shareOfTailPacked = 8;

} // namespace

bool Room::isFresh(const Snapshot &snapshot, qint64 share) const
{
    const auto since = m_recent.after(snapshot.seq);
    if (!since)
        return false;
    qint64 bytes = 0;
    for (const QByteArray &edit : *since)
        bytes += edit.size();
    return bytes <= snapshot.bytes / share;
}

const Room::Snapshot &Room::snapshotFor(bool packed, const QList<ShapeRef> &shapes)
{
    Snapshot *const asPacked = packed ? packedSnapshot(shapes) : nullptr;
    Snapshot &snapshot = asPacked ? *asPacked : plainSnapshot(shapes);
    snapshot.usedMs = m_clock.steadyMs();
    return snapshot;
}

Room::Snapshot &Room::plainSnapshot(const QList<ShapeRef> &shapes)
{
    if (!m_snapshot || !isFresh(*m_snapshot, shareOfTail)) {
        Snapshot fresh{encodeSnapshot(shapes), m_committedSeq, 0, m_committedEdits};
        for (const QByteArray &frame : std::as_const(fresh.frames))
            fresh.bytes += frame.size();
        m_snapshot = std::move(fresh);
    }
    return *m_snapshot;
}

Room::Snapshot *Room::packedSnapshot(const QList<ShapeRef> &shapes)
{
    if (!m_options.packer || m_document.bytes() < m_options.packFromBytes)
        return nullptr;
    if (m_packed && !m_packed->isWhole)
        return m_recent.after(m_packed->seq) ? &*m_packed : nullptr;
    if (m_packed && isFresh(*m_packed, shareOfTailPacked))
        return &*m_packed;
    const quint64 number = ++m_packings;
    const auto work = m_options.packer->pack(
        shapes, [self = std::weak_ptr(m_self), number](const std::optional<SnapshotPacker::Part> &part) {
            if (const auto room = self.lock())
                (*room)->packed(number, part);
        });
    m_packed.reset();
    if (!work)
        return nullptr;
    m_packed = Snapshot{{}, m_committedSeq, 0, m_committedEdits, 0, false, work};
    return &*m_packed;
}

Live::Feed Room::sendSnapshot(SessionId session, const Snapshot &snapshot)
{
    QList<QByteArray> messages = snapshot.frames;
    if (snapshot.isWhole)
        messages += inFrames(m_recent.after(snapshot.seq).value_or(QList<QByteArray>()));
    if (!messages.isEmpty())
        m_output.append({{session}, DeliverBulk{messages}});
    return snapshot.isWhole ? Live::Feed::Flowing : Live::Feed::Loading;
}

void Room::packed(quint64 number, const std::optional<SnapshotPacker::Part> &part)
{
    if (number != m_packings || !m_packed || m_packed->isWhole)
        return;
    QList<SessionId> loading;
    for (const auto &[session, state] : m_sessions) {
        if (const auto *peer = std::get_if<Live>(&state); peer && peer->feed == Live::Feed::Loading)
            loading.append(session);
    }
    const bool isLast = part && part->isLast;
    if (part) {
        m_packed->frames.append(part->message);
        m_packed->bytes += part->message.size();
        m_packed->isWhole = isLast;
        if (!loading.isEmpty())
            m_output.append({loading, DeliverBulk{{part->message}}});
    }
    // What was committed meanwhile follows; where it cannot, they get the room anew, and plain.
    const auto since = isLast ? m_recent.after(m_packed->seq) : std::nullopt;
    if (since && !loading.isEmpty())
        m_output.append({loading, DeliverBulk{inFrames(*since)}});
    if (isLast || !part) {
        for (const SessionId session : std::as_const(loading)) {
            auto &peer = std::get<Live>(m_sessions.at(session));
            peer.feed = since ? Live::Feed::Flowing : Live::Feed::Returning;
            peer.getsPlainSnapshots = !since;
        }
        if (!since) {
            m_packed.reset();
            settle();
        }
    }
    if (m_onOutput)
        m_onOutput();
}

void Room::forgetSnapshots()
{
    const qint64 usedSince = m_clock.steadyMs() - snapshotKeptMs;
    if (m_snapshot && m_snapshot->usedMs <= usedSince)
        m_snapshot.reset();
    if (m_packed && m_packed->isWhole && m_packed->usedMs <= usedSince)
        m_packed.reset();
}

std::optional<qint64> Room::snapshotsForgottenMs() const
{
    std::optional<qint64> next;
    if (m_snapshot)
        next = m_snapshot->usedMs + snapshotKeptMs;
    if (m_packed && m_packed->isWhole)
        next = qMin(next.value_or(m_packed->usedMs + snapshotKeptMs), m_packed->usedMs + snapshotKeptMs);
    return next;
}

} // namespace sketchroom
