#pragma once

#include "server/room/roomstats.h"

#include <QByteArray>

namespace sketchroom {

/// What a monitor is told of the host.
struct HostFacts
{
    RoomStats rooms; ///< of all rooms since the host was started
    int roomsInMemory = 0;
    qint64 roomsStored = 0; ///< in all
    bool canStore = true;   ///< whether the last commit of every room succeeded
    qint64 images = 0;      ///< that are kept
    qint64 imageBytes = 0;
    int people = 0;
    int connections = 0;
    qint64 bytesIn = 0; ///< of messages, since the host was started
    qint64 bytesOut = 0;
    qint64 bytesQueued = 0; ///< for those who have not read them yet
};

/// The memory of this process that is resident, in bytes; 0 where the system does not say.
qint64 residentMemory();

/// The facts in Prometheus' text format, version 0.0.4.
QByteArray renderMetrics(const HostFacts &facts, qint64 residentBytes);

} // namespace sketchroom
