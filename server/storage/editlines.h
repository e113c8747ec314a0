#pragma once

#include "common/base/result.h"
#include "server/storage/roomrecord.h"

namespace sketchroom {

// How the database keeps many edits in one row: one a line. Encoded edits have no line breaks.

QByteArray inLines(const QList<LoggedEdit> &edits);
/// Appends those of edits `first`..`last` that are within `from`..`to`. Errors: Damaged, where they are not as many.
Result<void> appendEdits(const QByteArray &lines, qint64 first, qint64 last, qint64 from, qint64 to,
                         QList<QByteArray> &edits);

/// The highest edit id of each client, one a line.
QByteArray inLines(const QHash<ClientId, qint64> &lastEdits);
/// Raises the ids in `lastEdits` to those in the lines.
void raiseTo(const QByteArray &lines, QHash<ClientId, qint64> &lastEdits);

} // namespace sketchroom
