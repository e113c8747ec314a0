#pragma once

#include "server/storage/roomrecord.h"

#include <QSet>

namespace sketchroom {

/// A room as somebody who was in it knows it, from which it can go on at another host.
struct RoomCopy
{
    RoomInfo room;
    QList<ShapeRef> shapes;
    QList<HistoryPoint> continues;     ///< what the shapes are a copy of, newest first
    QHash<ClientId, qint64> lastEdits; ///< the highest edit ids that are in it, as far as they are known
    QList<ChatLine> chat;
    ClientId owner;             ///< whoever goes on with it
    QSet<ClientId> owners = {}; ///< of the room as it was
    Newcomers newcomers = Newcomers::Editor;
    KnownPeople people = {};
};

/// What the log of the new host begins with. The secret of a room is known to its old host only: where there was one,
/// newcomers wait until an owner lets them in.
Commit firstCommit(const RoomCopy &copy, const QByteArray &epoch, qint64 nowMs);

} // namespace sketchroom
