#pragma once

#include "server/room/network.h"
#include "server/room/tokenbucket.h"

#include <QString>

#include <map>

namespace sketchroom {

/// How often the people of a network have been wrong about a token or a secret of late. A network may be wrong ten
/// times at once and then ten times a minute. All on one thread.
class WrongGuesses final
{
public:
    void note(const QHostAddress &address, qint64 nowMs)
    {
        // An attacker with very many networks must not fill the memory; the others of before get their guesses back.
        if (m_buckets.size() >= mostRemembered)
            m_buckets.clear();
        const auto bucket = m_buckets.try_emplace(networkOf(address), perMinute, perMinute * scale, nowMs).first;
        bucket->second.take(scale, nowMs);
    }
    /// Whether it is too early for somebody there to try another.
    bool isSlowed(const QHostAddress &address, qint64 nowMs) const
    {
        const auto bucket = m_buckets.find(networkOf(address));
        if (bucket == m_buckets.end())
            return false;
        TokenBucket next = bucket->second;
        return !next.take(scale, nowMs);
    }

private:
    static constexpr qint64 perMinute = 10;
    static constexpr qint64 scale = 60; // a bucket counts in whole tokens a second: one wrong guess takes so many
    static constexpr size_t mostRemembered = 10'000;

    std::map<QString, TokenBucket> m_buckets;
};

} // namespace sketchroom
