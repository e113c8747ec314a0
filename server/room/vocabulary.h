#pragma once

#include "common/protocol/messages.h"

namespace sketchroom {

/// What this host takes from clients (`welcome.knows`).
const Vocabulary &vocabulary();

} // namespace sketchroom
