#pragma once

#include "common/base/result.h"
#include "common/sync/replica.h"

#include <memory>
#include <span>

namespace sketchroom {

class SqliteConnection;

/// What a client keeps of one room while its host does not have everything.
struct JournalContent
{
    QString room;                    ///< as it was given to JournalFile::open()
    QList<Replica::Pending> pending; ///< in the order of their ids
    qint64 lastEditId = 0;           ///< the highest that was written
    std::optional<BoardCopy> board;  ///< the confirmed board when the connection was lost; nothing if it never was
};

/// A board as it is written.
struct PackedBoard
{
    QByteArray epoch;
    qint64 seq = 0;
    QByteArray shapes;
};
/// Takes seconds for a board of 50,000 shapes.
PackedBoard packed(const BoardCopy &board);

/// What changes in a journal.
struct JournalEntry
{
    QList<Replica::Pending> made;
    QList<qint64> settled;            ///< ids of edits that are pending no more
    std::optional<PackedBoard> board; ///< in place of the one before
};

/// A journal's database. To be opened, used and destroyed on one thread.
class JournalFile final
{
public:
    /// Opens the file, or makes it. Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<JournalFile>> open(const QString &path, const QString &room);
    /// Opens a file that is there. Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<JournalFile>> open(const QString &path);
    ~JournalFile();

    /// The room, and how many edits wait for it.
    Result<std::pair<QString, qint64>> summary();
    /// Errors: Io, Damaged.
    Result<JournalContent> read();
    /// All of it or nothing. Errors: Io.
    Result<void> write(std::span<const JournalEntry> entries);

private:
    explicit JournalFile(std::unique_ptr<SqliteConnection> connection);
    Result<void> write(const JournalEntry &entry);
    Result<void> execute(const QString &statement, const QVariantList &values);

    std::unique_ptr<SqliteConnection> m_connection;
};

} // namespace sketchroom
