#include "server/storage/trustedtime.h"

namespace sketchroom {

TrustedTime::TrustedTime(std::optional<qint64> last, const Clock &clock)
    : m_clock(clock)
    , m_time(last.value_or(clock.wallMs()))
    , m_steadyMs(clock.steadyMs())
{
}

qint64 TrustedTime::now()
{
    constexpr qint64 plausibleMs = 2 * qint64(86'400'000);
    const qint64 steady = m_clock.steadyMs();
    const qint64 elapsed = steady - m_steadyMs;
    const qint64 wall = m_clock.wallMs();
    m_steadyMs = steady;
    m_lags = wall - m_time > plausibleMs + elapsed;
    m_time = m_lags ? m_time + 2 * elapsed : wall;
    return m_time;
}

} // namespace sketchroom
