#pragma once

#include "common/base/random.h"

namespace sketchroom {

/// How long to wait before the next try to reconnect: half a second, doubling up to ten, each shortened by up to half
/// at random so that a room full of clients does not come back in one moment. Pure.
class ReconnectPolicy final
{
public:
    explicit ReconnectPolicy(Random &random)
        : m_random(random)
    {
    }

    /// Milliseconds until the next try. `atLeast`: the host asked for this much.
    int nextDelayMs(int atLeast = 0);
    /// A try has succeeded.
    void succeeded() { m_tries = 0; }

private:
    Random &m_random;
    int m_tries = 0;
};

} // namespace sketchroom
