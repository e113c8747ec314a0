#pragma once

#include "common/protocol/messages.h"

namespace sketchroom {

// Who may do what; the one place that knows.

/// Why a person of this role may not draw now; nothing if they may.
std::optional<Error> objectionToEdit(Role role, bool locked);
/// Why a person of this role may not act on the room.
std::optional<Error> objectionToAct(Role role);

} // namespace sketchroom
