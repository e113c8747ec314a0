#pragma once

#include "common/base/result.h"

#include <QString>

namespace sketchroom {

// What an administrator does with the rooms of a data folder, also while a host runs on it. Sentences are for people.

/// Copies all rooms, as they are at one moment, to `folder`, which is made where it is not there and must not have any
/// yet. Returns a sentence about what was copied. Errors: Io, Damaged, Newer.
Result<QString> backUp(const QString &dataFolder, const QString &folder);

/// Reads everything: the database's own structure, and every room with its edits. Returns a sentence about what was
/// found sound. Errors: Io, Damaged, Newer, with a sentence for each room that cannot be read.
Result<QString> checkRooms(const QString &dataFolder);

} // namespace sketchroom
