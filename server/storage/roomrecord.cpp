#include "server/storage/roomrecord.h"

namespace sketchroom {

bool isUnused(const RoomId &id, const StoredRoom &room)
{
    const RoomRecord &record = room.record;
    // Whoever comes first owns it; that alone is no use.
    const bool hasRoles = record.roles.size() > 1 || record.roles.values().contains(Role::Viewer);
    return room.seq == 0 && room.shapes.isEmpty() && room.edits.isEmpty() && room.chat.isEmpty() &&
           record.title == QString::fromLatin1(id) && !record.locked && record.secret.isEmpty() &&
           record.newcomers == Newcomers::Editor && record.bans.isEmpty() && record.continues.isEmpty() && !hasRoles;
}

} // namespace sketchroom
