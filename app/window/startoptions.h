#pragma once

#include "app/rooms/address.h"
#include "common/base/faultyline.h"

#include <QStringList>

namespace sketchroom {

/// What the program is started with: sketchroom [URL|FILE] [--name NAME] [--host ROOM]
struct StartOptions
{
    std::optional<RoomAddress> join; ///< with a room
    bool make = false;               ///< the room to join, where it is not there
    QString file;
    QString name;
    RoomId host;
    LineFaults faults;
    bool showHelp = false;
    bool showVersion = false;

    /// Whether the user is to be asked what to do.
    bool asks() const { return !join && file.isEmpty() && host.isEmpty(); }
};

/// Reads a command line without the program's own name. The error is one sentence.
Result<StartOptions> parseStartOptions(const QStringList &arguments);
QString startHelp();

} // namespace sketchroom
