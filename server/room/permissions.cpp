#include "server/room/permissions.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {
struct PermissionsSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Permissions)
};
} // namespace

std::optional<Error> objectionToEdit(Role role, bool locked)
{
    if (role == Role::Owner)
        return std::nullopt;
    if (role == Role::Viewer)
        return Error{ErrorCode::Forbidden,
                     PermissionsSentences::tr(
                         "You can look at this room but not draw in it. Its owner can make you an editor.")};
    if (locked)
        return Error{ErrorCode::Locked, PermissionsSentences::tr("The room is locked. Its owner can unlock it.")};
    return std::nullopt;
}

std::optional<Error> objectionToAct(Role role)
{
    if (role == Role::Owner)
        return std::nullopt;
    return Error{ErrorCode::Forbidden, PermissionsSentences::tr("Only an owner of the room can do that.")};
}

} // namespace sketchroom
