#include "server/room/permissions.h"
#include "server/room/restoring.h"
#include "server/room/room.h"

#include <algorithm>

namespace sketchroom {

void Room::keepDeleted(const Accepted &accepted)
{
    if (m_options.deletedMs <= 0)
        return;
    QList<Op> ops = opsThatBringBack(accepted.changes);
    const auto shapes =
        std::count_if(ops.cbegin(), ops.cend(), [](const Op &op) { return std::holds_alternative<CreateOp>(op); });
    if (shapes == 0)
        return;
    const Deletion deletion{accepted.edit.client, accepted.name, accepted.at, accepted.at, qint64(shapes)};
    m_log.keepDeleted(m_id, {accepted.edit.seq, accepted.gesture, deletion, std::move(ops)});
}

std::optional<Error> Room::objectionToRestore(const Live &peer, const ClientId &client) const
{
    if (auto objection = objectionToEdit(peer.info.role, m_record.locked))
        return objection;
    if (peer.info.role != Role::Owner && client != peer.info.client)
        return Error{ErrorCode::Forbidden,
                     tr("Only an owner of the room can bring back what somebody else has deleted.")};
    return std::nullopt;
}

DeletionFilter Room::recentDeletions(const ClientId &client) const
{
    return {client, m_clock.wallMs() - m_options.deletedMs};
}

void Room::handle(SessionId session, Live &peer, const DeletionsRequest &)
{
    constexpr qsizetype most = 200;
    if (!peer.rates.deletions.take(1, m_clock.steadyMs()))
        return complain(session, {ErrorCode::Rate, tr("That was asked a lot of times. Wait a moment and try again.")});
    const ClientId client = peer.info.role == Role::Owner ? ClientId() : peer.info.client;
    if (m_options.deletedMs <= 0)
        return say(session, DeletionsMessage());
    const auto deletions = m_log.deletions(m_id, recentDeletions(client), most);
    if (!deletions)
        return complain(session, deletions.error());
    say(session, DeletionsMessage{*deletions});
}

std::optional<Error> Room::restoreDeleted(SessionId session, Live &peer, const RoomActionMessage &message)
{
    const ClientId client =
        peer.info.role != Role::Owner && message.client.isEmpty() ? peer.info.client : message.client;
    if (auto objection = objectionToRestore(peer, client))
        return objection;
    if (!peer.rates.deletions.take(1, m_clock.steadyMs()))
        return Error{ErrorCode::Rate, tr("That was asked a lot of times. Wait a moment and try again.")};
    DeletionFilter filter = recentDeletions(client);
    filter.since = qMax(filter.since, message.since);
    filter.until = message.until.value_or(filter.until);
    if (m_options.deletedMs <= 0)
        filter.until = filter.since - 1;
    m_restoring.push_back({session, filter, makeId(m_random), {}});
    if (m_restoring.size() == 1 && m_clock.steadyMs() >= m_restoreNotBeforeMs)
        goOnRestoring();
    return std::nullopt;
}

void Room::goOnRestoring()
{
    Restoring &restoring = m_restoring.front();
    const auto session = m_sessions.find(restoring.session);
    auto *const peer = session == m_sessions.end() ? nullptr : std::get_if<Live>(&session->second);
    if (!peer)
        return m_restoring.pop_front(); // they have left
    const auto more = restoreSome(restoring, *peer);
    // What is sent to many takes the longer.
    constexpr qint64 bytesPerMs = qint64(64) * 1024;
    m_restoreNotBeforeMs = m_clock.steadyMs() + restoring.bytes * qint64(m_sessions.size()) / bytesPerMs;
    restoring.bytes = 0;
    if (!more)
        complain(restoring.session, more.error());
    if (!more || !*more)
        m_restoring.pop_front();
    commitNext();
}

Result<bool> Room::restoreSome(Restoring &restoring, Live &peer)
{
    constexpr qint64 bytesAtOnce = 1 << 19;
    constexpr qsizetype bytesOfEdit = 1 << 18;
    if (const auto objection = objectionToRestore(peer, restoring.filter.client))
        return tl::unexpected(*objection);
    const auto parts = m_log.deleted(m_id, restoring.filter, restoring.after, bytesAtOnce);
    if (!parts)
        return tl::unexpected(parts.error());
    if (parts->isEmpty() && !restoring.isSomethingBack)
        return failure(ErrorCode::Gone, tr("There is nothing to bring back: what was deleted then is on the board "
                                           "again, or was deleted too long ago."));
    if (parts->isEmpty())
        return false;
    QList<Op> kept;
    for (const DeletedPart &part : *parts)
        kept.append(part.ops);
    restoring.after = DeletedPart{parts->constLast().seq, parts->constLast().part};
    for (const QList<Op> &ops : inEdits(opsToRestore(kept, m_document), m_options.limits.opsPerEdit, bytesOfEdit)) {
        if (const auto error = accept(peer, Edit{0, restoring.gesture, ops}))
            return tl::unexpected(*error);
        restoring.isSomethingBack = true;
        // As much as if they had sent it: it is as much work for everybody.
        const qint64 bytes = qMin<qint64>(m_waiting.edits.back().edit.json.size(), m_options.limits.byteBurst);
        restoring.bytes += bytes;
        if (!peer.rates.traffic.admit(1, bytes, m_clock.steadyMs()))
            return failure(ErrorCode::Rate,
                           tr("That is a lot to bring back at once. Wait some seconds, and ask for the rest."));
    }
    return true;
}

} // namespace sketchroom
