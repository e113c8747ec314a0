#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <optional>
#include <span>

namespace sketchroom {

/// The statements that make one version of a database of the version before.
using SqliteMigration = std::span<const char *const>;

/// What a database is for and has in it.
struct SqliteSchema
{
    int applicationId;                           ///< tells our files from others
    std::span<const SqliteMigration> migrations; ///< the first makes version 1 of nothing
    bool shrinks = false; ///< whether what is removed can make a file shorter, if it is made from now on
    int version() const { return int(migrations.size()); }
};

/// A connection to a database of ours. To be made, used and destroyed on one thread; statements that were prepared
/// on it must be gone before it.
class SqliteConnection final
{
public:
    /// Opens the file, or makes it; one of an older version is brought up to date. Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<SqliteConnection>> open(const QString &path, const SqliteSchema &schema);
    /// Opens a file that is there to be read, as it is, also while others write to it. Errors: Io.
    static Result<std::unique_ptr<SqliteConnection>> openToRead(const QString &path);
    /// Opens one that this process has open already: it is not looked at anew. Errors: Io.
    static Result<std::unique_ptr<SqliteConnection>> openAgain(const QString &path);
    /// Removes a database that is not open.
    static void remove(const QString &path);
    /// Renames a database that is not open to a name of its own beside it, and returns that; empty where it cannot be
    /// renamed.
    static QString putAside(const QString &path);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    Result<void> run(const QString &statement);
    /// Ready to be bound and executed again and again.
    Result<QSqlQuery> prepare(const QString &statement);
    /// Executes, and says what went wrong as an error.
    static Result<void> execute(QSqlQuery &query);
    /// To be asked after the last row: where a page cannot be read the rows just end. Errors: Io, Damaged.
    static Result<void> allRead(const QSqlQuery &query);
    /// The first column of the first row; invalid when there is none.
    Result<QVariant> value(const QString &statement);

private:
    explicit SqliteConnection(const QString &name);
    /// With no database yet.
    static std::unique_ptr<SqliteConnection> named();
    static Result<std::unique_ptr<SqliteConnection>> openWith(const QString &path, const QString &options);
    /// Nothing where it went well.
    std::optional<Error> connectTo(const QString &path, const QString &options);
    Result<void> prepareDatabase(const QString &path, const SqliteSchema &schema);
    Result<void> check(const QString &path);
    Result<void> migrate(const SqliteSchema &schema, int from);

    QString m_name;
};

} // namespace sketchroom
