#include "server/storage/sqliteconnection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>

#include <atomic>

namespace sketchroom {

namespace {

struct SqliteConnectionSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SqliteConnection)
};

// What takes a fraction of a second to read whole when the host starts. Larger files are looked at where they are used.
constexpr qint64 checkedBytes = 256 << 20;

constexpr std::array filesOfOne = {"", "-wal", "-shm"};

/// Where there is no room for the memory that connections share SQLite says no more than that its disk failed.
bool hasNoRoomToShare(const QString &path)
{
    constexpr qint64 sharedBytes = 32 << 10;
    return !path.isEmpty() && QStorageInfo(QFileInfo(path).path()).bytesAvailable() < sharedBytes;
}

Error errorOf(const QSqlError &error, const QString &path = {})
{
    // SQLITE_CORRUPT and SQLITE_NOTADB. The higher bits say more.
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const bool damaged = code == 11 || code == 26;
    const bool failed = code == 10; // SQLITE_IOERR
    if (failed && hasNoRoomToShare(path))
        return {ErrorCode::Io, SqliteConnectionSentences::tr("the disk is full")};
    const QString said = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {damaged ? ErrorCode::Damaged : ErrorCode::Io, said.trimmed()};
}

} // namespace

SqliteConnection::SqliteConnection(const QString &name)
    : m_name(name)
{
}

SqliteConnection::~SqliteConnection()
{
    QSqlDatabase::removeDatabase(m_name);
}

std::unique_ptr<SqliteConnection> SqliteConnection::named()
{
    static std::atomic<int> count = 0;
    return std::unique_ptr<SqliteConnection>(new SqliteConnection(QStringLiteral("sqlite-%1").arg(++count)));
}

std::optional<Error> SqliteConnection::connectTo(const QString &path, const QString &options)
{
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000") + options);
    const bool opened = database.open();
    return opened ? std::nullopt : std::optional(errorOf(database.lastError(), path));
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::openToRead(const QString &path)
{
    return openWith(path, QStringLiteral(";QSQLITE_OPEN_READONLY"));
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::openAgain(const QString &path)
{
    return openWith(path, {});
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::openWith(const QString &path, const QString &options)
{
    auto connection = named();
    if (const auto reason = connection->connectTo(path, options))
        return failure(reason->code, SqliteConnectionSentences::tr("The database %1 cannot be read: %2.")
                                         .arg(QDir::toNativeSeparators(path), reason->message));
    return connection;
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString &path, const SqliteSchema &schema)
{
    auto connection = named();
    const auto reason = connection->connectTo(path, {});
    const QString shown = QDir::toNativeSeparators(path);
    if (reason)
        return failure(
            reason->code,
            SqliteConnectionSentences::tr("The database %1 cannot be opened: %2.").arg(shown, reason->message));
    const auto prepared = connection->prepareDatabase(path, schema);
    if (prepared)
        return connection;
    switch (prepared.error().code) {
    case ErrorCode::Newer:
        return failure(ErrorCode::Newer, SqliteConnectionSentences::tr(
                                             "The database %1 is from a newer version of Sketchroom. Update this one.")
                                             .arg(shown));
    case ErrorCode::Damaged:
        return failure(ErrorCode::Damaged,
                       SqliteConnectionSentences::tr("The database %1 is damaged (%2). Put it aside, or bring it "
                                                     "back from a backup.")
                           .arg(shown, prepared.error().message));
    default:
        return failure(
            ErrorCode::Io,
            SqliteConnectionSentences::tr("The database %1 cannot be used: %2.").arg(shown, prepared.error().message));
    }
}

void SqliteConnection::remove(const QString &path)
{
    for (const char *suffix : filesOfOne)
        QFile::remove(path + QLatin1StringView(suffix));
}

QString SqliteConnection::putAside(const QString &path)
{
    const QString stem =
        path + QStringLiteral(".aside-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString name = stem;
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = stem + u'-' + QString::number(i);
    if (!QFile::rename(path, name))
        return {};
    for (const char *suffix : std::span(filesOfOne).subspan(1))
        QFile::rename(path + QLatin1StringView(suffix), name + QLatin1StringView(suffix));
    return name;
}

Result<void> SqliteConnection::prepareDatabase(const QString &path, const SqliteSchema &schema)
{
    const auto version = value(QStringLiteral("PRAGMA user_version"));
    const auto tables = value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    const auto application = value(QStringLiteral("PRAGMA application_id"));
    for (const auto *read : {&version, &tables, &application}) {
        if (!*read)
            return tl::unexpected(read->error());
    }
    const bool fresh = tables->toInt() == 0;
    if (!fresh && application->toInt() != schema.applicationId)
        return failure(ErrorCode::Damaged, SqliteConnectionSentences::tr("it was not made by Sketchroom"));
    if (version->toInt() > schema.version())
        return failure(ErrorCode::Newer, {});
    if (!fresh) {
        if (auto sound = check(path); !sound)
            return sound;
    }
    if (fresh && schema.shrinks) {
        if (auto done = run(QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL")); !done)
            return done;
    }
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"}) {
        if (auto done = run(QLatin1StringView(pragma)); !done)
            return done;
    }
    return version->toInt() < schema.version() ? migrate(schema, version->toInt()) : Result<void>();
}

Result<void> SqliteConnection::migrate(const SqliteSchema &schema, int from)
{
    Result<void> outcome = run(QStringLiteral("BEGIN IMMEDIATE"));
    for (const SqliteMigration &migration : schema.migrations.subspan(size_t(from))) {
        for (const char *statement : migration) {
            if (outcome)
                outcome = run(QLatin1StringView(statement));
        }
    }
    for (const auto &[pragma, number] :
         {std::pair("application_id", schema.applicationId), {"user_version", schema.version()}}) {
        if (outcome)
            outcome = run(QStringLiteral("PRAGMA %1 = %2").arg(QLatin1StringView(pragma)).arg(number));
    }
    return outcome ? run(QStringLiteral("COMMIT")) : outcome;
}

Result<void> SqliteConnection::check(const QString &path)
{
    if (QFileInfo(path).size() > checkedBytes)
        return {};
    const auto found = value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!found)
        return tl::unexpected(found.error());
    if (found->toString() != u"ok")
        return failure(ErrorCode::Damaged, found->toString().simplified());
    return {};
}

Result<void> SqliteConnection::run(const QString &statement)
{
    const QSqlDatabase database = QSqlDatabase::database(m_name);
    QSqlQuery query(database);
    if (!query.exec(statement))
        return tl::unexpected(errorOf(query.lastError(), database.databaseName()));
    return {};
}

Result<QSqlQuery> SqliteConnection::prepare(const QString &statement)
{
    QSqlQuery query(QSqlDatabase::database(m_name));
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return tl::unexpected(errorOf(query.lastError()));
    return query;
}

Result<void> SqliteConnection::execute(QSqlQuery &query)
{
    if (!query.exec())
        return tl::unexpected(errorOf(query.lastError()));
    return {};
}

Result<void> SqliteConnection::allRead(const QSqlQuery &query)
{
    if (const QSqlError error = query.lastError(); error.isValid())
        return tl::unexpected(errorOf(error));
    return {};
}

Result<QVariant> SqliteConnection::value(const QString &statement)
{
    const QSqlDatabase database = QSqlDatabase::database(m_name);
    QSqlQuery query(database);
    if (!query.exec(statement))
        return tl::unexpected(errorOf(query.lastError(), database.databaseName()));
    return query.next() ? query.value(0) : QVariant();
}

} // namespace sketchroom
