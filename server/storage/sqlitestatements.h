#pragma once

#include "server/storage/roomrecord.h"
#include "server/storage/sqliteconnection.h"

namespace sketchroom {

/// The statements that write, prepared once. To be used inside a transaction; after a rollback, forget() what it did.
class SqliteStatements final
{
public:
    static Result<std::unique_ptr<SqliteStatements>> prepare(SqliteConnection &connection);

    Result<void> write(const RoomId &room, const Commit &commit);
    Result<void> writeCheckpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes);
    void forget() { m_keys.clear(); }

private:
    explicit SqliteStatements(QList<QSqlQuery> queries)
        : m_queries(std::move(queries))
    {
    }
    /// Executes one of the statements with these values.
    Result<void> execute(int statement, const QVariantList &values);
    Result<qint64> keyOf(const RoomId &room);
    Result<void> writeRecord(const RoomId &room, const RoomRecord &record);
    Result<void> writeAncestors(qint64 key, const QList<HistoryPoint> &ancestors);
    Result<void> writeEdits(qint64 key, const Commit &commit);
    Result<void> writeChat(qint64 key, const QList<ChatLine> &lines);

    QList<QSqlQuery> m_queries;
    QHash<RoomId, qint64> m_keys;
};

/// A board as the database keeps it.
QByteArray packed(const QList<ShapeRef> &shapes);
/// An id as the database keeps it.
QString textOf(const QByteArray &id);

} // namespace sketchroom
