#pragma once

#include "common/protocol/codec.h"
#include "server/storage/sqlitelog.h"

#include <QDir>

namespace sketchroom::testing {

/// What a host has stored of a room, to be compared with what its people were told.
struct StoredHistory
{
    Document board;                                          ///< that the edits make
    QHash<std::pair<ClientId, qint64>, QSet<qint64>> places; ///< where each client's edits stand
};

/// Reads it when the host is gone. Errors: as of the log; Damaged, where an edit cannot be read or is out of order.
inline Result<StoredHistory> readHistory(const QString &dataFolder, const RoomId &room)
{
    constexpr qint64 all = std::numeric_limits<qint64>::max();
    const auto log = SqliteLog::open(QDir(dataFolder).filePath(QStringLiteral("rooms.sqlite")));
    if (!log)
        return tl::unexpected(log.error());
    const auto edits = (*log)->read(room, 1, all, all);
    if (!edits)
        return tl::unexpected(edits.error());
    StoredHistory history;
    for (qint64 seq = 1; const QByteArray &json : *edits) {
        const auto edit = decodeCommitted(json);
        if (!edit || edit->seq != seq++)
            return failure(ErrorCode::Damaged, QStringLiteral("Edit %1 is not what it should be.").arg(seq - 1));
        history.places[{edit->client, edit->id}].insert(edit->seq);
        history.board.applyLeniently(edit->ops, {edit->client, edit->at});
    }
    return history;
}

} // namespace sketchroom::testing
