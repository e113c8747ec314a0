#include "common/protocol/messages.h"

#include <array>

namespace sketchroom {

const char *name(Role value)
{
    static constexpr std::array names = {"owner", "editor", "viewer"};
    return names.at(size_t(value));
}

const char *name(RoomVerb value)
{
    static constexpr std::array names = {"kick",  "ban",    "role",   "lock",  "unlock",
                                         "title", "secret", "summon", "clear", "unban"};
    return names.at(size_t(value));
}

template <>
std::optional<Role> fromName(QByteArrayView text)
{
    for (const Role role : {Role::Owner, Role::Editor, Role::Viewer}) {
        if (text == QByteArrayView(name(role)))
            return role;
    }
    return std::nullopt;
}

template <>
std::optional<RoomVerb> fromName(QByteArrayView text)
{
    for (int i = 0; i <= int(RoomVerb::Unban); ++i) {
        if (text == QByteArrayView(name(RoomVerb(i))))
            return RoomVerb(i);
    }
    return std::nullopt;
}

void Presence::merge(const Presence &newer)
{
    const auto take = [](auto &mine, const auto &theirs) {
        if (theirs)
            mine = theirs;
    };
    take(cursor, newer.cursor);
    take(view, newer.view);
    take(selection, newer.selection);
    take(tool, newer.tool);
    take(typing, newer.typing);
    take(laser, newer.laser);
    take(hand, newer.hand);
}

} // namespace sketchroom
