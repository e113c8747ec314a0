#include "server/storage/memorylog.h"

#include <algorithm>

namespace sketchroom {

Result<QList<RoomSummary>> MemoryLog::rooms()
{
    QList<RoomSummary> list;
    for (const auto &[id, kept] : m_rooms)
        list.append({id, kept.record.title, kept.record.locked, 0, kept.shapes, kept.changed});
    return list;
}

Result<std::optional<StoredRoom>> MemoryLog::load(const RoomId &room)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return std::optional<StoredRoom>();
    const Kept &kept = found->second;
    return StoredRoom{kept.record,    kept.checkpointSeq, kept.checkpoint, kept.edits.mid(kept.checkpointSeq),
                      kept.lastEdits, kept.chat,          kept.changed,    kept.people};
}

void MemoryLog::append(const RoomId &room, const Commit &commit, const Done &done)
{
    Kept &kept = m_rooms[room];
    if (commit.record)
        kept.record = *commit.record;
    for (const LoggedEdit &edit : commit.edits) {
        kept.edits.append(edit.json);
        if (edit.id > 0)
            kept.lastEdits[edit.client] = edit.id;
    }
    kept.lastEdits.insert(commit.lastEdits);
    for (auto person = commit.people.cbegin(); person != commit.people.cend(); ++person) {
        if (person->name.isEmpty())
            kept.people.remove(person.key());
        else
            kept.people.insert(person.key(), *person);
    }
    if (!commit.board.isEmpty())
        kept.checkpoint = commit.board;
    kept.chat.append(commit.chat);
    if (kept.chat.size() > chatLinesKept)
        kept.chat.remove(0, kept.chat.size() - chatLinesKept);
    kept.shapes = commit.shapes;
    kept.changed = commit.at;
    done({});
}

void MemoryLog::checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes)
{
    Kept &kept = m_rooms[room];
    kept.checkpointSeq = seq;
    kept.checkpoint = shapes;
}

Result<QList<QByteArray>> MemoryLog::read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes)
{
    QList<QByteArray> edits;
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return edits;
    const QList<QByteArray> &all = found->second.edits;
    qint64 bytes = 0;
    for (qint64 seq = qMax<qint64>(from, 1); seq <= qMin<qint64>(to, all.size()) && bytes <= maxBytes; ++seq) {
        edits.append(all.at(seq - 1));
        bytes += edits.constLast().size();
    }
    return edits;
}

Result<qint64> MemoryLog::firstKept(const RoomId &)
{
    return 1;
}

void MemoryLog::keepDeleted(const RoomId &room, const LoggedDeletion &deletion)
{
    constexpr qint64 mostOps = 100'000;
    Kept &kept = m_rooms[room];
    kept.deletions.push_back(deletion);
    kept.deletionOps += deletion.ops.size();
    while (kept.deletionOps > mostOps && kept.deletions.size() > 1) {
        kept.deletionOps -= kept.deletions.front().ops.size();
        kept.deletions.pop_front();
    }
}

Result<QList<Deletion>> MemoryLog::deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most)
{
    QList<Deletion> found;
    const auto kept = m_rooms.find(room);
    if (kept == m_rooms.end())
        return found;
    QHash<std::pair<ClientId, GestureId>, qsizetype> places;
    std::for_each(kept->second.deletions.crbegin(), kept->second.deletions.crend(), [&](const LoggedDeletion &logged) {
        if (!filter.matches(logged.deletion))
            return;
        const auto place = places.constFind({logged.deletion.client, logged.gesture});
        if (logged.gesture.isEmpty() || place == places.cend()) {
            places.insert({logged.deletion.client, logged.gesture}, found.size());
            found.append(logged.deletion);
            return;
        }
        Deletion &whole = found[*place];
        whole.since = logged.deletion.since;
        whole.shapes += logged.deletion.shapes;
    });
    return found.first(qMin(most, found.size()));
}

Result<QList<DeletedPart>> MemoryLog::deleted(const RoomId &room, const DeletionFilter &filter,
                                              const std::optional<DeletedPart> &after, qint64)
{
    // All of it is in memory anyway.
    QList<DeletedPart> found;
    const auto kept = m_rooms.find(room);
    if (kept == m_rooms.end() || after)
        return found;
    const auto &deletions = kept->second.deletions;
    std::for_each(deletions.crbegin(), deletions.crend(), [&](const LoggedDeletion &logged) {
        if (filter.matches(logged.deletion))
            found.append({logged.seq, 0, logged.ops});
    });
    return found;
}

AssetNames MemoryLog::assetNames() const
{
    AssetNames names;
    for (const auto &[id, kept] : m_rooms) {
        for (const ShapeRef &shape : kept.checkpoint)
            names.insert(shape->asset);
        for (const QByteArray &edit : kept.edits.mid(kept.checkpointSeq))
            addAssetNames(names, edit);
        for (const LoggedDeletion &deletion : kept.deletions) {
            for (const Op &op : deletion.ops) {
                if (const auto *creation = std::get_if<CreateOp>(&op))
                    names.insert(creation->shape->asset);
            }
        }
    }
    return names;
}

} // namespace sketchroom
