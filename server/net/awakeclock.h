#pragma once

#include "common/base/clock.h"

namespace sketchroom {

/// The machine's clock, but for the time in which the host itself stood still (a stopped process, a machine that slept
/// or was moved): others could not make themselves heard meanwhile, and are not to be blamed. Its thread asks it once a
/// second at least. To be used on one thread.
class AwakeClock final : public Clock
{
public:
    qint64 wallMs() const override { return m_clock.wallMs(); }
    qint64 steadyMs() const override
    {
        // A loop under load is late now and then, but not by that much.
        constexpr qint64 longestMs = 3'000;
        const qint64 now = m_clock.steadyMs();
        if (m_askedMs > 0 && now - m_askedMs > longestMs)
            m_stoodStillMs += now - m_askedMs;
        m_askedMs = now;
        return now - m_stoodStillMs;
    }

private:
    const SystemClock m_clock;
    mutable qint64 m_askedMs = 0;
    mutable qint64 m_stoodStillMs = 0;
};

} // namespace sketchroom
