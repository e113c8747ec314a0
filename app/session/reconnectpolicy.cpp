#include "app/session/reconnectpolicy.h"

namespace sketchroom {

int ReconnectPolicy::nextDelayMs(int atLeast)
{
    constexpr int first = 500;
    constexpr int longest = 10'000;
    constexpr int mostDoublings = 5;
    const int full = qMin(longest, first << qMin(m_tries, mostDoublings));
    ++m_tries;
    return qMax(atLeast, int(full * (1 - 0.5 * m_random.real())));
}

} // namespace sketchroom
