#pragma once

#include "common/protocol/messages.h"

namespace sketchroom {

/// What everybody in a room is doing now, and what of it the others have not been told. Told at most 30 times a second,
/// at once when it was quiet; only the newest value counts. The more people move, the less often it is told.
class PresenceBoard final
{
public:
    void update(const PeerId &peer, const Presence &presence)
    {
        m_known[peer].merge(presence);
        m_fresh[peer].merge(presence);
    }
    void remove(const PeerId &peer)
    {
        m_known.erase(peer);
        m_fresh.erase(peer);
    }

    /// When the news are due; nothing when there are none.
    std::optional<qint64> dueMs() const { return m_fresh.empty() ? std::nullopt : std::optional(m_nextMs); }
    /// The news, which are none from now on.
    std::map<PeerId, Presence> takeFresh() { return std::exchange(m_fresh, {}); }
    /// When so many bytes were told to everybody, the next have to wait for a while.
    void pauseFor(qint64 bytes, qint64 nowMs)
    {
        m_nextMs = nowMs + qBound(intervalMs, bytes * 1'000 / bytesPerSecond, longestMs);
    }
    const std::map<PeerId, Presence> &known() const { return m_known; }

private:
    static constexpr qint64 intervalMs = 34;
    static constexpr qint64 longestMs = 500;
    static constexpr qint64 bytesPerSecond = 16'000; ///< to each, so that thirty who move leave a Wi-Fi to the edits

    std::map<PeerId, Presence> m_known;
    std::map<PeerId, Presence> m_fresh;
    qint64 m_nextMs = 0;
};

} // namespace sketchroom
