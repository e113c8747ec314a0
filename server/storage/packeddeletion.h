#pragma once

#include "server/storage/roomrecord.h"

#include <functional>

namespace sketchroom {

/// A part of what an edit has deleted, as the database keeps it.
struct PackedDeletion
{
    qint64 seq = 0;
    int part = 0;
    GestureId gesture;
    Deletion deletion; ///< with the shapes of this part
    QByteArray edit;   ///< an encoded edit, packed
};

/// About how long an operation is as JSON; encoding it to find out would take as long as sending it.
qsizetype aboutBytesOf(const Op &op);

/// Packs a deletion in parts of about 1 MiB, and hands out each before it packs the next: all together they may be half
/// a gigabyte.
void packDeletion(const LoggedDeletion &logged, const std::function<void(const PackedDeletion &)> &take);
/// The operations of a part. Errors: Damaged.
Result<QList<Op>> unpackedDeletion(const QByteArray &edit);

} // namespace sketchroom
