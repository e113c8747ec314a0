#pragma once

#include "server/storage/packeddeletion.h"
#include "server/storage/sqliteconnection.h"

#include <map>

namespace sketchroom {

/// The statements that write, prepared once. To be used inside a transaction; after a rollback, forget() what it did.
class SqliteStatements final
{
public:
    static Result<std::unique_ptr<SqliteStatements>> prepare(SqliteConnection &connection);

    Result<void> write(const RoomId &room, const Commit &commit);
    Result<void> writeCheckpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes);
    Result<void> writeDeleted(const RoomId &room, const PackedDeletion &deletion);
    /// Of what was deleted before this time (ms since 1970), a little. Returns whether there is more.
    Result<bool> removeSomeDeletions(qint64 before);
    Result<void> writeTime(qint64 time);
    Result<void> removeRoom(const RoomId &room);
    void forget() { m_rooms.clear(); }
    /// Puts what was committed of late where it stays: many edits to a row.
    Result<void> settle();
    /// How many bytes of edits settle() has to do with; perhaps too many after a rollback.
    qint64 unsettledBytes() const { return m_unsettledBytes; }
    void settled() { m_unsettledBytes = 0; }

private:
    SqliteStatements(QList<QSqlQuery> queries, qint64 unsettledBytes)
        : m_queries(std::move(queries))
        , m_unsettledBytes(unsettledBytes)
    {
    }
    /// Executes one of the statements with these values.
    Result<void> execute(int statement, const QVariantList &values);
    /// The first column of the only row; 0 when there is none.
    Result<qint64> number(int statement, const QVariantList &values);
    struct Place
    {
        qint64 key = 0;
        qint64 lastSeq = 0; ///< of the edits that are stored
    };
    Result<Place *> placeOf(const RoomId &room);
    Result<void> writeRecord(const RoomId &room, const RoomRecord &record);
    Result<void> writeMembers(qint64 key, const QMap<ClientId, Role> &roles);
    Result<void> writePeople(qint64 key, const KnownPeople &people);
    Result<void> writeBans(qint64 key, const QMap<ClientId, Ban> &bans);
    Result<void> writeAncestors(qint64 key, const QList<HistoryPoint> &ancestors);
    Result<void> writeEdits(Place &place, const Commit &commit);
    Result<void> putAuthors(qint64 key, const QHash<ClientId, qint64> &lastEdits);
    Result<void> writeChat(qint64 key, const QList<ChatLine> &lines);

    QList<QSqlQuery> m_queries;
    std::map<RoomId, Place> m_rooms;
    qint64 m_unsettledBytes;
};

/// A board as the database keeps it.
QByteArray packed(const QList<ShapeRef> &shapes);
/// An id as the database keeps it.
QString textOf(const QByteArray &id);

} // namespace sketchroom
