#pragma once

#include <QtGlobal>

namespace sketchroom {

/// A rate with bursts: `burst` tokens to begin with and at most, `perSecond` new ones each second.
class TokenBucket final
{
public:
    TokenBucket(qint64 perSecond, qint64 burst, qint64 nowMs)
        : m_perSecond(double(perSecond))
        , m_burst(double(burst))
        , m_tokens(m_burst)
        , m_atMs(nowMs)
    {
    }

    /// Takes `count` tokens, or none where there are not enough. A steady clock, please.
    bool take(qint64 count, qint64 nowMs)
    {
        m_tokens = qMin(m_burst, m_tokens + m_perSecond * double(qMax<qint64>(0, nowMs - m_atMs)) / 1000);
        m_atMs = nowMs;
        if (m_tokens < double(count))
            return false;
        m_tokens -= double(count);
        return true;
    }

private:
    double m_perSecond;
    double m_burst;
    double m_tokens;
    qint64 m_atMs;
};

} // namespace sketchroom
