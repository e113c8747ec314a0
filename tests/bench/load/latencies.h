#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sketchroom::bench {

/// How long deliveries took, in steps of 10 µs; what took longer than 4 s counts as that.
class Latencies final
{
public:
    void add(std::int64_t ns)
    {
        const auto step = std::size_t(ns < 0 ? 0 : ns / stepNs);
        ++m_counts[step < m_counts.size() ? step : m_counts.size() - 1];
        ++m_total;
    }
    std::int64_t count() const { return m_total; }
    /// What this part of them stayed within, in ms; 0 where there are none.
    double quantileMs(double part) const
    {
        auto left = std::int64_t(part * double(m_total));
        for (std::size_t step = 0; step < m_counts.size(); ++step) {
            left -= m_counts[step];
            if (left < 0)
                return double(step + 1) * stepNs / 1e6;
        }
        return 0;
    }

private:
    static constexpr std::int64_t stepNs = 10'000;
    std::vector<std::int64_t> m_counts = std::vector<std::int64_t>(400'000);
    std::int64_t m_total = 0;
};

} // namespace sketchroom::bench
