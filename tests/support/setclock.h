#pragma once

#include "common/base/clock.h"

namespace sketchroom {

/// A clock that stands until it is moved, and whose wall time can be set alone: `wall` in ms since 1970.
class SetClock final : public Clock
{
public:
    qint64 wallMs() const override { return wall; }
    qint64 steadyMs() const override { return steady; }
    void advance(qint64 ms)
    {
        wall += ms;
        steady += ms;
    }
    qint64 wall = 1'728'000'000'000;
    qint64 steady = 432'000'000;
};

} // namespace sketchroom
