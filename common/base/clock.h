#pragma once

#include <QtGlobal>

namespace sketchroom {

/// Time, given to whoever needs it so that tests can run on a virtual clock.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970, UTC; may jump when the machine's clock is set.
    virtual qint64 wallMs() const = 0;
    /// Milliseconds since some fixed moment; never goes back.
    virtual qint64 steadyMs() const = 0;
};

/// The machine's own clock. Usable from any thread.
class SystemClock final : public Clock
{
public:
    qint64 wallMs() const override;
    qint64 steadyMs() const override;
};

/// A clock that stands until it is moved.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(qint64 startMs = 1'760'000'000'000)
        : m_nowMs(startMs)
    {
    }
    qint64 wallMs() const override { return m_nowMs; }
    qint64 steadyMs() const override { return m_nowMs; }
    void advance(qint64 ms) { m_nowMs += ms; }

private:
    qint64 m_nowMs;
};

} // namespace sketchroom
