#pragma once

#include "common/base/ids.h"
#include "server/room/tokenbucket.h"

#include <QHostAddress>
#include <QList>

#include <map>
#include <mutex>
#include <set>

namespace sketchroom {

/// The names of all rooms that a host has, those that nobody is in included, and how many it may have. May be used on
/// any thread: rooms of one host are made on several.
class RoomDirectory final
{
public:
    explicit RoomDirectory(qsizetype most)
        : m_most(most)
    {
    }
    qsizetype most() const { return m_most; }
    /// A room that is there, however many there may be.
    void add(const RoomId &room);
    /// Whether somebody in that network may make a room now, which counts from now on: 100 at once, and then one every
    /// ten seconds, so that nobody uses up what the host has.
    bool mayMake(const QHostAddress &address, qint64 nowMs);
    /// Whether there may be one more, which counts from now on.
    bool take(const RoomId &room);
    /// One that was taken could not be made, or is gone.
    void remove(const RoomId &room);
    bool has(const RoomId &room) const;
    /// Up to three names that are spelled like this one, the likest first.
    QList<RoomId> like(const RoomId &room) const;

private:
    const qsizetype m_most;
    mutable std::mutex m_mutex;
    std::set<RoomId> m_rooms;
    std::map<QString, TokenBucket> m_makers; ///< by network
};

} // namespace sketchroom
