#include "server/room/roomcopy.h"

namespace sketchroom {

Commit firstCommit(const RoomCopy &copy, const QByteArray &epoch, qint64 nowMs)
{
    Commit commit;
    commit.record.emplace();
    commit.record->epoch = epoch;
    commit.record->title = copy.room.title;
    commit.record->roles.insert(copy.owner, Role::Owner);
    for (const ClientId &owner : copy.owners)
        commit.record->roles.insert(owner, Role::Owner);
    commit.record->newcomers = copy.room.hasSecret ? Newcomers::Wait : copy.newcomers;
    commit.record->continues = copy.continues;
    commit.chat = copy.chat;
    commit.shapes = copy.shapes.size();
    commit.at = nowMs;
    commit.lastEdits = copy.lastEdits;
    commit.board = copy.shapes;
    commit.people = copy.people;
    return commit;
}

} // namespace sketchroom
