#include "server/storage/roomcheck.h"

#include "common/model/document.h"
#include "common/protocol/codec.h"
#include "server/storage/editlines.h"
#include "server/storage/packeddeletion.h"
#include "server/storage/roomschema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <functional>

namespace sketchroom {

namespace {

struct RoomCheckSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::RoomCheck)
};

using SeeRow = std::function<void(const QSqlQuery &row)>;

/// Calls `see` with each row. Errors: Io, Damaged.
Result<void> forEachRow(SqliteConnection &database, const QString &statement, const QVariantList &values,
                        const SeeRow &see)
{
    auto query = database.prepare(statement);
    if (!query)
        return tl::unexpected(query.error());
    for (const QVariant &value : values)
        query->addBindValue(value);
    if (auto done = SqliteConnection::execute(*query); !done)
        return done;
    while (query->next())
        see(*query);
    // Where a page cannot be read the rows just end.
    if (const QSqlError error = query->lastError(); error.isValid())
        return failure(ErrorCode::Damaged, error.databaseText());
    return {};
}

/// Checks one room, row by row.
class RoomCheck final
{
public:
    RoomCheck(SqliteConnection &database, qint64 key, const QString &id, QStringList &problems)
        : m_database(database)
        , m_key(key)
        , m_id(id)
        , m_problems(problems)
    {
    }

    /// Returns how many edits are kept.
    qint64 run()
    {
        const auto read =
            readRecord()
                .and_then([this] { return readCheckpoint(); })
                .and_then([this] { return readAuthors(); })
                .and_then([this] {
                    return readEdits(
                        QStringLiteral("SELECT first, last, edits FROM history WHERE room = ? ORDER BY first"));
                })
                .and_then([this] {
                    return readEdits(
                        QStringLiteral("SELECT first, last, edits FROM commits WHERE room = ? ORDER BY first"));
                })
                .and_then([this] { return readDeletions(); })
                .and_then([this] { return readChat(); });
        if (!read)
            complain(read.error().message);
        checkEnd();
        return m_edits;
    }

private:
    void complain(const QString &what)
    {
        constexpr int mostOfARoom = 10;
        if (++m_complaints <= mostOfARoom)
            m_problems.append(RoomCheckSentences::tr("Room %1: %2").arg(m_id, what));
    }

    Result<void> readRecord()
    {
        if (!isValidRoomId(m_id.toLatin1()))
            complain(RoomCheckSentences::tr("this is no name of a room."));
        return forEachRow(m_database, QStringLiteral("SELECT epoch, newcomers FROM rooms WHERE key = ?"), {m_key},
                          [this](const QSqlQuery &row) {
                              if (!isValidId(row.value(0).toByteArray()))
                                  complain(RoomCheckSentences::tr("its epoch is none."));
                              if (!fromName<Newcomers>(row.value(1).toByteArray()))
                                  complain(RoomCheckSentences::tr("what its newcomers may do cannot be read."));
                          })
            .and_then([this] {
                return forEachRow(
                    m_database, QStringLiteral("SELECT client, role FROM members WHERE room = ?"), {m_key},
                    [this](const QSqlQuery &row) {
                        if (!fromName<Role>(row.value(1).toByteArray()))
                            complain(
                                RoomCheckSentences::tr("the role of %1 cannot be read.").arg(row.value(0).toString()));
                    });
            })
            .and_then([this] {
                return forEachRow(m_database, QStringLiteral("SELECT epoch, seq FROM ancestors WHERE room = ?"),
                                  {m_key}, [this](const QSqlQuery &row) {
                                      m_beganEmpty = false;
                                      if (!isValidId(row.value(0).toByteArray()) || row.value(1).toLongLong() < 0)
                                          complain(RoomCheckSentences::tr("the room it goes on from cannot be read."));
                                  });
            });
    }

    Result<void> readCheckpoint()
    {
        return forEachRow(
            m_database, QStringLiteral("SELECT seq, shapes FROM checkpoints WHERE room = ?"), {m_key},
            [this](const QSqlQuery &row) {
                m_checkpointSeq = row.value(0).toLongLong();
                const auto shapes = decodeShapes(qUncompress(row.value(1).toByteArray()), withoutLimits());
                if (!shapes)
                    return complain(
                        RoomCheckSentences::tr("its stored board cannot be read: %1").arg(shapes.error().message));
                m_checkpoint.emplace();
                for (const ShapeRef &shape : *shapes)
                    m_checkpoint->put(shape);
                if (m_checkpoint->size() != shapes->size())
                    complain(RoomCheckSentences::tr("its stored board has a shape twice."));
            });
    }

    Result<void> readAuthors()
    {
        return forEachRow(m_database, QStringLiteral("SELECT client, last_edit FROM authors WHERE room = ?"), {m_key},
                          [this](const QSqlQuery &row) {
                              m_lastEdits.insert(row.value(0).toByteArray(), row.value(1).toLongLong());
                          })
            .and_then([this] {
                return forEachRow(m_database, QStringLiteral("SELECT authors FROM commits WHERE room = ?"), {m_key},
                                  [this](const QSqlQuery &row) { raiseTo(row.value(0).toByteArray(), m_lastEdits); });
            });
    }

    Result<void> readEdits(const QString &statement)
    {
        return forEachRow(m_database, statement, {m_key}, [this](const QSqlQuery &row) {
            const qint64 first = row.value(0).toLongLong();
            const qint64 last = row.value(1).toLongLong();
            if (m_nextSeq == 0)
                begin(first);
            else if (first > m_nextSeq)
                complain(RoomCheckSentences::tr("its edits %1 to %2 are missing.").arg(m_nextSeq).arg(first - 1));
            else if (first < m_nextSeq)
                complain(RoomCheckSentences::tr("its edits from %1 on are there twice.").arg(first));
            QList<QByteArray> edits;
            if (const auto split = appendEdits(row.value(2).toByteArray(), first, last, first, last, edits); !split)
                complain(split.error().message);
            m_nextSeq = first;
            for (const QByteArray &json : std::as_const(edits))
                readEdit(json);
            m_nextSeq = last + 1;
        });
    }

    void begin(qint64 first)
    {
        if (first > m_checkpointSeq + 1 || first < 1)
            complain(RoomCheckSentences::tr("its edits %1 to %2 are missing.").arg(m_checkpointSeq + 1).arg(first - 1));
        if (first == 1 && m_beganEmpty && m_checkpointSeq > 0)
            m_replayed.emplace();
    }

    void readEdit(const QByteArray &json)
    {
        const qint64 seq = m_nextSeq++;
        ++m_edits;
        const auto edit = decodeCommitted(json);
        if (!edit || edit->incomplete || edit->seq != seq) {
            complain(RoomCheckSentences::tr("its edit %1 cannot be read%2.")
                         .arg(seq)
                         .arg(edit ? QString() : QStringLiteral(": ") + edit.error().message));
            m_replayed.reset(); // what it would have made is not known
            return;
        }
        if (edit->id > m_lastEdits.value(edit->client, 0))
            complain(RoomCheckSentences::tr("edit %1 of %2 is not known to be theirs, and could be taken once more.")
                         .arg(edit->id)
                         .arg(QString::fromLatin1(edit->client)));
        if (!m_replayed || seq > m_checkpointSeq)
            return;
        m_replayed->applyLeniently(edit->ops, {edit->client, edit->at});
        if (seq == m_checkpointSeq)
            compare();
    }

    /// What the edits have made with what is stored.
    void compare()
    {
        const Document replayed = *std::exchange(m_replayed, {});
        if (m_checkpoint && encodeShapes(replayed.shapes()) != encodeShapes(m_checkpoint->shapes()))
            complain(
                RoomCheckSentences::tr("its stored board is not what its edits up to %1 make.").arg(m_checkpointSeq));
    }

    Result<void> readDeletions()
    {
        return forEachRow(m_database, QStringLiteral("SELECT seq, edit FROM deletions WHERE room = ?"), {m_key},
                          [this](const QSqlQuery &row) {
                              if (!unpackedDeletion(row.value(1).toByteArray()))
                                  complain(RoomCheckSentences::tr("what its edit %1 has deleted cannot be read.")
                                               .arg(row.value(0).toLongLong()));
                          });
    }

    Result<void> readChat()
    {
        return forEachRow(m_database, QStringLiteral("SELECT peer, name, text, at FROM chat WHERE room = ?"), {m_key},
                          [](const QSqlQuery &) {});
    }

    void checkEnd()
    {
        if (m_nextSeq > 0 && m_nextSeq <= m_checkpointSeq)
            complain(RoomCheckSentences::tr("its board is that after edit %1, but its edits end with %2.")
                         .arg(m_checkpointSeq)
                         .arg(m_nextSeq - 1));
    }

    SqliteConnection &m_database;
    const qint64 m_key;
    const QString m_id;
    QStringList &m_problems;
    int m_complaints = 0;
    qint64 m_edits = 0;
    qint64 m_nextSeq = 0; ///< 0 before the first
    qint64 m_checkpointSeq = 0;
    bool m_beganEmpty = true; ///< and not with the board of another host
    std::optional<Document> m_checkpoint;
    std::optional<Document> m_replayed; ///< what the edits so far make, where they are all there
    QHash<ClientId, qint64> m_lastEdits;
};

/// A sentence for each table that has rows of no room.
Result<void> checkOwners(SqliteConnection &database, QStringList &problems)
{
    for (const char *table : {"members", "people", "bans", "ancestors", "authors", "checkpoints", "history", "commits",
                              "deletions", "chat"}) {
        const QString name = QLatin1StringView(table);
        auto done = forEachRow(
            database, QStringLiteral("SELECT count(*) FROM %1 WHERE room NOT IN (SELECT key FROM rooms)").arg(name), {},
            [&](const QSqlQuery &row) {
                if (const qint64 lost = row.value(0).toLongLong(); lost > 0)
                    problems.append(RoomCheckSentences::tr("The table “%1” has %2 rows that belong to no room.")
                                        .arg(name)
                                        .arg(lost));
            });
        if (!done)
            return done;
    }
    return {};
}

/// Adds what SQLite itself finds wrong.
Result<void> checkStructure(SqliteConnection &database, QStringList &problems)
{
    return forEachRow(database, QStringLiteral("PRAGMA integrity_check(20)"), {}, [&](const QSqlQuery &row) {
        if (const QString found = row.value(0).toString().simplified(); found != u"ok")
            problems.append(RoomCheckSentences::tr("The database is damaged: %1").arg(found));
    });
}

Result<int> versionOf(SqliteConnection &database, const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    const auto tables = database.value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    const auto application = database.value(QStringLiteral("PRAGMA application_id"));
    const auto version = database.value(QStringLiteral("PRAGMA user_version"));
    for (const auto *read : {&tables, &application, &version}) {
        if (!*read)
            return failure(
                read->error().code,
                RoomCheckSentences::tr("The database %1 cannot be read: %2.").arg(shown, read->error().message));
    }
    if (tables->toInt() == 0)
        return failure(ErrorCode::Damaged,
                       RoomCheckSentences::tr("The database %1 is empty: it holds no rooms, and not even what a host "
                                              "makes when it starts. If there were rooms in it, bring them back from a "
                                              "backup.")
                           .arg(shown));
    if (application->toInt() != roomSchema().applicationId)
        return failure(ErrorCode::Damaged,
                       RoomCheckSentences::tr("The database %1 was not made by sketchroom-server.").arg(shown));
    if (version->toInt() > roomSchema().version())
        return failure(ErrorCode::Newer,
                       RoomCheckSentences::tr("The database %1 is from a newer version of Sketchroom. "
                                              "Update this one.")
                           .arg(shown));
    return version->toInt();
}

} // namespace

Result<int> versionOfDatabase(const QString &path)
{
    return SqliteConnection::openToRead(path).and_then(
        [&](const auto &database) { return versionOf(*database, path); });
}

Result<RoomCheckReport> checkDatabase(const QString &path)
{
    const auto opened = SqliteConnection::openToRead(path);
    if (!opened)
        return tl::unexpected(opened.error());
    SqliteConnection &database = **opened;
    if (const auto version = versionOf(database, path); !version)
        return tl::unexpected(version.error());
    RoomCheckReport report;
    struct Found
    {
        qint64 key;
        QString id;
    };
    QList<Found> rooms;
    // One moment, whatever is written meanwhile.
    const auto read = database.run(QStringLiteral("BEGIN"))
                          .and_then([&] { return checkStructure(database, report.problems); })
                          .and_then([&] {
                              return forEachRow(database, QStringLiteral("SELECT key, id FROM rooms ORDER BY id"), {},
                                                [&](const QSqlQuery &row) {
                                                    rooms.append({row.value(0).toLongLong(), row.value(1).toString()});
                                                });
                          })
                          .and_then([&] { return checkOwners(database, report.problems); });
    if (!read)
        report.problems.append(
            RoomCheckSentences::tr("The database cannot be read whole: %1").arg(read.error().message));
    for (const Found &room : std::as_const(rooms))
        report.edits += RoomCheck(database, room.key, room.id, report.problems).run();
    report.rooms = rooms.size();
    return report;
}

} // namespace sketchroom
