#include "common/protocol/messages.h"

#include <array>

namespace sketchroom {

const char *name(Role value)
{
    static constexpr std::array names = {"owner", "editor", "viewer"};
    return names.at(size_t(value));
}

const char *name(Newcomers value)
{
    static constexpr std::array names = {"editor", "viewer", "wait"};
    return names.at(size_t(value));
}

const char *name(RoomVerb value)
{
    static constexpr std::array names = {"kick",   "ban",   "role",  "lock",      "unlock", "title",     "secret",
                                         "summon", "clear", "unban", "newcomers", "admit",  "turn-away", "restore"};
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
std::optional<Newcomers> fromName(QByteArrayView text)
{
    for (const Newcomers newcomers : {Newcomers::Editor, Newcomers::Viewer, Newcomers::Wait}) {
        if (text == QByteArrayView(name(newcomers)))
            return newcomers;
    }
    return std::nullopt;
}

template <>
std::optional<RoomVerb> fromName(QByteArrayView text)
{
    for (int i = 0; i <= int(RoomVerb::Restore); ++i) {
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
