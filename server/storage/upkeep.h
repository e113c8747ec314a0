#pragma once

#include "common/base/result.h"

#include <QString>

namespace sketchroom {

// What an administrator does with the rooms of a data folder, also while a host runs on it. Sentences are for people.

/// Copies all rooms, as they are at one moment, to `folder`, which is made where it is not there and must not have any
/// yet. It is a backup, named as one, only when the copy has been checked (roomcheck.h) and is on the disk; otherwise
/// it is kept under another name. Returns a sentence about what was copied. Errors: Io; Damaged, with a sentence for
/// each thing that is not sound; Newer.
Result<QString> backUp(const QString &dataFolder, const QString &folder);

/// Reads everything: the write-ahead log where no host runs, the database (roomcheck.h) and the images. Returns a
/// sentence about what was found sound. Errors: Io, Newer; Damaged, with a sentence for each thing that is not sound,
/// also where the database is empty.
Result<QString> checkRooms(const QString &dataFolder);

} // namespace sketchroom
