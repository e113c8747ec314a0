#pragma once

#include <QtGlobal>

#include <atomic>

namespace sketchroom {

/// How many rooms a host has, those that nobody is in included, and how many it may have. May be used on any thread:
/// rooms of one host are made on several.
class RoomQuota final
{
public:
    explicit RoomQuota(int most)
        : m_most(most)
    {
    }
    int most() const { return m_most; }
    /// Rooms that are there, however many there may be.
    void count(qsizetype rooms) { m_rooms += rooms; }
    /// Whether there may be one more, which counts from now on.
    bool take()
    {
        qint64 rooms = m_rooms;
        while (rooms < m_most) {
            if (m_rooms.compare_exchange_weak(rooms, rooms + 1))
                return true;
        }
        return false;
    }
    /// One that was taken could not be made.
    void giveBack() { --m_rooms; }

private:
    const int m_most;
    std::atomic<qint64> m_rooms = 0;
};

} // namespace sketchroom
