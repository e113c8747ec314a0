#pragma once

#include "server/storage/assetnames.h"
#include "server/storage/roomlog.h"

#include <deque>
#include <map>

namespace sketchroom {

/// Rooms that live as long as the program. Commits at once: `done` is told before append() returns.
class MemoryLog final : public RoomLog
{
public:
    Result<QList<RoomSummary>> rooms() override;
    Result<std::optional<StoredRoom>> load(const RoomId &room) override;
    void append(const RoomId &room, const Commit &commit, const Done &done) override;
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override;
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override;
    Result<qint64> firstKept(const RoomId &room) override;
    void keepDeleted(const RoomId &room, const LoggedDeletion &deletion) override;
    Result<QList<Deletion>> deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most) override;
    Result<QList<DeletedPart>> deleted(const RoomId &room, const DeletionFilter &filter,
                                       const std::optional<DeletedPart> &after, qint64 maxBytes) override;
    void remove(const RoomId &room) override { m_rooms.erase(room); }
    void flush() override {}
    /// What the boards of all rooms name.
    AssetNames assetNames() const;

private:
    struct Kept
    {
        RoomRecord record;
        qint64 checkpointSeq = 0;
        QList<ShapeRef> checkpoint;
        QList<QByteArray> edits; ///< seq 1 first
        QHash<ClientId, qint64> lastEdits;
        KnownPeople people;
        QList<ChatLine> chat;
        std::deque<LoggedDeletion> deletions; ///< of late
        qint64 deletionOps = 0;
        qint64 shapes = 0;
        qint64 changed = 0;
    };
    std::map<RoomId, Kept> m_rooms;
};

} // namespace sketchroom
