#pragma once

#include "app/session/boardsession.h"

namespace sketchroom {

/// What the status says of the connection, as words and a tone. Pure.
struct StatusLine
{
    enum class Tone { Quiet, Good, Busy, Bad };
    QString text;
    Tone tone = Tone::Quiet;
    std::optional<double> progress; ///< 0..1: a board is coming in
    bool canRetry = false;
    bool operator==(const StatusLine &) const = default;
};

/// The facts that a status is made of.
struct LinkFacts
{
    bool local = true; ///< no room, or one of this process that nobody else can reach
    RoomLink::State state = RoomLink::State::Closed;
    QString problem;
    std::optional<int> retryInMs;
    qsizetype pendingEdits = 0;
    std::optional<RoomClient::Loading> loading;
    bool locked = false; ///< the room
    Role role = Role::Editor;
};

LinkFacts factsOf(const BoardSession &session);
StatusLine statusLine(const LinkFacts &facts);

} // namespace sketchroom
