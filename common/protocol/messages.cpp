#include "common/protocol/messages.h"

#include <algorithm>
#include <array>

namespace sketchroom {

namespace {
constexpr std::array roles = {"owner", "editor", "viewer"};
constexpr std::array newcomersNames = {"editor", "viewer", "wait"};
constexpr std::array verbs = {"kick",   "ban",   "role",  "lock",      "unlock", "title",     "secret",
                              "summon", "clear", "unban", "newcomers", "admit",  "turn-away", "restore"};
constexpr std::array syncs = {"snapshot", "tail"};

template <class Enum>
std::optional<Enum> found(QByteArrayView text)
{
    const std::span<const char *const> names = namesOf<Enum>();
    for (size_t i = 0; i < names.size(); ++i) {
        if (text == QByteArrayView(names[i]))
            return Enum(i);
    }
    return std::nullopt;
}
} // namespace

template <>
std::span<const char *const> namesOf<Role>()
{
    return roles;
}
template <>
std::span<const char *const> namesOf<Newcomers>()
{
    return newcomersNames;
}
template <>
std::span<const char *const> namesOf<RoomVerb>()
{
    return verbs;
}
template <>
std::span<const char *const> namesOf<Sync>()
{
    return syncs;
}

const char *name(Role value)
{
    return roles.at(size_t(value));
}
const char *name(Newcomers value)
{
    return newcomersNames.at(size_t(value));
}
const char *name(RoomVerb value)
{
    return verbs.at(size_t(value));
}
const char *name(Sync value)
{
    return syncs.at(size_t(value));
}

template <>
std::optional<Role> fromName(QByteArrayView text)
{
    return found<Role>(text);
}
template <>
std::optional<Newcomers> fromName(QByteArrayView text)
{
    return found<Newcomers>(text);
}
template <>
std::optional<RoomVerb> fromName(QByteArrayView text)
{
    return found<RoomVerb>(text);
}
template <>
std::optional<Sync> fromName(QByteArrayView text)
{
    return found<Sync>(text);
}

bool SnapshotMessage::operator==(const SnapshotMessage &other) const
{
    const auto equal = [](const ShapeRef &a, const ShapeRef &b) { return a == b || *a == *b; };
    return sent == other.sent && total == other.total && done == other.done &&
           std::equal(shapes.begin(), shapes.end(), other.shapes.begin(), other.shapes.end(), equal);
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
