#pragma once

#include "common/protocol/limits.h"
#include "server/room/tokenbucket.h"

namespace sketchroom {

/// What one peer may send: a rate of edits and a rate of bytes, and how long it has been going on past them.
class RateGuard final
{
public:
    RateGuard(const Limits &limits, qint64 nowMs)
        : m_edits(limits.editsPerSecond, limits.editBurst, nowMs)
        , m_bytes(limits.bytesPerSecond, limits.byteBurst, nowMs)
    {
    }

    /// Whether a message of `bytes` that counts as `edits` edits is within the rates.
    bool admit(int edits, qint64 bytes, qint64 nowMs)
    {
        if (m_bytes.take(bytes, nowMs) && m_edits.take(edits, nowMs))
            return true;
        if (m_refusedAtMs < 0 || nowMs - m_refusedAtMs > calmMs)
            m_sinceMs = nowMs;
        m_refusedAtMs = nowMs;
        return false;
    }

    /// Whether messages have been refused for 10 s without a calm second between.
    bool isHopeless(qint64 nowMs) const { return m_refusedAtMs >= 0 && nowMs - m_sinceMs >= patienceMs; }

private:
    static constexpr qint64 calmMs = 1'000;
    static constexpr qint64 patienceMs = 10'000;

    TokenBucket m_edits;
    TokenBucket m_bytes;
    qint64 m_sinceMs = 0;
    qint64 m_refusedAtMs = -1;
};

} // namespace sketchroom
