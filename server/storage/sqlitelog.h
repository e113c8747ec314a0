#pragma once

#include "server/storage/roomlog.h"
#include "server/storage/sqlitewriter.h"

#include <QThreadPool>

namespace sketchroom {

/// Rooms in one SQLite database: edits in the order of each room, and the board now and then, so that opening need not
/// replay everything. Reads on the caller's thread, writes on another; a commit is reported when it is on the disk.
class SqliteLog final : public RoomLog
{
public:
    /// Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<SqliteLog>> open(const QString &path);
    /// Another of the same database, for other rooms on another thread: they share the writer. Errors: as above.
    static Result<std::unique_ptr<SqliteLog>> open(const QString &path, std::shared_ptr<SqliteWriter> writer);
    /// Waits until what was appended is stored; what has not been reported by then is not any more.
    ~SqliteLog() override;

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
    void remove(const RoomId &room) override;
    void flush() override;

private:
    SqliteLog(std::unique_ptr<SqliteConnection> reader, std::shared_ptr<SqliteWriter> writer);
    /// Hands what has been appended to the writer.
    void passOn();
    /// A query that has been executed with these values.
    Result<QSqlQuery> select(const QString &statement, const QVariantList &values);
    Result<void> loadRecord(qint64 key, RoomRecord &record);
    Result<void> loadBoard(qint64 key, StoredRoom &room);
    /// Appends edits `from`..`to` of a room, until they are more than `maxBytes`.
    Result<void> readEdits(qint64 key, qint64 from, qint64 to, qint64 maxBytes, QList<QByteArray> &edits);
    Result<void> loadAuthors(qint64 key, StoredRoom &room);
    Result<void> loadChat(qint64 key, StoredRoom &room);
    Result<void> loadPeople(qint64 key, StoredRoom &room);

    std::unique_ptr<SqliteConnection> m_reader;
    std::shared_ptr<SqliteWriter> m_writer;
    /// Of the event that is being handled: what all rooms append in a turn is one transaction.
    std::vector<SqliteWriter::CommitJob> m_appended;
    QHash<RoomId, int> m_keeping; ///< how many deletions are being kept
    QThreadPool m_packer;         ///< boards are packed on one thread of it, in order, so that no commit waits for them
    QObject m_here;               ///< on the caller's thread: reports are told there
};

} // namespace sketchroom
