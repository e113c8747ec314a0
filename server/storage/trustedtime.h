#pragma once

#include "common/base/clock.h"

#include <optional>

namespace sketchroom {

/// The time by which old things are removed for good. Where the machine's clock is far ahead of when a host ran last,
/// it may be wrong, or the host was off for long: then this goes two days a day until it has caught up, so that a clock
/// that is set wrong removes nothing at once. All in ms since 1970.
class TrustedTime final
{
public:
    /// `last`: what it was when a host ran last; nothing where none has.
    TrustedTime(std::optional<qint64> last, const Clock &clock);

    /// What it was when the host before this one ran last.
    void goOnFrom(qint64 last) { m_time = last; }
    qint64 now();
    /// Whether it was behind the machine's clock when it was asked last.
    bool lags() const { return m_lags; }

private:
    const Clock &m_clock;
    qint64 m_time;
    qint64 m_steadyMs;
    bool m_lags = false;
};

/// A clock whose wall time is the trusted one. Used on the thread of that.
class TrustedClock final : public Clock
{
public:
    /// Both outlive it.
    TrustedClock(TrustedTime &time, const Clock &clock)
        : m_time(time)
        , m_clock(clock)
    {
    }
    qint64 wallMs() const override { return m_time.now(); }
    qint64 steadyMs() const override { return m_clock.steadyMs(); }

private:
    TrustedTime &m_time;
    const Clock &m_clock;
};

} // namespace sketchroom
