#pragma once

#include "common/base/result.h"

#include <QStringList>

namespace sketchroom {

/// What a database of rooms was found to hold.
struct RoomCheckReport
{
    qint64 rooms = 0;
    qint64 edits = 0;     ///< that are kept
    QStringList problems; ///< a sentence each, which names the room
};

/// Reads everything that a database of rooms of this version holds, as it is at one moment, also while a host writes to
/// it, and changes nothing: its structure, and of each room its record, its board and every edit that is kept. The
/// edits have to follow each other, and what they make of the board has to be the board that is stored. Errors: Io;
/// Damaged, where it is no database of rooms at all; Newer.
Result<RoomCheckReport> checkDatabase(const QString &path);

/// The version of a database of rooms. Errors: as above.
Result<int> versionOfDatabase(const QString &path);

} // namespace sketchroom
