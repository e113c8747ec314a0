#pragma once

#include "common/base/clock.h"

#include <atomic>

namespace sketchroom {

/// The machine's clock, but for the time in which the host itself stood still (a stopped process, a machine that slept
/// or was moved): others could not make themselves heard meanwhile, and are not to be blamed. That is when nobody asked
/// it for seconds, so noticeTime() has to be called every second. Usable from any thread.
class AwakeClock final : public Clock
{
public:
    void noticeTime() const { steadyMs(); }
    qint64 wallMs() const override { return m_clock.wallMs(); }
    qint64 steadyMs() const override
    {
        // A loop under load is late now and then, but not by that much.
        constexpr qint64 longestMs = 3'000;
        const qint64 now = m_clock.steadyMs();
        const qint64 before = m_askedMs.exchange(now);
        if (before > 0 && now - before > longestMs)
            m_stoodStillMs += now - before;
        return now - m_stoodStillMs;
    }

private:
    SystemClock m_clock;
    mutable std::atomic<qint64> m_askedMs = 0;
    mutable std::atomic<qint64> m_stoodStillMs = 0;
};

} // namespace sketchroom
