#include "server/storage/assetnames.h"

#include "server/storage/sqliteconnection.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QVariant>

namespace sketchroom {

namespace {

struct AssetNamesSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::AssetNames)
};

constexpr qsizetype hexDigits = 64;

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// Each run of exactly so many digits.
void addRuns(AssetNames &names, QByteArrayView json)
{
    // Between two looks at most one run of so many digits can lie, and it covers one of them.
    for (qsizetype at = hexDigits - 1; at < json.size();) {
        if (!isHexDigit(json[at])) {
            at += hexDigits;
            continue;
        }
        qsizetype from = at;
        while (from > 0 && isHexDigit(json[from - 1]))
            --from;
        qsizetype end = at + 1;
        while (end < json.size() && isHexDigit(json[end]))
            ++end;
        if (end - from == hexDigits)
            names.insert(json.sliced(from, hexDigits).toByteArray());
        at = end + hexDigits;
    }
}

Result<void> addFrom(SqliteConnection &database, const QString &statement, bool packed, AssetNames &names)
{
    auto query = database.prepare(statement);
    if (!query)
        return tl::unexpected(query.error());
    if (auto done = SqliteConnection::execute(*query); !done)
        return done;
    while (query->next()) {
        const QByteArray stored = query->value(0).toByteArray();
        const QByteArray json = packed ? qUncompress(stored) : stored;
        if (json.isEmpty())
            return failure(ErrorCode::Damaged, AssetNamesSentences::tr("A stored board cannot be read."));
        addAssetNames(names, json);
    }
    // An image that is not among the names is removed.
    return SqliteConnection::allRead(*query);
}

} // namespace

void addAssetNames(AssetNames &names, const QByteArray &json)
{
    // Letters and digits may be written as numbers, which only other people's clients do.
    const bool isEscaped = json.contains("\\u00");
    addRuns(names, isEscaped ? QJsonDocument::fromJson(json).toJson(QJsonDocument::Compact) : json);
}

Result<AssetNames> assetNamesIn(const QString &databasePath)
{
    const auto database = SqliteConnection::openToRead(databasePath);
    if (!database)
        return tl::unexpected(database.error());
    // One moment, which ends with the connection: a checkpoint that is written meanwhile must not stand for edits that
    // were not read.
    AssetNames names;
    const auto read =
        (*database)
            ->run(QStringLiteral("BEGIN"))
            .and_then(
                [&] { return addFrom(**database, QStringLiteral("SELECT shapes FROM checkpoints"), true, names); })
            .and_then([&] {
                return addFrom(**database,
                               QStringLiteral("SELECT edits FROM (SELECT room, last, edits FROM history UNION ALL "
                                              "SELECT room, last, edits FROM commits) AS late LEFT JOIN checkpoints "
                                              "USING (room) WHERE late.last > coalesce(checkpoints.seq, 0)"),
                               false, names);
            })
            .and_then([&] { return addFrom(**database, QStringLiteral("SELECT edit FROM deletions"), true, names); });
    if (!read)
        return tl::unexpected(read.error());
    return names;
}

} // namespace sketchroom
