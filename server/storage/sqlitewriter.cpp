#include "server/storage/sqlitewriter.h"

#include "common/base/logging.h"
#include "server/storage/roomschema.h"
#include "server/storage/sqlitecheckpointer.h"
#include "server/storage/sqlitestatements.h"

namespace sketchroom {

Result<std::unique_ptr<SqliteWriter>> SqliteWriter::start(const QString &path)
{
    std::unique_ptr<SqliteWriter> writer(new SqliteWriter(path));
    writer->m_thread = std::thread(&SqliteWriter::run, writer.get());
    std::unique_lock lock(writer->m_mutex);
    writer->m_changed.wait(lock, [&] { return writer->m_opened.has_value(); });
    const Result<void> opened = *writer->m_opened;
    lock.unlock();
    if (!opened)
        return tl::unexpected(opened.error());
    return writer;
}

SqliteWriter::~SqliteWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

void SqliteWriter::append(std::vector<CommitJob> commits)
{
    add({std::move_iterator(commits.begin()), std::move_iterator(commits.end())});
}

void SqliteWriter::checkpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes)
{
    add({CheckpointJob{room, seq, packedShapes}});
}

void SqliteWriter::removeHistory(qint64 before)
{
    const std::lock_guard lock(m_mutex);
    m_removeBefore = before;
    m_changed.notify_all();
}

void SqliteWriter::keepDeleted(const RoomId &room, const PackedDeletion &packed)
{
    add({DeletionJob{room, packed}});
}

void SqliteWriter::removeDeletions(qint64 before)
{
    add({RemoveDeletionsJob{before}});
}

void SqliteWriter::removeRoom(const RoomId &room)
{
    add({RemoveRoomJob{room}});
}

void SqliteWriter::keepTime(qint64 time)
{
    add({TimeJob{time}});
}

void SqliteWriter::add(std::vector<Job> jobs)
{
    const std::lock_guard lock(m_mutex);
    m_added += jobs.size();
    m_jobs.insert(m_jobs.end(), std::move_iterator(jobs.begin()), std::move_iterator(jobs.end()));
    m_changed.notify_all();
}

void SqliteWriter::flush()
{
    std::unique_lock lock(m_mutex);
    // Not for what others go on adding meanwhile.
    m_changed.wait(lock, [this, before = m_added] { return m_done >= before; });
}

void SqliteWriter::run()
{
    auto connection = SqliteConnection::open(m_path, roomSchema());
    if (connection) {
        if (const auto left = (*connection)->run(QStringLiteral("PRAGMA wal_autocheckpoint = 0")); !left)
            connection = tl::unexpected(left.error());
    }
    Result<std::unique_ptr<SqliteStatements>> statements;
    if (connection)
        statements = SqliteStatements::prepare(**connection);
    std::unique_lock lock(m_mutex);
    if (!connection)
        m_opened.emplace(tl::unexpected(connection.error()));
    else if (!statements)
        m_opened.emplace(tl::unexpected(statements.error()));
    else
        m_opened.emplace();
    m_changed.notify_all();
    if (!*m_opened)
        return;
    SqliteCheckpointer checkpointer(m_path);
    HistoryRemover remover(**connection);
    while (true) {
        m_changed.wait(lock, [&] { return !m_jobs.empty() || m_ending || m_removeBefore || remover.isAtWork(); });
        if (m_jobs.empty() && m_ending)
            return;
        const std::vector<Job> jobs = std::exchange(m_jobs, {});
        const auto removeBefore = std::exchange(m_removeBefore, {});
        lock.unlock();
        if (!jobs.empty())
            writeAndReport(**connection, **statements, jobs);
        if (removeBefore) {
            // What has not been settled has no age yet.
            settle(**connection, **statements);
            remover.begin(*removeBefore);
        }
        // Commits go first, but a host that always has some must not keep its history for that.
        constexpr std::chrono::milliseconds pause{500};
        if (remover.isAtWork() && (jobs.empty() || std::chrono::steady_clock::now() - m_removed > pause))
            removeSome(**connection, **statements, remover);
        checkpointSometimes(**connection, checkpointer);
        lock.lock();
        m_done += jobs.size();
        m_changed.notify_all();
    }
}

void SqliteWriter::checkpointSometimes(SqliteConnection &connection, SqliteCheckpointer &checkpointer)
{
    // Often enough that the log stays short: then commits overwrite it, and need not make the file longer.
    constexpr int mostTransactions = 64;
    if (checkpointer.takeMoved())
        std::ignore = connection.run(SqliteCheckpointer::statement); // another time, if not now
    if (++m_transactions < mostTransactions)
        return;
    m_transactions = 0;
    checkpointer.wake();
}

void SqliteWriter::writeAndReport(SqliteConnection &connection, SqliteStatements &statements, std::span<const Job> jobs)
{
    const auto outcome = write(connection, statements, jobs);
    // One that cannot be written must not take the others with it.
    const bool separately = !outcome && jobs.size() > 1;
    for (const Job &job : jobs)
        report(job, separately ? write(connection, statements, std::span(&job, 1)) : outcome);
    settleSometimes(connection, statements);
}

void SqliteWriter::settleSometimes(SqliteConnection &connection, SqliteStatements &statements)
{
    // A few milliseconds' work, which the commits after it wait for.
    constexpr qint64 settledAtOnce = qint64(256) * 1024;
    if (statements.unsettledBytes() >= settledAtOnce)
        settle(connection, statements);
}

void SqliteWriter::settle(SqliteConnection &connection, SqliteStatements &statements)
{
    if (statements.unsettledBytes() == 0)
        return;
    const auto outcome = inTransaction(connection, statements, [&] { return statements.settle(); });
    if (!outcome)
        qCWarning(lcStorage, "Edits stay where they are for now: %s", qUtf8Printable(outcome.error().message));
    statements.settled(); // if not, it is tried again when as much has come
}

void SqliteWriter::removeSome(SqliteConnection &connection, SqliteStatements &statements, HistoryRemover &remover)
{
    const auto outcome = inTransaction(connection, statements, [&] { return remover.step(); });
    if (!outcome)
        qCWarning(lcStorage, "Old history stays for now: %s", qUtf8Printable(outcome.error().message));
    m_removed = std::chrono::steady_clock::now();
}

Result<void> SqliteWriter::write(SqliteConnection &connection, SqliteStatements &statements, std::span<const Job> jobs)
{
    struct Write
    {
        SqliteWriter &writer;
        SqliteStatements &to;
        Result<void> operator()(const CommitJob &job) const { return to.write(job.room, job.commit); }
        Result<void> operator()(const CheckpointJob &job) const
        {
            return to.writeCheckpoint(job.room, job.seq, job.packedShapes);
        }
        Result<void> operator()(const DeletionJob &job) const { return to.writeDeleted(job.room, job.packed); }
        Result<void> operator()(const RemoveRoomJob &job) const { return to.removeRoom(job.room); }
        Result<void> operator()(const TimeJob &job) const { return to.writeTime(job.time); }
        Result<void> operator()(const RemoveDeletionsJob &job) const
        {
            return writer.removeSomeDeletions(to, job.before);
        }
    };
    return inTransaction(connection, statements, [&] {
        Result<void> outcome;
        for (const Job &job : jobs) {
            outcome = std::visit(Write{*this, statements}, job);
            if (!outcome)
                break;
        }
        return outcome;
    });
}

Result<void> SqliteWriter::removeSomeDeletions(SqliteStatements &statements, qint64 before)
{
    return statements.removeSomeDeletions(before).map([&](bool isMore) {
        if (isMore)
            removeDeletions(before); // so that commits go in between
    });
}

Result<void> SqliteWriter::inTransaction(SqliteConnection &connection, SqliteStatements &statements,
                                         const std::function<Result<void>()> &action)
{
    Result<void> outcome = connection.run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!outcome)
        return outcome;
    outcome = action();
    if (outcome)
        outcome = connection.run(QStringLiteral("COMMIT"));
    if (!outcome) {
        // Fails where SQLite has rolled back already, which is as good.
        std::ignore = connection.run(QStringLiteral("ROLLBACK"));
        statements.forget();
    }
    return outcome;
}

void SqliteWriter::report(const Job &job, const Result<void> &outcome)
{
    if (const auto *commit = std::get_if<CommitJob>(&job))
        return commit->report(outcome);
    if (!outcome)
        qCWarning(lcStorage, "Something could not be stored or removed that no edit waits for: %s",
                  qUtf8Printable(outcome.error().message));
}

} // namespace sketchroom
