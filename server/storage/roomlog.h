#pragma once

#include "server/storage/roomrecord.h"

#include <functional>

namespace sketchroom {

/// Where rooms are kept: the port behind which there is memory, SQLite or, one day, a log on several machines. An edit
/// counts as committed when append() has reported success, and nobody may be told of it before.
/// All functions are called on one thread, and report on that thread.
class RoomLog
{
public:
    using Done = std::function<void(const Result<void> &)>;

    RoomLog() = default;
    RoomLog(const RoomLog &) = delete;
    RoomLog &operator=(const RoomLog &) = delete;
    virtual ~RoomLog() = default;

    /// Every room that is stored; `people` is 0.
    virtual Result<QList<RoomSummary>> rooms() = 0;
    /// Nothing for a room that is not stored. Errors: Io, Damaged.
    virtual Result<std::optional<StoredRoom>> load(const RoomId &room) = 0;
    /// Stores `commit` whole or not at all, after everything that was appended before. `done` is told once, perhaps
    /// before append() returns. Errors: Io (nothing is stored).
    virtual void append(const RoomId &room, const Commit &commit, const Done &done) = 0;
    /// The board at the committed `seq`, so that load() need not replay what came before. Makes its own time; where it
    /// fails the older one stays.
    virtual void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) = 0;
    /// Encoded committed edits `from`..`to`, as far as they are there, but not more than one beyond `maxBytes`.
    virtual Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) = 0;
    /// The first edit that read() still has; the one after the room's last where there is none. Errors: Io.
    virtual Result<qint64> firstKept(const RoomId &room) = 0;
    /// Keeps what a committed edit has deleted, for a while. Makes its own time, as checkpoint().
    virtual void keepDeleted(const RoomId &room, const LoggedDeletion &deletion) = 0;
    /// What was deleted, one entry a gesture of a client, the newest first, and of the last 10,000 edits that deleted
    /// something only. Errors: Io.
    virtual Result<QList<Deletion>> deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most) = 0;
    /// What was deleted, the newest edit first and the parts of each in order, from the one after `after` on; of that
    /// as many parts as come to about `maxBytes`, but at least one where there is one. Errors: Io; Damaged;
    /// Rate, while something is still being kept.
    virtual Result<QList<DeletedPart>> deleted(const RoomId &room, const DeletionFilter &filter,
                                               const std::optional<DeletedPart> &after, qint64 maxBytes) = 0;
    /// The room and all that is kept of it goes, after everything that was appended before. Errors are in the log only.
    virtual void remove(const RoomId &room) = 0;
    /// Waits until everything that was appended is stored or has failed; `done` may be told later.
    virtual void flush() = 0;
};

} // namespace sketchroom
