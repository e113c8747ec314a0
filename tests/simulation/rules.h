#pragma once

#include "server/room/room.h"
#include "tests/simulation/person.h"
#include "tests/simulation/simulatedlog.h"

#include <span>

namespace sketchroom::simulation {

// The rules that have to hold, whatever happens. Each function returns which one does not, or an empty string.

/// Always: what is seen is the confirmed board with the pending edits on top, nothing on the confirmed board refers to
/// nothing, and the journal has every edit that is pending.
QString brokenRule(const Person &person);

/// Once all is quiet: everybody has the host's board, to the byte, and nothing is pending.
QString disagreement(const Room &room, std::span<const Person> people);

/// The log has every acknowledged edit, each once and without gaps, and gives the room's board when it is replayed,
/// from its `beginning` and from each checkpoint.
QString lossInLog(SimulatedLog &log, const Room &room, const QList<ShapeRef> &beginning,
                  std::span<const Person> people);

/// Whether two boards are the same but for the stamps; says where they are not.
QString difference(const Document &before, const Document &after);

} // namespace sketchroom::simulation
