#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <span>

namespace sketchroom {

/// What a database is for and has in it.
struct SqliteSchema
{
    int applicationId; ///< tells our files from others
    int version;
    std::span<const char *const> statements; ///< that make it
};

/// A connection to a database of ours. To be made, used and destroyed on one thread; statements that were prepared
/// on it must be gone before it.
class SqliteConnection final
{
public:
    /// Opens the file, or makes it. Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<SqliteConnection>> open(const QString &path, const SqliteSchema &schema);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    Result<void> run(const QString &statement);
    /// Ready to be bound and executed again and again.
    Result<QSqlQuery> prepare(const QString &statement);
    /// Executes, and says what went wrong as an error.
    static Result<void> execute(QSqlQuery &query);
    /// The first column of the first row; invalid when there is none.
    Result<QVariant> value(const QString &statement);

private:
    explicit SqliteConnection(const QString &name);
    Result<void> prepareDatabase(const QString &path, const SqliteSchema &schema);
    Result<void> check(const QString &path);

    QString m_name;
};

} // namespace sketchroom
