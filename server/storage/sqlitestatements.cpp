#include "server/storage/sqlitestatements.h"

#include "common/protocol/codec.h"

#include <QCoreApplication>
#include <QVariant>

namespace sketchroom {

namespace {

struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SqliteStatements)
};

enum Statement : int {
    FindRoom,
    PutRoom,
    TouchRoom,
    DropMembers,
    AddMember,
    DropAncestors,
    AddAncestor,
    AddEdit,
    PutAuthor,
    AddChat,
    TrimChat,
    PutCheckpoint,
};
constexpr std::array statements = {
    "SELECT key FROM rooms WHERE id = ?",
    "INSERT INTO rooms (id, epoch, title, locked, secret_salt, secret_hash, secret_rounds, shapes, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch,"
    " title = excluded.title, locked = excluded.locked, secret_salt = excluded.secret_salt,"
    " secret_hash = excluded.secret_hash, secret_rounds = excluded.secret_rounds",
    "UPDATE rooms SET shapes = ?, changed = ? WHERE key = ?",
    "DELETE FROM members WHERE room = ?",
    "INSERT INTO members (room, client, role, banned) VALUES (?, ?, ?, ?)",
    "DELETE FROM ancestors WHERE room = ?",
    "INSERT INTO ancestors (room, place, epoch, seq) VALUES (?, ?, ?, ?)",
    "INSERT INTO edits (room, seq, edit) VALUES (?, ?, ?)",
    "INSERT INTO authors (room, client, last_edit) VALUES (?, ?, ?)"
    " ON CONFLICT (room, client) DO UPDATE SET last_edit = excluded.last_edit",
    "INSERT INTO chat (room, peer, name, text, at) VALUES (?, ?, ?, ?, ?)",
    "DELETE FROM chat WHERE room = ? AND line <="
    " (SELECT line FROM chat WHERE room = ? ORDER BY line DESC LIMIT 1 OFFSET ?)",
    "INSERT OR REPLACE INTO checkpoints (room, seq, shapes) VALUES (?, ?, ?)",
};
static_assert(statements.size() == size_t(PutCheckpoint) + 1);

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
    return std::unique_ptr<SqliteStatements>(new SqliteStatements(std::move(queries)));
}

Result<void> SqliteStatements::write(const RoomId &room, const Commit &commit)
{
    if (commit.record) {
        if (auto written = writeRecord(room, *commit.record); !written)
            return written;
    }
    const auto key = keyOf(room);
    if (!key)
        return tl::unexpected(key.error());
    if (!commit.board.isEmpty()) {
        if (auto written = execute(PutCheckpoint, {*key, 0, packed(commit.board)}); !written)
            return written;
    }
    return writeEdits(*key, commit).and_then([&] { return writeChat(*key, commit.chat); }).and_then([&] {
        return execute(TouchRoom, {commit.shapes, commit.at, *key});
    });
}

Result<void> SqliteStatements::writeCheckpoint(const RoomId &room, qint64 seq, const QByteArray &packedShapes)
{
    const auto key = keyOf(room);
    if (!key)
        return tl::unexpected(key.error());
    return execute(PutCheckpoint, {*key, seq, packedShapes});
}

Result<void> SqliteStatements::execute(int statement, const QVariantList &values)
{
    QSqlQuery &query = m_queries[statement];
    for (int i = 0; i < int(values.size()); ++i)
        query.bindValue(i, neverNull(values.at(i)));
    return SqliteConnection::execute(query);
}

Result<qint64> SqliteStatements::keyOf(const RoomId &room)
{
    if (const auto known = m_keys.constFind(room); known != m_keys.cend())
        return *known;
    if (const auto found = execute(FindRoom, {textOf(room)}); !found)
        return tl::unexpected(found.error());
    QSqlQuery &query = m_queries[FindRoom];
    const bool there = query.next();
    const qint64 key = there ? query.value(0).toLongLong() : 0;
    query.finish();
    if (!there)
        return failure(ErrorCode::NotFound, Sentences::tr("There is no room %1.").arg(textOf(room)));
    m_keys.insert(room, key);
    return key;
}

Result<void> SqliteStatements::writeRecord(const RoomId &room, const RoomRecord &record)
{
    if (auto put = execute(PutRoom, {textOf(room), textOf(record.epoch), record.title, int(record.locked),
                                     record.secret.salt, record.secret.hash, record.secret.rounds});
        !put)
        return put;
    const auto key = keyOf(room);
    if (!key)
        return tl::unexpected(key.error());
    if (auto dropped = execute(DropMembers, {*key}); !dropped)
        return dropped;
    QSet<ClientId> members = record.banned;
    for (auto role = record.roles.cbegin(); role != record.roles.cend(); ++role)
        members.insert(role.key());
    for (const ClientId &client : std::as_const(members)) {
        const Role role = record.roles.value(client, Role::Editor);
        auto added = execute(
            AddMember, {*key, textOf(client), QString::fromLatin1(name(role)), int(record.banned.contains(client))});
        if (!added)
            return added;
    }
    return writeAncestors(*key, record.continues);
}

Result<void> SqliteStatements::writeAncestors(qint64 key, const QList<HistoryPoint> &ancestors)
{
    Result<void> outcome = execute(DropAncestors, {key});
    for (qsizetype place = 0; outcome && place < ancestors.size(); ++place)
        outcome = execute(AddAncestor, {key, place, textOf(ancestors.at(place).epoch), ancestors.at(place).seq});
    return outcome;
}

Result<void> SqliteStatements::writeEdits(qint64 key, const Commit &commit)
{
    QHash<ClientId, qint64> lastEdits = commit.lastEdits;
    for (const LoggedEdit &edit : commit.edits) {
        if (auto added = execute(AddEdit, {key, edit.seq, edit.json}); !added)
            return added;
        if (edit.id > 0)
            lastEdits[edit.client] = edit.id;
    }
    for (auto last = lastEdits.cbegin(); last != lastEdits.cend(); ++last) {
        if (auto put = execute(PutAuthor, {key, textOf(last.key()), last.value()}); !put)
            return put;
    }
    return {};
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
