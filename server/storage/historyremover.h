#pragma once

#include "server/storage/sqliteconnection.h"

namespace sketchroom {

/// Removes old edits from the database of rooms, and gives the space back, in steps of some milliseconds: commits go in
/// between. What a board is made of stays: the edits after its checkpoint, however old they are. A database from before
/// version 6 keeps its length, and is filled again. To be used on the connection's thread.
class HistoryRemover final
{
public:
    explicit HistoryRemover(SqliteConnection &connection)
        : m_connection(connection)
    {
    }

    /// Has what was committed before this time (ms since 1970) removed, by and by.
    void begin(qint64 before) { m_before = before; }
    bool isAtWork() const { return m_before || !m_rooms.isEmpty() || m_givingBack; }
    /// To be called in a transaction. After an error nothing is left to do until begin(). Errors: Io, Damaged.
    Result<void> step();

private:
    /// Edits up to `last` are to go.
    struct Room
    {
        qint64 key = 0;
        qint64 last = 0;
    };
    Result<void> look(qint64 before);
    Result<void> removeSome();
    Result<void> giveSomeBack();

    SqliteConnection &m_connection;
    std::optional<qint64> m_before; ///< of a pass that has yet to begin
    QList<Room> m_rooms;
    bool m_givingBack = false;
};

} // namespace sketchroom
