#include "server/storage/sqlitestatements.h"

#include "common/protocol/codec.h"
#include "server/storage/editlines.h"

#include <QCoreApplication>
#include <QVariant>

namespace sketchroom {

namespace {

struct SqliteStatementsSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SqliteStatements)
};

enum Statement : int {
    FindRoom,
    FindLast,
    PutRoom,
    TouchRoom,
    DropMembers,
    AddMember,
    DropBans,
    AddBan,
    DropAncestors,
    AddAncestor,
    AddCommit,
    ReadCommits,
    DropCommits,
    AddHistory,
    PutAuthor,
    PutPerson,
    DropPerson,
    AddChat,
    TrimChat,
    PutCheckpoint,
    AddDeletion,
    DropDeletions,
    PutTime,
    DropAuthorsOfRoom,
    DropPeopleOfRoom,
    DropCommitsOfRoom,
    DropHistoryOfRoom,
    DropCheckpointOfRoom,
    DropDeletionsOfRoom,
    DropChatOfRoom,
    DropMembersOfRoom,
    DropBansOfRoom,
    DropAncestorsOfRoom,
    DropRoom,
};
constexpr int firstOfRoom = DropAuthorsOfRoom;
constexpr int lastOfRoom = DropRoom;
constexpr std::array statements = {
    "SELECT key FROM rooms WHERE id = ?",
    "SELECT max(coalesce((SELECT max(last) FROM history WHERE room = ?), 0),"
    " coalesce((SELECT max(last) FROM commits WHERE room = ?), 0),"
    " coalesce((SELECT seq FROM checkpoints WHERE room = ?), 0))",
    "INSERT INTO rooms (id, epoch, title, locked, secret, newcomers, shapes, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch,"
    " title = excluded.title, locked = excluded.locked, secret = excluded.secret, newcomers = excluded.newcomers",
    "UPDATE rooms SET shapes = ?, changed = ? WHERE key = ?",
    "DELETE FROM members WHERE room = ?",
    "INSERT INTO members (room, client, role) VALUES (?, ?, ?)",
    "DELETE FROM bans WHERE room = ?",
    "INSERT INTO bans (room, client, name, address, at) VALUES (?, ?, ?, ?, ?)",
    "DELETE FROM ancestors WHERE room = ?",
    "INSERT INTO ancestors (room, place, epoch, seq) VALUES (?, ?, ?, ?)",
    "INSERT INTO commits (room, first, last, shapes, at, authors, edits) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "SELECT room, first, last, shapes, at, authors, edits FROM commits ORDER BY room, place",
    "DELETE FROM commits",
    "INSERT INTO history (room, first, last, edits, at) VALUES (?, ?, ?, ?, ?)",
    "INSERT INTO authors (room, client, last_edit) VALUES (?, ?, ?)"
    " ON CONFLICT (room, client) DO UPDATE SET last_edit = excluded.last_edit",
    "INSERT OR REPLACE INTO people (room, client, name, seen) VALUES (?, ?, ?, ?)",
    "DELETE FROM people WHERE room = ? AND client = ?",
    "INSERT INTO chat (room, peer, name, text, at) VALUES (?, ?, ?, ?, ?)",
    "DELETE FROM chat WHERE room = ? AND line <="
    " (SELECT line FROM chat WHERE room = ? ORDER BY line DESC LIMIT 1 OFFSET ?)",
    "INSERT OR REPLACE INTO checkpoints (room, seq, shapes) VALUES (?, ?, ?)",
    "INSERT OR REPLACE INTO deletions (room, seq, part, client, gesture, name, at, shapes, edit)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "DELETE FROM deletions WHERE rowid IN (SELECT rowid FROM deletions WHERE at < ? ORDER BY at LIMIT ?)",
    "INSERT OR REPLACE INTO upkeep (key, time) VALUES (1, ?)",
    "DELETE FROM authors WHERE room = ?",
    "DELETE FROM people WHERE room = ?",
    "DELETE FROM commits WHERE room = ?",
    "DELETE FROM history WHERE room = ?",
    "DELETE FROM checkpoints WHERE room = ?",
    "DELETE FROM deletions WHERE room = ?",
    "DELETE FROM chat WHERE room = ?",
    "DELETE FROM members WHERE room = ?",
    "DELETE FROM bans WHERE room = ?",
    "DELETE FROM ancestors WHERE room = ?",
    "DELETE FROM rooms WHERE key = ?",
};
static_assert(statements.size() == size_t(DropRoom) + 1);

/// Qt writes strings and bytes that are empty by never having been set as NULL.
QVariant neverNull(const QVariant &value)
{
    if (value.userType() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    if (value.userType() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

QString textOf(const QByteArray &id)
{
    return QString::fromLatin1(id);
}

QByteArray packed(const QList<ShapeRef> &shapes)
{
    constexpr int quickly = 1; // zlib's fastest level
    return qCompress(encodeShapes(shapes), quickly);
}

Result<std::unique_ptr<SqliteStatements>> SqliteStatements::prepare(SqliteConnection &connection)
{
    QList<QSqlQuery> queries;
    for (const char *statement : statements) {
        auto query = connection.prepare(QLatin1StringView(statement));
        if (!query)
            return tl::unexpected(query.error());
        queries.append(std::move(*query));
    }
    const auto unsettled = connection.value(QStringLiteral("SELECT sum(length(edits)) FROM commits"));
    if (!unsettled)
        return tl::unexpected(unsettled.error());
    return std::unique_ptr<SqliteStatements>(new SqliteStatements(std::move(queries), unsettled->toLongLong()));
}

Result<void> SqliteStatements::write(const RoomId &room, const Commit &commit)
{
    if (commit.record) {
        if (auto written = writeRecord(room, *commit.record); !written)
            return written;
    }
    const auto place = placeOf(room);
    if (!place)
        return tl::unexpected(place.error());
    const qint64 key = (*place)->key;
    if (!commit.board.isEmpty()) {
        if (auto written = execute(PutCheckpoint, {key, 0, packed(commit.board)}); !written)
            return written;
    }
    return writeEdits(**place, commit).and_then([&] { return writeChat(key, commit.chat); }).and_then([&] {
        return writePeople(key, commit.people);
    });
}

Result<void> SqliteStatements::writeCheckpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes)
{
    const auto place = placeOf(room);
    if (!place)
        return tl::unexpected(place.error());
    return execute(PutCheckpoint, {(*place)->key, seq, packedShapes});
}

Result<void> SqliteStatements::writeDeleted(const RoomId &room, const PackedDeletion &deletion)
{
    const auto place = placeOf(room);
    if (!place)
        return tl::unexpected(place.error());
    const Deletion &what = deletion.deletion;
    return execute(AddDeletion, {(*place)->key, deletion.seq, deletion.part, textOf(what.client),
                                 textOf(deletion.gesture), what.name, what.until, what.shapes, deletion.edit});
}

Result<void> SqliteStatements::execute(int statement, const QVariantList &values)
{
    QSqlQuery &query = m_queries[statement];
    for (int i = 0; i < int(values.size()); ++i)
        query.bindValue(i, neverNull(values.at(i)));
    return SqliteConnection::execute(query);
}

Result<qint64> SqliteStatements::number(int statement, const QVariantList &values)
{
    if (const auto done = execute(statement, values); !done)
        return tl::unexpected(done.error());
    QSqlQuery &query = m_queries[statement];
    const qint64 found = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    return found;
}

Result<SqliteStatements::Place *> SqliteStatements::placeOf(const RoomId &room)
{
    if (const auto known = m_rooms.find(room); known != m_rooms.end())
        return &known->second;
    const auto key = number(FindRoom, {textOf(room)});
    if (!key)
        return tl::unexpected(key.error());
    if (*key == 0)
        return failure(ErrorCode::NotFound, SqliteStatementsSentences::tr("There is no room %1.").arg(textOf(room)));
    const auto last = number(FindLast, {*key, *key, *key});
    if (!last)
        return tl::unexpected(last.error());
    return &m_rooms.emplace(room, Place{*key, *last}).first->second;
}

Result<void> SqliteStatements::writeRecord(const RoomId &room, const RoomRecord &record)
{
    if (auto put = execute(PutRoom, {textOf(room), textOf(record.epoch), record.title, int(record.locked),
                                     textOf(record.secret), QString::fromLatin1(name(record.newcomers))});
        !put)
        return put;
    const auto place = placeOf(room);
    if (!place)
        return tl::unexpected(place.error());
    const qint64 key = (*place)->key;
    return writeMembers(key, record.roles).and_then([&] { return writeBans(key, record.bans); }).and_then([&] {
        return writeAncestors(key, record.continues);
    });
}

Result<void> SqliteStatements::writeMembers(qint64 key, const QMap<ClientId, Role> &roles)
{
    Result<void> outcome = execute(DropMembers, {key});
    for (auto role = roles.cbegin(); outcome && role != roles.cend(); ++role)
        outcome = execute(AddMember, {key, textOf(role.key()), QString::fromLatin1(name(role.value()))});
    return outcome;
}

Result<void> SqliteStatements::writePeople(qint64 key, const KnownPeople &people)
{
    Result<void> outcome;
    for (auto person = people.cbegin(); outcome && person != people.cend(); ++person)
        outcome = person->name.isEmpty() ? execute(DropPerson, {key, textOf(person.key())})
                                         : execute(PutPerson, {key, textOf(person.key()), person->name, person->seen});
    return outcome;
}

Result<void> SqliteStatements::writeBans(qint64 key, const QMap<ClientId, Ban> &bans)
{
    Result<void> outcome = execute(DropBans, {key});
    for (auto ban = bans.cbegin(); outcome && ban != bans.cend(); ++ban)
        outcome = execute(AddBan, {key, textOf(ban->client), ban->name, ban->address, ban->at});
    return outcome;
}

Result<void> SqliteStatements::writeAncestors(qint64 key, const QList<HistoryPoint> &ancestors)
{
    Result<void> outcome = execute(DropAncestors, {key});
    for (qsizetype place = 0; outcome && place < ancestors.size(); ++place)
        outcome = execute(AddAncestor, {key, place, textOf(ancestors.at(place).epoch), ancestors.at(place).seq});
    return outcome;
}

Result<void> SqliteStatements::writeEdits(Place &place, const Commit &commit)
{
    if (auto put = putAuthors(place.key, commit.lastEdits); !put)
        return put;
    if (commit.edits.isEmpty())
        return execute(TouchRoom, {commit.shapes, commit.at, place.key});
    const qint64 first = commit.edits.constFirst().seq;
    const qint64 last = commit.edits.constLast().seq;
    if (first != place.lastSeq + 1 || last != place.lastSeq + commit.edits.size())
        return failure(ErrorCode::Invalid, SqliteStatementsSentences::tr("Edits %1 to %2 do not follow edit %3.")
                                               .arg(first)
                                               .arg(last)
                                               .arg(place.lastSeq));
    QHash<ClientId, qint64> authors;
    for (const LoggedEdit &edit : commit.edits) {
        if (edit.id > 0)
            authors[edit.client] = edit.id;
    }
    const QByteArray lines = inLines(commit.edits);
    place.lastSeq = last;
    m_unsettledBytes += lines.size();
    return execute(AddCommit, {place.key, first, last, commit.shapes, commit.at, inLines(authors), lines});
}

Result<void> SqliteStatements::putAuthors(qint64 key, const QHash<ClientId, qint64> &lastEdits)
{
    for (auto last = lastEdits.cbegin(); last != lastEdits.cend(); ++last) {
        if (auto put = execute(PutAuthor, {key, textOf(last.key()), last.value()}); !put)
            return put;
    }
    return {};
}

namespace {

/// What commits of one room come to, until it is as much as goes into a row.
struct Settling
{
    qint64 room = 0;
    qint64 first = 0;
    qint64 last = 0;
    QByteArray edits;
    QVariant at; ///< of the last
};

} // namespace

Result<void> SqliteStatements::settle()
{
    constexpr qsizetype bytesInRow = qsizetype(64) * 1024;
    if (auto read = execute(ReadCommits, {}); !read)
        return read;
    QSqlQuery &commits = m_queries[ReadCommits];
    Settling row;
    QVariantList touched; // shapes, at and key of the room
    QHash<ClientId, qint64> authors;
    const auto putRow = [&]() -> Result<void> {
        if (row.edits.isEmpty())
            return {};
        return execute(AddHistory, {row.room, row.first, row.last, std::exchange(row.edits, {}), row.at});
    };
    const auto putRoom = [&]() -> Result<void> {
        if (row.room == 0)
            return {};
        return putRow().and_then([&] { return putAuthors(row.room, std::exchange(authors, {})); }).and_then([&] {
            return execute(TouchRoom, touched);
        });
    };
    Result<void> outcome;
    while (outcome && commits.next()) {
        const qint64 room = commits.value(0).toLongLong();
        if (room != row.room)
            outcome = putRoom();
        else if (row.edits.size() >= bytesInRow)
            outcome = putRow();
        if (row.edits.isEmpty())
            row.first = commits.value(1).toLongLong();
        else
            row.edits.append('\n');
        row.room = room;
        row.last = commits.value(2).toLongLong();
        row.edits.append(commits.value(6).toByteArray());
        row.at = commits.value(4);
        touched = {commits.value(3), commits.value(4), room};
        raiseTo(commits.value(5).toByteArray(), authors);
    }
    // Before what was moved is dropped.
    if (outcome)
        outcome = SqliteConnection::allRead(commits);
    commits.finish();
    return outcome.and_then(putRoom).and_then([&] { return execute(DropCommits, {}); });
}

Result<bool> SqliteStatements::removeSomeDeletions(qint64 before)
{
    constexpr int rowsAtOnce = 64;
    return execute(DropDeletions, {before, rowsAtOnce}).map([this] {
        return m_queries[DropDeletions].numRowsAffected() == rowsAtOnce;
    });
}

Result<void> SqliteStatements::removeRoom(const RoomId &room)
{
    const auto place = placeOf(room);
    if (!place)
        return tl::unexpected(place.error());
    Result<void> outcome;
    for (int statement = firstOfRoom; outcome && statement <= lastOfRoom; ++statement)
        outcome = execute(statement, {(*place)->key});
    m_rooms.erase(room);
    return outcome;
}

Result<void> SqliteStatements::writeTime(qint64 time)
{
    return execute(PutTime, {time});
}

Result<void> SqliteStatements::writeChat(qint64 key, const QList<ChatLine> &lines)
{
    for (const ChatLine &line : lines) {
        if (auto added = execute(AddChat, {key, textOf(line.peer), line.name, line.text, line.at}); !added)
            return added;
    }
    return lines.isEmpty() ? Result<void>() : execute(TrimChat, {key, key, chatLinesKept});
}

} // namespace sketchroom
