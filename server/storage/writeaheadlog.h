#pragma once

#include "common/base/result.h"

#include <QString>

#include <optional>

namespace sketchroom {

// SQLite reads its write-ahead log up to the first frame whose checksum is wrong, and takes what is behind for the rest
// of a transaction that a crash has interrupted. So one flipped byte takes every commit behind it, without a word. What
// a crash leaves has no whole commits behind it; damage has.

/// Where a write-ahead log is damaged.
struct LogDamage
{
    qint64 offset = 0;  ///< of the first frame that is not as it was written; 0 for the head of the log
    qint64 commits = 0; ///< whole ones behind it, which SQLite does not see
};

/// Looks at the log of a database that nobody has open. Nothing where it is sound, torn by a crash, or not there.
/// Errors: Io.
Result<std::optional<LogDamage>> damageOfLog(const QString &databasePath);

/// What is wrong, for people.
QString sentenceAbout(const LogDamage &damage, const QString &databasePath);

/// To be called before a database is opened by the only one who has it, as that is the end of a damaged log. Copies the
/// log and the database beside them, and has what is sound of the log put into the database. Returns a sentence that
/// names the copies; nothing where there was no damage. Errors: Io, where they cannot be copied: then nothing is
/// changed; Damaged, where what is left is no database.
Result<std::optional<QString>> setDamagedLogAside(const QString &databasePath);

} // namespace sketchroom
