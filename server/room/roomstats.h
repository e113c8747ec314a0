#pragma once

#include "common/base/result.h"

#include <array>
#include <map>

namespace sketchroom {

/// How often something took how long: as many as were at most so long, in ms, and those beyond.
class Histogram final
{
public:
    static constexpr std::array<qint64, 9> boundsMs = {1, 2, 5, 10, 25, 50, 100, 250, 1'000};

    void add(qint64 ms)
    {
        size_t bucket = 0;
        while (bucket < boundsMs.size() && ms > boundsMs.at(bucket))
            ++bucket;
        ++m_counts.at(bucket);
        m_sumMs += ms;
    }
    Histogram &operator+=(const Histogram &other)
    {
        for (size_t i = 0; i < m_counts.size(); ++i)
            m_counts.at(i) += other.m_counts.at(i);
        m_sumMs += other.m_sumMs;
        return *this;
    }

    /// In each bucket alone; the last is of those beyond all bounds.
    const std::array<qint64, boundsMs.size() + 1> &counts() const { return m_counts; }
    qint64 sumMs() const { return m_sumMs; }

private:
    std::array<qint64, boundsMs.size() + 1> m_counts{};
    qint64 m_sumMs = 0;
};

/// What a room has done since it was brought into memory, or several rooms together.
struct RoomStats
{
    qint64 edits = 0;   ///< committed
    qint64 batches = 0; ///< commits with edits
    std::map<ErrorCode, qint64> rejects;
    Histogram commitMs; ///< from handing a batch to the log to hearing that it is stored

    RoomStats &operator+=(const RoomStats &other)
    {
        edits += other.edits;
        batches += other.batches;
        for (const auto &[code, count] : other.rejects)
            rejects[code] += count;
        commitMs += other.commitMs;
        return *this;
    }
};

} // namespace sketchroom
