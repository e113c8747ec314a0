#pragma once

#include "server/storage/historyremover.h"
#include "server/storage/packeddeletion.h"
#include "server/storage/sqliteconnection.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace sketchroom {

class SqliteCheckpointer;
class SqliteStatements;

/// Writes commits to the database on a thread of its own, whatever has piled up as one transaction: nothing waits when
/// it is quiet, and a busy host pays for one flush of the disk where it would pay for hundreds.
class SqliteWriter final
{
public:
    /// Told on the writer's thread.
    using Report = std::function<void(const Result<void> &)>;

    /// Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<SqliteWriter>> start(const QString &path);
    /// Writes what is left.
    ~SqliteWriter();

    struct CommitJob
    {
        RoomId room;
        Commit commit;
        Report report;
    };
    // These may be called on any thread.
    void append(std::vector<CommitJob> commits);
    void checkpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes);
    /// Has the history of all rooms from before this time (ms since 1970) removed, when there is nothing else to do, or
    /// little by little. See HistoryRemover for what stays.
    void removeHistory(qint64 before);
    void keepDeleted(const RoomId &room, const PackedDeletion &packed);
    /// Has what was deleted before this time (ms since 1970) removed for good, little by little.
    void removeDeletions(qint64 before);
    void removeRoom(const RoomId &room);
    /// Keeps what TrustedTime is, for the next host on this database.
    void keepTime(qint64 time);
    /// Waits until everything before it is written and reported.
    void flush();

private:
    struct CheckpointJob
    {
        RoomId room;
        qint64 seq = 0;
        QByteArray packedShapes;
    };
    struct DeletionJob
    {
        RoomId room;
        PackedDeletion packed;
    };
    struct RemoveDeletionsJob
    {
        qint64 before = 0;
    };
    struct RemoveRoomJob
    {
        RoomId room;
    };
    struct TimeJob
    {
        qint64 time = 0;
    };
    using Job = std::variant<CommitJob, CheckpointJob, DeletionJob, RemoveDeletionsJob, RemoveRoomJob, TimeJob>;

    explicit SqliteWriter(const QString &path)
        : m_path(path)
    {
    }
    void run();
    void add(std::vector<Job> jobs);
    void checkpointSometimes(SqliteConnection &connection, SqliteCheckpointer &checkpointer);
    void writeAndReport(SqliteConnection &connection, SqliteStatements &statements, std::span<const Job> jobs);
    /// All of them in one transaction, or none.
    Result<void> write(SqliteConnection &connection, SqliteStatements &statements, std::span<const Job> jobs);
    Result<void> removeSomeDeletions(SqliteStatements &statements, qint64 before);
    static void settleSometimes(SqliteConnection &connection, SqliteStatements &statements);
    static void settle(SqliteConnection &connection, SqliteStatements &statements);
    void removeSome(SqliteConnection &connection, SqliteStatements &statements, HistoryRemover &remover);
    static Result<void> inTransaction(SqliteConnection &connection, SqliteStatements &statements,
                                      const std::function<Result<void>()> &action);
    static void report(const Job &job, const Result<void> &outcome);

    const QString m_path;
    int m_transactions = 0;                          ///< since the checkpointer was woken
    std::chrono::steady_clock::time_point m_removed; ///< when history was removed last
    // The thread and its lock are not Qt's: ThreadSanitizer cannot see into those.
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Job> m_jobs;
    std::optional<qint64> m_removeBefore;
    std::optional<Result<void>> m_opened;
    quint64 m_added = 0; ///< jobs so far
    quint64 m_done = 0;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace sketchroom
