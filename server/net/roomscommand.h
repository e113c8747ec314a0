#pragma once

#include "server/config/commandline.h"

#include <functional>

namespace sketchroom {

/// `sketchroom-server rooms …`: asks the host that runs on the data folder, or, where none does, opens it for that.
/// `confirm` is asked with a sentence before a room is deleted. Returns what is to be printed; errors are sentences.
Result<QString> runRoomsCommand(const CommandLine &line, const std::function<bool(const QString &)> &confirm);

} // namespace sketchroom
