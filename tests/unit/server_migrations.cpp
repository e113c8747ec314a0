#include "common/protocol/codec.h"
#include "server/room/secret.h"
#include "server/storage/roomschema.h"
#include "server/storage/sqlitelog.h"

#include <QPasswordDigestor>
#include <QTemporaryDir>
#include <QTest>
#include <QVariant>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

const QByteArray saltOfOld = "some-salt"_ba;
constexpr int roundsOfOld = 10;

/// What earlier versions kept of "pässword".
QByteArray hashOfOld()
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, u"pässword"_s.toUtf8(), saltOfOld,
                                              roundsOfOld, 32);
}

} // namespace

/// Databases of earlier versions, each made by its own statements, and what the log of today finds in them.
class TestServerMigrations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void databaseOfAnEarlierVersionIsBroughtUpToDate_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < roomSchema().version(); ++version)
            QTest::addRow("version %d", version) << version;
    }
    void databaseOfAnEarlierVersionIsBroughtUpToDate()
    {
        QFETCH(int, version);
        makeDatabase(version);
        const auto log = SqliteLog::open(path());
        QVERIFY2(log, log ? "" : qPrintable(log.error().message));
        const auto room = (*log)->load("r1");
        QVERIFY(room && *room);
        const RoomRecord &record = (*room)->record;
        QCOMPARE(record.epoch, "epoch-1"_ba);
        QCOMPARE(record.title, u"Straße 北"_s);
        QVERIFY(record.locked);
        // What hung on names that anybody could give themselves.
        QCOMPARE(record.roles.isEmpty(), version < 7);
        QCOMPARE(record.bans.isEmpty(), version < 7);
        QCOMPARE(record.newcomers, Newcomers::Editor);
        QCOMPARE(record.continues.size(), version < 2 ? 0 : 1);
        QCOMPARE((*room)->edits, (QList<QByteArray>{"a", "b", "c"}));
        QCOMPARE((*room)->lastEdits.value("client-a"), 3);
        QVERIFY(checkSecret(record.secret, u"pässword"_s, "salt")->right);
        QVERIFY(!checkSecret(record.secret, u"password"_s, "salt")->right);
        QVERIFY((*(*log)->load("r2"))->record.secret.isEmpty());
    }

private:
    QString path() const
    {
        return m_folder.filePath(u"rooms-%1.sqlite"_s.arg(QLatin1StringView(QTest::currentDataTag())));
    }

    /// A database as that version left it, with a room that has something of everything and one that has nothing.
    void makeDatabase(int version)
    {
        const SqliteSchema schema{roomSchema().applicationId, roomSchema().migrations.first(size_t(version))};
        const auto opened = SqliteConnection::open(path(), schema);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        SqliteConnection &database = **opened;
        if (version < 4) {
            const QString room =
                u"INSERT INTO rooms (id, epoch, title, locked, secret_salt, secret_hash, secret_rounds, shapes,"
                " changed) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 5)"_s;
            execute(database, room, {u"r1"_s, u"epoch-1"_s, u"Straße 北"_s, 1, saltOfOld, hashOfOld(), roundsOfOld});
            execute(database, room, {u"r2"_s, u"epoch-2"_s, u"r2"_s, 0, ""_ba, ""_ba, 0});
        } else {
            const QString room = u"INSERT INTO rooms (id, epoch, title, locked, secret, shapes, changed)"
                                 " VALUES (?, ?, ?, ?, ?, 0, 5)"_s;
            const QByteArray kept = *hashSecret(u"pässword"_s, saltOfOld);
            execute(database, room, {u"r1"_s, u"epoch-1"_s, u"Straße 北"_s, 1, QString::fromLatin1(kept)});
            execute(database, room, {u"r2"_s, u"epoch-2"_s, u"r2"_s, 0, u""_s});
        }
        if (version < 5) {
            execute(database, u"INSERT INTO members (room, client, role, banned) VALUES (1, 'client-a', 'owner', 0),"
                              " (1, 'client-b', 'editor', 1)"_s);
        } else {
            execute(database, u"INSERT INTO members (room, client, role) VALUES (1, 'client-a', 'owner')"_s);
            execute(database,
                    u"INSERT INTO bans (room, client, name, address, at) VALUES (1, 'client-b', '', '', 0)"_s);
        }
        execute(database, u"INSERT INTO authors (room, client, last_edit) VALUES (1, 'client-a', 3)"_s);
        if (version >= 2)
            execute(database, u"INSERT INTO ancestors (room, place, epoch, seq) VALUES (1, 0, 'epoch-0', 7)"_s);
        const QString edits =
            version < 3 ? u"INSERT INTO edits (room, seq, edit) VALUES (1, 1, 'a'), (1, 2, 'b'), (1, 3, 'c')"_s
                        : u"INSERT INTO history (room, first, last, edits) VALUES (1, 1, 3, ?)"_s;
        execute(database, edits, version < 3 ? QVariantList() : QVariantList{"a\nb\nc"_ba});
    }
    static void execute(SqliteConnection &database, const QString &statement, const QVariantList &values = {})
    {
        auto query = database.prepare(statement);
        QVERIFY2(query, query ? "" : qPrintable(query.error().message));
        for (const QVariant &value : values)
            query->addBindValue(value);
        const auto done = SqliteConnection::execute(*query);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestServerMigrations)
#include "server_migrations.moc"
