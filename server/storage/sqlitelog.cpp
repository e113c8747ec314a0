#include "server/storage/sqlitelog.h"

#include "common/protocol/codec.h"
#include "server/storage/editlines.h"
#include "server/storage/sqlitestatements.h"

#include <QCoreApplication>
#include <QSqlQuery>
#include <QVariant>

#include <numeric>

namespace sketchroom {

namespace {

struct SqliteLogSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SqliteLog)
};

} // namespace

SqliteLog::SqliteLog(std::unique_ptr<SqliteConnection> reader, std::shared_ptr<SqliteWriter> writer)
    : m_reader(std::move(reader))
    , m_writer(std::move(writer))
{
    m_packer.setMaxThreadCount(1);
}

SqliteLog::~SqliteLog()
{
    flush();
    // Before the writer: only who may write can put the write-ahead log back into the database when the last one goes.
    m_reader.reset();
}

Result<std::unique_ptr<SqliteLog>> SqliteLog::open(const QString &path)
{
    auto writer = SqliteWriter::start(path);
    if (!writer)
        return tl::unexpected(writer.error());
    return open(path, std::move(*writer));
}

Result<std::unique_ptr<SqliteLog>> SqliteLog::open(const QString &path, std::shared_ptr<SqliteWriter> writer)
{
    auto reader = SqliteConnection::openToRead(path);
    if (!reader)
        return tl::unexpected(reader.error());
    return std::unique_ptr<SqliteLog>(new SqliteLog(std::move(*reader), std::move(writer)));
}

Result<QSqlQuery> SqliteLog::select(const QString &statement, const QVariantList &values)
{
    auto query = m_reader->prepare(statement);
    if (!query)
        return query;
    for (const QVariant &value : values)
        query->addBindValue(value);
    if (const auto done = SqliteConnection::execute(*query); !done)
        return tl::unexpected(done.error());
    return query;
}

Result<QList<RoomSummary>> SqliteLog::rooms()
{
    // Of several commits, max() picks the row that the others of its columns are taken from.
    auto query = select(QStringLiteral("SELECT id, title, locked, coalesce(late.shapes, rooms.shapes),"
                                       " coalesce(late.at, changed) FROM rooms LEFT JOIN"
                                       " (SELECT room, shapes, at, max(place) FROM commits GROUP BY room) AS late"
                                       " ON late.room = rooms.key ORDER BY id"),
                        {});
    if (!query)
        return tl::unexpected(query.error());
    QList<RoomSummary> list;
    while (query->next())
        list.append({query->value(0).toByteArray(), query->value(1).toString(), query->value(2).toBool(), 0,
                     query->value(3).toLongLong(), query->value(4).toLongLong()});
    if (const auto whole = SqliteConnection::allRead(*query); !whole)
        return tl::unexpected(whole.error());
    return list;
}

Result<std::optional<StoredRoom>> SqliteLog::load(const RoomId &id)
{
    // Commits of this room may still be under way.
    passOn();
    m_writer->flush();
    auto query =
        select(QStringLiteral("SELECT key, epoch, title, locked, secret, changed, newcomers FROM rooms WHERE id = ?"),
               {textOf(id)});
    if (!query)
        return tl::unexpected(query.error());
    if (!query->next())
        return std::optional<StoredRoom>();
    StoredRoom room;
    const qint64 key = query->value(0).toLongLong();
    room.record.epoch = query->value(1).toByteArray();
    room.record.title = query->value(2).toString();
    room.record.locked = query->value(3).toBool();
    room.record.secret = query->value(4).toByteArray();
    room.changed = query->value(5).toLongLong();
    room.record.newcomers = fromName<Newcomers>(query->value(6).toByteArray()).value_or(Newcomers::Wait);
    query->finish();
    const auto loaded = loadRecord(key, room.record)
                            .and_then([&] { return loadBoard(key, room); })
                            .and_then([&] { return loadAuthors(key, room); })
                            .and_then([&] { return loadChat(key, room); })
                            .and_then([&] { return loadPeople(key, room); });
    if (!loaded)
        return tl::unexpected(loaded.error());
    return std::optional(std::move(room));
}

Result<void> SqliteLog::loadRecord(qint64 key, RoomRecord &record)
{
    auto members = select(QStringLiteral("SELECT client, role FROM members WHERE room = ?"), {key});
    if (!members)
        return tl::unexpected(members.error());
    while (members->next()) {
        const ClientId client = members->value(0).toByteArray();
        record.roles.insert(client, fromName<Role>(members->value(1).toByteArray()).value_or(Role::Viewer));
    }
    if (auto whole = SqliteConnection::allRead(*members); !whole)
        return whole;
    auto bans = select(QStringLiteral("SELECT client, name, address, at FROM bans WHERE room = ?"), {key});
    if (!bans)
        return tl::unexpected(bans.error());
    while (bans->next()) {
        const ClientId client = bans->value(0).toByteArray();
        record.bans.insert(client,
                           {client, bans->value(1).toString(), bans->value(2).toString(), bans->value(3).toLongLong()});
    }
    if (auto whole = SqliteConnection::allRead(*bans); !whole)
        return whole;
    auto ancestors = select(QStringLiteral("SELECT epoch, seq FROM ancestors WHERE room = ? ORDER BY place"), {key});
    if (!ancestors)
        return tl::unexpected(ancestors.error());
    while (ancestors->next())
        record.continues.append({ancestors->value(0).toByteArray(), ancestors->value(1).toLongLong()});
    return SqliteConnection::allRead(*ancestors);
}

Result<void> SqliteLog::loadBoard(qint64 key, StoredRoom &room)
{
    auto checkpoint = select(QStringLiteral("SELECT seq, shapes FROM checkpoints WHERE room = ?"), {key});
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    if (checkpoint->next()) {
        room.seq = checkpoint->value(0).toLongLong();
        auto shapes = decodeShapes(qUncompress(checkpoint->value(1).toByteArray()), withoutLimits());
        if (!shapes)
            return failure(ErrorCode::Damaged,
                           SqliteLogSentences::tr("The stored board cannot be read: %1").arg(shapes.error().message));
        room.shapes = std::move(*shapes);
    }
    constexpr qint64 all = std::numeric_limits<qint64>::max();
    return readEdits(key, room.seq + 1, all, all, room.edits);
}

Result<void> SqliteLog::readEdits(qint64 key, qint64 from, qint64 to, qint64 maxBytes, QList<QByteArray> &edits)
{
    // The row that `from` is in may begin before it.
    auto rows = select(QStringLiteral("SELECT first, last, edits FROM history WHERE room = ? AND first <= ? AND first"
                                      " >= coalesce((SELECT max(first) FROM history WHERE room = ? AND first <= ?), 0)"
                                      " UNION ALL SELECT first, last, edits FROM commits WHERE room = ?"
                                      " AND first <= ? AND last >= ? ORDER BY first"),
                       {key, to, key, from, key, to, from});
    if (!rows)
        return tl::unexpected(rows.error());
    qint64 bytes = 0;
    while (bytes <= maxBytes && rows->next()) {
        const qsizetype before = edits.size();
        auto appended = appendEdits(rows->value(2).toByteArray(), rows->value(0).toLongLong(),
                                    rows->value(1).toLongLong(), from, to, edits);
        if (!appended)
            return appended;
        for (qsizetype i = before; i < edits.size(); ++i) {
            if (bytes > maxBytes)
                edits.resize(i);
            else
                bytes += edits.at(i).size();
        }
    }
    return SqliteConnection::allRead(*rows);
}

Result<void> SqliteLog::loadAuthors(qint64 key, StoredRoom &room)
{
    auto authors = select(QStringLiteral("SELECT client, last_edit FROM authors WHERE room = ?"), {key});
    if (!authors)
        return tl::unexpected(authors.error());
    while (authors->next())
        room.lastEdits.insert(authors->value(0).toByteArray(), authors->value(1).toLongLong());
    if (auto whole = SqliteConnection::allRead(*authors); !whole)
        return whole;
    auto late = select(QStringLiteral("SELECT authors, at FROM commits WHERE room = ? ORDER BY place"), {key});
    if (!late)
        return tl::unexpected(late.error());
    while (late->next()) {
        raiseTo(late->value(0).toByteArray(), room.lastEdits);
        room.changed = qMax(room.changed, late->value(1).toLongLong());
    }
    return SqliteConnection::allRead(*late);
}

Result<void> SqliteLog::loadPeople(qint64 key, StoredRoom &room)
{
    auto people = select(QStringLiteral("SELECT client, name, seen FROM people WHERE room = ?"), {key});
    if (!people)
        return tl::unexpected(people.error());
    while (people->next())
        room.people.insert(people->value(0).toByteArray(),
                           {people->value(1).toString(), people->value(2).toLongLong()});
    return SqliteConnection::allRead(*people);
}

Result<void> SqliteLog::loadChat(qint64 key, StoredRoom &room)
{
    auto lines = select(QStringLiteral("SELECT peer, name, text, at FROM chat WHERE room = ? ORDER BY line"), {key});
    if (!lines)
        return tl::unexpected(lines.error());
    while (lines->next())
        room.chat.append({lines->value(0).toByteArray(), lines->value(1).toString(), lines->value(2).toString(),
                          lines->value(3).toLongLong()});
    return SqliteConnection::allRead(*lines);
}

void SqliteLog::append(const RoomId &room, const Commit &commit, const Done &done)
{
    if (m_appended.empty())
        QMetaObject::invokeMethod(
            &m_here, [this] { passOn(); }, Qt::QueuedConnection);
    m_appended.push_back({room, commit, [this, done](const Result<void> &outcome) {
                              QMetaObject::invokeMethod(
                                  &m_here, [done, outcome] { done(outcome); }, Qt::QueuedConnection);
                          }});
}

void SqliteLog::passOn()
{
    if (!m_appended.empty())
        m_writer->append(std::exchange(m_appended, {}));
}

void SqliteLog::checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes)
{
    m_packer.start([this, room, seq, shapes] { m_writer->checkpoint(room, seq, packed(shapes)); });
}

Result<QList<QByteArray>> SqliteLog::read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes)
{
    auto key = select(QStringLiteral("SELECT key FROM rooms WHERE id = ?"), {textOf(room)});
    if (!key)
        return tl::unexpected(key.error());
    QList<QByteArray> edits;
    if (!key->next())
        return edits;
    if (const auto done = readEdits(key->value(0).toLongLong(), from, to, maxBytes, edits); !done)
        return tl::unexpected(done.error());
    return edits;
}

Result<qint64> SqliteLog::firstKept(const RoomId &room)
{
    auto first = select(QStringLiteral("SELECT coalesce((SELECT min(first) FROM history WHERE room = key), (SELECT"
                                       " min(first) FROM commits WHERE room = key), (SELECT seq + 1 FROM checkpoints"
                                       " WHERE room = key), 1) FROM rooms WHERE id = ?"),
                        {textOf(room)});
    if (!first)
        return tl::unexpected(first.error());
    return first->next() ? first->value(0).toLongLong() : 1;
}

Result<QList<Deletion>> SqliteLog::deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most)
{
    const QString client = textOf(filter.client);
    auto rows =
        select(QStringLiteral("SELECT client, max(name), min(at), max(at), sum(shapes) FROM (SELECT seq, client,"
                              " name, gesture, at, shapes FROM deletions WHERE room = (SELECT key FROM rooms"
                              " WHERE id = ?) AND at BETWEEN ? AND ? AND (? OR client = ?)"
                              " ORDER BY at DESC LIMIT 10000)"
                              " GROUP BY client, CASE gesture WHEN '' THEN seq ELSE gesture END"
                              " ORDER BY max(at) DESC, max(seq) DESC LIMIT ?"),
               {textOf(room), filter.since, filter.until, client.isEmpty(), client, most});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Deletion> found;
    while (rows->next())
        found.append({rows->value(0).toByteArray(), rows->value(1).toString(), rows->value(2).toLongLong(),
                      rows->value(3).toLongLong(), rows->value(4).toLongLong()});
    if (const auto whole = SqliteConnection::allRead(*rows); !whole)
        return tl::unexpected(whole.error());
    return found;
}

Result<QList<DeletedPart>> SqliteLog::deleted(const RoomId &room, const DeletionFilter &filter,
                                              const std::optional<DeletedPart> &after, qint64 maxBytes)
{
    if (m_keeping.contains(room))
        return failure(ErrorCode::Rate, SqliteLogSentences::tr("What was deleted just now is still being stored. Try "
                                                               "again in a moment."));
    constexpr qint64 beforeAll = std::numeric_limits<qint64>::min();
    const QString client = textOf(filter.client);
    auto rows = select(QStringLiteral("SELECT seq, part, edit FROM deletions WHERE room = (SELECT key FROM rooms WHERE"
                                      " id = ?) AND at BETWEEN ? AND ? AND (? OR client = ?) AND (-seq, part) >"
                                      " (?, ?) ORDER BY seq DESC, part"),
                       {textOf(room), filter.since, filter.until, client.isEmpty(), client,
                        after ? -after->seq : beforeAll, after ? after->part : 0});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<DeletedPart> found;
    for (qint64 bytes = 0; bytes <= maxBytes && rows->next();) {
        const QByteArray packedEdit = rows->value(2).toByteArray();
        auto ops = unpackedDeletion(packedEdit);
        if (!ops)
            return tl::unexpected(ops.error());
        bytes += std::accumulate(ops->cbegin(), ops->cend(), qint64(0),
                                 [](qint64 sum, const Op &op) { return sum + aboutBytesOf(op); });
        found.append({rows->value(0).toLongLong(), rows->value(1).toInt(), std::move(*ops)});
    }
    if (const auto whole = SqliteConnection::allRead(*rows); !whole)
        return tl::unexpected(whole.error());
    return found;
}

void SqliteLog::keepDeleted(const RoomId &room, const LoggedDeletion &logged)
{
    ++m_keeping[room];
    m_packer.start([this, room, logged] {
        // Waited for one by one: all at once would be one transaction, which everybody's commits would wait for.
        packDeletion(logged, [this, &room](const PackedDeletion &part) {
            m_writer->keepDeleted(room, part);
            m_writer->flush();
        });
        QMetaObject::invokeMethod(
            &m_here,
            [this, room] {
                if (--m_keeping[room] == 0)
                    m_keeping.remove(room);
            },
            Qt::QueuedConnection);
    });
}

void SqliteLog::remove(const RoomId &room)
{
    passOn();
    m_packer.waitForDone(); // its checkpoints
    m_writer->removeRoom(room);
}

void SqliteLog::flush()
{
    passOn();
    m_packer.waitForDone();
    m_writer->flush();
}

} // namespace sketchroom
