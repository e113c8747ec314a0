#pragma once

#include "common/base/result.h"
#include "server/config/hostoptions.h"

#include <QString>

#include <span>

namespace sketchroom {

/// One option of the server: all that the program knows of it.
struct OptionInfo
{
    const char *name;      ///< without the dashes
    const char *valueName; ///< what stands for the value in the help; null for a switch: yes or no
    const char *help;      ///< to be translated
    /// Sets the value; a sentence about what it must be when it cannot. Null for --help and --version.
    Result<void> (*set)(HostOptions &options, const QString &value);
    /// The value, to be shown as the default.
    QString (*show)(const HostOptions &options);

    /// The option in the environment: "peers-per-room" is SKETCHROOM_PEERS_PER_ROOM.
    QString environmentName() const;
};

/// THE table of options.
std::span<const OptionInfo> optionTable();

} // namespace sketchroom
