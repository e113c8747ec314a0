#pragma once

#include "common/protocol/limits.h"

#include <array>

namespace sketchroom {

/// Whether a client that was closed comes back by itself.
enum class Reconnect : quint8 { No, Yes, Later, AskUser };

/// One row of the table of close codes (section X of PROTOCOL.md is made from it).
struct CloseCodeInfo
{
    CloseCode code;
    const char *meaning;
    const char *errors; ///< codes of the `error` that may come before it, with blanks between; empty: none comes
    Reconnect reconnect;
};

inline constexpr std::array closeCodeTable = {
    CloseCodeInfo{CloseCode::MessageTooBig, "message over the limit (T8)", "", Reconnect::No},
    CloseCodeInfo{CloseCode::Malformed, "malformed message, or a wrong proof", "bad-json bad-message version identity",
                  Reconnect::No},
    CloseCodeInfo{CloseCode::Secret, "wrong or missing secret", "secret", Reconnect::AskUser},
    CloseCodeInfo{CloseCode::Kicked, "kicked or banned", "forbidden", Reconnect::No},
    CloseCodeInfo{CloseCode::NoRoom, "no such room", "not-found", Reconnect::No},
    CloseCodeInfo{CloseCode::NoJoin, "no `join` in time", "timeout", Reconnect::Yes},
    CloseCodeInfo{CloseCode::Replaced, "replaced by a newer connection of the same window", "replaced", Reconnect::No},
    CloseCodeInfo{CloseCode::FrameTooLarge, "message over the limit (T8)", "limit", Reconnect::No},
    CloseCodeInfo{CloseCode::InUse, "the same key is in the room already, from another window or computer", "in-use",
                  Reconnect::Later},
    CloseCodeInfo{CloseCode::Rate,
                  "rate limit kept being exceeded, room full, too many rooms, or does not read (then without an error)",
                  "rate limit", Reconnect::Later},
    CloseCodeInfo{CloseCode::Storage, "host could not open or make the room (without an error where it could not)",
                  "limit", Reconnect::Yes},
    CloseCodeInfo{CloseCode::Stopping, "host is stopping; `{\"type\":\"bye\",\"retry\":ms}` comes first", "",
                  Reconnect::Yes},
};

constexpr const char *name(Reconnect value)
{
    constexpr std::array names = {"no", "yes", "later", "after asking the user"};
    return names.at(size_t(value));
}

} // namespace sketchroom
