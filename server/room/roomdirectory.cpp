#include "server/room/roomdirectory.h"

#include "common/base/spelling.h"
#include "server/room/network.h"

#include <algorithm>

namespace sketchroom {

void RoomDirectory::add(const RoomId &room)
{
    const std::scoped_lock lock(m_mutex);
    m_rooms.insert(room);
}

bool RoomDirectory::mayMake(const QHostAddress &address, qint64 nowMs)
{
    constexpr qint64 atOnce = 100;
    constexpr qint64 secondsEach = 10; // a bucket counts in whole tokens a second: one room takes so many
    constexpr size_t mostRemembered = 10'000;
    const std::scoped_lock lock(m_mutex);
    if (m_makers.size() >= mostRemembered)
        m_makers.clear();
    return m_makers.try_emplace(networkOf(address), 1, atOnce * secondsEach, nowMs)
        .first->second.take(secondsEach, nowMs);
}

bool RoomDirectory::take(const RoomId &room)
{
    const std::scoped_lock lock(m_mutex);
    if (qsizetype(m_rooms.size()) >= m_most)
        return false;
    m_rooms.insert(room);
    return true;
}

void RoomDirectory::remove(const RoomId &room)
{
    const std::scoped_lock lock(m_mutex);
    m_rooms.erase(room);
}

bool RoomDirectory::has(const RoomId &room) const
{
    const std::scoped_lock lock(m_mutex);
    return m_rooms.contains(room);
}

QList<RoomId> RoomDirectory::like(const RoomId &room) const
{
    constexpr qsizetype lettersPerSlip = 4;
    constexpr qsizetype wholeWord = 3; // letters that are enough to find a longer name by its beginning
    constexpr qsizetype mostNames = 3;
    const int slips = int(1 + room.size() / lettersPerSlip);
    std::vector<std::pair<int, RoomId>> found;
    {
        const std::scoped_lock lock(m_mutex);
        for (const RoomId &other : m_rooms) {
            int distance = editDistance(room, other, slips);
            if (distance > slips && room.size() >= wholeWord && other.startsWith(room))
                distance = slips;
            if (distance <= slips && distance < int(room.size()))
                found.emplace_back(distance, other);
        }
    }
    std::sort(found.begin(), found.end());
    QList<RoomId> names;
    for (const auto &[distance, name] : found) {
        if (names.size() < mostNames)
            names.append(name);
    }
    return names;
}

} // namespace sketchroom
