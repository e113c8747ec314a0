#pragma once

#include "common/base/random.h"

#include <QByteArray>

namespace sketchroom {

// Identifiers are ASCII, so they are bytes and never converted.
using ShapeId = QByteArray;   ///< 1..64 of A-Za-z0-9_-
using ClientId = QByteArray;  ///< 8..64 of A-Za-z0-9_-: one installation of one user
using PeerId = QByteArray;    ///< one connection
using GestureId = QByteArray; ///< ties the edits of one drag together; 0..64 of A-Za-z0-9_-
using RoomId = QByteArray;    ///< [a-z0-9][a-z0-9-]{0,62}

/// Whether `id` is `least`..64 characters of A-Za-z0-9_-.
bool isValidId(QByteArrayView id, qsizetype least = 1);
bool isValidRoomId(QByteArrayView id);

/// A new id of `length` characters; 16 are 95 bits of randomness.
QByteArray makeId(Random &random, int length = 16);

} // namespace sketchroom
