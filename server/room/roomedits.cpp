#include "common/base/logging.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "server/room/editframes.h"
#include "server/room/permissions.h"
#include "server/room/room.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace sketchroom {

std::optional<Error> Room::accept(const Live &peer, const Edit &edit)
{
    if (auto objection = objectionToEdit(peer.info.role, m_record.locked))
        return objection;
    const qint64 now = m_clock.wallMs();
    const auto moved = m_texts.move(edit, peer.info.client, m_acceptedSeq);
    if (!moved)
        return moved.error();
    Result<Document::Applied> applied = m_document.apply(moved->ops, {peer.info.client, now});
    if (!applied)
        return applied.error();
    const qint64 seq = ++m_acceptedSeq;
    m_texts.add(seq, peer.info.client, edit.id, applied->ops, applied->changes, *moved);
    const QByteArray json =
        encodeCommitted({seq, peer.info.peer, peer.info.client, edit.id, now, edit.gesture, applied->ops});
    if (edit.id > 0)
        m_acceptedEdits[peer.info.client] = edit.id;
    m_waiting.edits.push_back(
        {{seq, peer.info.client, edit.id, json}, std::move(applied->changes), peer.info.name, now, edit.gesture});
    return std::nullopt;
}

void Room::commitNext()
{
    if (m_held || m_committing || m_waiting.isEmpty())
        return;
    Batch batch = std::exchange(m_waiting, {});
    batch.people = m_members.takeChanges(m_record.roles);
    Commit commit{batch.record, {}, batch.chat, m_document.size(), m_clock.wallMs()};
    commit.people = batch.people;
    commit.edits.reserve(qsizetype(batch.edits.size()));
    for (const Accepted &accepted : batch.edits) {
        commit.edits.append(accepted.edit);
        m_bytesSinceCheckpoint += accepted.edit.json.size();
    }
    // At this moment, and only now, the document is what will be committed: later it is ahead again.
    if (somebodyWaits() || isCheckpointDue())
        batch.shapes = m_document.shapes();
    m_committing = std::move(batch);
    m_appendedMs = m_clock.steadyMs();
    const QScopedValueRollback appending(m_appending, true);
    m_log.append(m_id, commit, [self = std::weak_ptr(m_self)](const Result<void> &outcome) {
        if (const auto room = self.lock())
            (*room)->committed(outcome);
    });
}

void Room::release()
{
    m_held = false;
    commitNext();
}

void Room::committed(const Result<void> &outcome)
{
    const Batch batch = std::move(*m_committing);
    m_committing.reset();
    m_canStore = outcome.has_value();
    if (outcome) {
        publish(batch);
    } else {
        qCWarning(lcRoom, "Room %s could not store %zu edits: %s", m_id.constData(), batch.edits.size(),
                  qUtf8Printable(outcome.error().message));
        takeBack(std::exchange(m_waiting, {}));
        takeBack(batch);
    }
    if (m_waiting.isEmpty())
        settle();
    else if (outcome && batch.shapes)
        admitWaiting(*batch.shapes);
    commitNext();
    if (!m_appending && m_onOutput)
        m_onOutput();
}

void Room::settle()
{
    if (m_committing || !m_waiting.isEmpty())
        return;
    if (somebodyWaits())
        admitWaiting(m_document.shapes());
    checkpointIfEmpty();
}

void Room::checkpointIfEmpty()
{
    // Not after each small edit of somebody who comes and goes: storing the board is work for others, too, and
    // replaying a few edits is none.
    constexpr qint64 bytesPerShape = 16;
    if (m_sessions.empty() && !m_committing && m_waiting.isEmpty() &&
        m_bytesSinceCheckpoint > m_document.size() * bytesPerShape)
        leaveCheckpoint(m_document.shapes());
}

void Room::publish(const Batch &batch)
{
    m_stats.commitMs.add(m_clock.steadyMs() - m_appendedMs);
    if (!batch.edits.empty()) {
        m_stats.edits += qint64(batch.edits.size());
        ++m_stats.batches;
    }
    m_changedMs = m_clock.wallMs();
    const bool bansChanged = batch.record && batch.record->bans != m_committedRecord.bans;
    if (batch.record) {
        m_committedRecord = *batch.record;
        m_stored = true;
    }
    QList<QByteArray> edits;
    edits.reserve(qsizetype(batch.edits.size()));
    for (const Accepted &accepted : batch.edits) {
        edits.append(accepted.edit.json);
        m_recent.append(accepted.edit.seq, accepted.edit.json);
        m_committedSeq = accepted.edit.seq;
        if (accepted.edit.id > 0)
            m_committedEdits[accepted.edit.client] = accepted.edit.id;
        keepDeleted(accepted);
    }
    if (!edits.isEmpty())
        tellEdits(inFrames(edits));
    for (const Act &act : batch.acts)
        sayAll(act.message);
    if (bansChanged)
        tellBans();
    if (batch.shapes && isCheckpointDue())
        leaveCheckpoint(*batch.shapes);
}

void Room::tellEdits(const QList<QByteArray> &messages)
{
    // Shorter ones fit into a packet anyway; longer ones would take the room's thread too long.
    constexpr qsizetype worthPacking = 512;
    constexpr qsizetype quicklyPacked = qsizetype(16) * 1024;
    QList<SessionId> plain;
    QList<SessionId> packed;
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (peer && peer->feed == Live::Feed::Flowing)
            (peer->takesPacked ? packed : plain).append(session);
    }
    for (const QByteArray &message : messages) {
        const bool isPacked = message.size() >= worthPacking && message.size() <= quicklyPacked;
        if (!packed.isEmpty())
            m_output.append({packed, DeliverEdits{isPacked ? packMessage(message) : message}});
        if (!plain.isEmpty())
            m_output.append({plain, DeliverEdits{message}});
    }
}

void Room::takeBack(const Batch &batch)
{
    const QString sentence = tr("The host could not store this. Its disk may be full; try again in a while.");
    std::for_each(batch.edits.rbegin(), batch.edits.rend(), [&](const Accepted &accepted) {
        m_document.revert(accepted.changes);
        if (const auto author = sessionOfClient(accepted.edit.client))
            reject(*author, accepted.edit.id, {ErrorCode::Limit, sentence});
    });
    for (const Act &act : batch.acts)
        complain(act.actor, {ErrorCode::Limit, sentence});
    m_members.putBack(batch.people);
    m_acceptedSeq = m_committedSeq;
    m_texts.restartAfter(m_committedSeq);
    m_acceptedEdits = m_committedEdits;
    if (m_options.directory && !m_stored && !m_record.epoch.isEmpty())
        m_options.directory->remove(m_id);
    m_record = m_committedRecord;
    for (auto &[session, state] : m_sessions) {
        if (auto *peer = std::get_if<Live>(&state))
            peer->info.role = roleOf(peer->info.client);
    }
    if (m_stored)
        return;
    // The room itself could not be made.
    QList<SessionId> joining;
    for (const auto &[session, state] : m_sessions) {
        if (std::holds_alternative<Joining>(state))
            joining.append(session);
    }
    for (const SessionId session : joining)
        hangUp(session, CloseCode::Storage, Error{ErrorCode::Limit, sentence});
}

bool Room::isCheckpointDue() const
{
    // About a quarter of what the board takes: then storing boards costs a few times what storing edits does, and
    // replaying edits takes less than reading the board.
    constexpr qint64 bytesPerShape = 64;
    return m_bytesSinceCheckpoint >= qMax(m_options.checkpointBytes, m_document.size() * bytesPerShape);
}

void Room::leaveCheckpoint(const QList<ShapeRef> &shapes)
{
    m_log.checkpoint(m_id, m_committedSeq, shapes);
    m_bytesSinceCheckpoint = 0;
}

} // namespace sketchroom
