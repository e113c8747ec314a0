#include "app/session/journalfile.h"

#include "common/protocol/codec.h"
#include "server/storage/sqliteconnection.h"

#include <QCoreApplication>

#include <array>

namespace sketchroom {

namespace {

struct JournalSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Journal)
};

constexpr std::array version1 = {
    "CREATE TABLE journal (room TEXT NOT NULL, last_edit INTEGER NOT NULL)",
    "CREATE TABLE edits (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, edit BLOB NOT NULL)",
    "CREATE TABLE board (epoch TEXT NOT NULL, seq INTEGER NOT NULL, shapes BLOB NOT NULL)",
};
constexpr std::array<SqliteMigration, 1> migrations = {version1};
constexpr SqliteSchema schema{0x536b4a6c, migrations}; // "SkJl"

constexpr int quickly = 1; // zlib's fastest level

Result<void> readEdits(SqliteConnection &connection, JournalContent &content)
{
    auto edits = connection.prepare(QStringLiteral("SELECT at, edit FROM edits ORDER BY id"));
    if (!edits)
        return tl::unexpected(edits.error());
    if (auto done = SqliteConnection::execute(*edits); !done)
        return done;
    while (edits->next()) {
        const auto message = decodeClient(edits->value(1).toByteArray(), withoutLimits());
        const auto *edit = message ? std::get_if<EditMessage>(&*message) : nullptr;
        if (!edit || edit->refusal)
            return failure(ErrorCode::Damaged, JournalSentences::tr("an edit in it cannot be read"));
        content.pending.append({edit->edit, edits->value(0).toLongLong()});
    }
    return SqliteConnection::allRead(*edits);
}

Result<void> readBoard(SqliteConnection &connection, JournalContent &content)
{
    auto board = connection.prepare(QStringLiteral("SELECT epoch, seq, shapes FROM board"));
    if (!board)
        return tl::unexpected(board.error());
    if (auto done = SqliteConnection::execute(*board); !done)
        return done;
    if (!board->next())
        return {};
    auto shapes = decodeShapes(qUncompress(board->value(2).toByteArray()), withoutLimits());
    if (!shapes)
        return failure(ErrorCode::Damaged, JournalSentences::tr("the board in it cannot be read"));
    content.board = BoardCopy{board->value(0).toByteArray(), board->value(1).toLongLong(), std::move(*shapes)};
    return {};
}

} // namespace

PackedBoard packed(const BoardCopy &board)
{
    return {board.epoch, board.seq, qCompress(encodeShapes(board.shapes), quickly)};
}

JournalFile::JournalFile(std::unique_ptr<SqliteConnection> connection)
    : m_connection(std::move(connection))
{
}

JournalFile::~JournalFile() = default;

Result<std::unique_ptr<JournalFile>> JournalFile::open(const QString &path)
{
    auto connection = SqliteConnection::open(path, schema);
    if (!connection)
        return tl::unexpected(connection.error());
    return std::unique_ptr<JournalFile>(new JournalFile(std::move(*connection)));
}

Result<std::unique_ptr<JournalFile>> JournalFile::open(const QString &path, const QString &room)
{
    auto file = open(path);
    if (!file)
        return file;
    const auto rows = (*file)->m_connection->value(QStringLiteral("SELECT count(*) FROM journal"));
    if (!rows)
        return tl::unexpected(rows.error());
    // Its address may be another by now: its host has turned encryption on.
    const QString named = rows->toInt() == 0 ? QStringLiteral("INSERT INTO journal VALUES (?, 0)")
                                             : QStringLiteral("UPDATE journal SET room = ?");
    if (const auto done = (*file)->execute(named, {room}); !done)
        return tl::unexpected(done.error());
    return file;
}

Result<std::pair<QString, qint64>> JournalFile::summary()
{
    const auto room = m_connection->value(QStringLiteral("SELECT room FROM journal"));
    const auto edits = m_connection->value(QStringLiteral("SELECT count(*) FROM edits"));
    if (!room || !edits)
        return tl::unexpected(!room ? room.error() : edits.error());
    return std::pair(room->toString(), edits->toLongLong());
}

Result<JournalContent> JournalFile::read()
{
    JournalContent content;
    const auto room = m_connection->value(QStringLiteral("SELECT room FROM journal"));
    const auto last = m_connection->value(QStringLiteral("SELECT last_edit FROM journal"));
    if (!room || !last)
        return tl::unexpected(!room ? room.error() : last.error());
    content.room = room->toString();
    content.lastEditId = last->toLongLong();
    const auto done = readEdits(*m_connection, content).and_then([&] { return readBoard(*m_connection, content); });
    if (!done)
        return tl::unexpected(done.error());
    return content;
}

Result<void> JournalFile::execute(const QString &statement, const QVariantList &values)
{
    auto query = m_connection->prepare(statement);
    if (!query)
        return tl::unexpected(query.error());
    for (const QVariant &value : values)
        query->addBindValue(value);
    return SqliteConnection::execute(*query);
}

Result<void> JournalFile::write(std::span<const JournalEntry> entries)
{
    Result<void> outcome = m_connection->run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!outcome)
        return outcome;
    for (const JournalEntry &entry : entries) {
        outcome = write(entry);
        if (!outcome)
            break;
    }
    if (outcome)
        outcome = m_connection->run(QStringLiteral("COMMIT"));
    if (!outcome) {
        // Fails where SQLite has rolled back already, which is as good.
        std::ignore = m_connection->run(QStringLiteral("ROLLBACK"));
    }
    return outcome;
}

Result<void> JournalFile::write(const JournalEntry &entry)
{
    Result<void> outcome;
    for (const Replica::Pending &pending : entry.made) {
        const QByteArray edit = encode(ClientMessage(EditMessage{pending.edit, std::nullopt}));
        outcome = execute(QStringLiteral("INSERT OR REPLACE INTO edits VALUES (?, ?, ?)"),
                          {pending.edit.id, pending.at, edit});
        if (!outcome)
            return outcome;
    }
    if (!entry.made.isEmpty())
        outcome = execute(QStringLiteral("UPDATE journal SET last_edit = max(last_edit, ?)"),
                          {entry.made.constLast().edit.id});
    for (const qint64 id : entry.settled) {
        if (outcome)
            outcome = execute(QStringLiteral("DELETE FROM edits WHERE id = ?"), {id});
    }
    if (!outcome || !entry.board)
        return outcome;
    return m_connection->run(QStringLiteral("DELETE FROM board")).and_then([&] {
        return execute(QStringLiteral("INSERT INTO board VALUES (?, ?, ?)"),
                       {QString::fromLatin1(entry.board->epoch), entry.board->seq, entry.board->shapes});
    });
}

} // namespace sketchroom
