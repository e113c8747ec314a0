#include "tests/bench/soak/memory.h"

#include <algorithm>
#include <span>

namespace sketchroom::bench {

Memory::Verdict Memory::verdict() const
{
    const std::span late = std::span(m_samples).subspan(m_samples.size() / 3);
    const std::size_t tenth = std::max<std::size_t>(1, late.size() / 10);
    if (late.size() < 2 * tenth)
        return {};
    const auto meanOf = [](std::span<const Sample> samples, double Sample::*what) {
        double sum = 0;
        for (const Sample &sample : samples)
            sum += sample.*what;
        return sum / double(samples.size());
    };
    Verdict verdict;
    verdict.first = meanOf(late.first(tenth), &Sample::mib);
    verdict.last = meanOf(late.last(tenth), &Sample::mib);
    const double minute = meanOf(late, &Sample::minute);
    const double mib = meanOf(late, &Sample::mib);
    double product = 0;
    double square = 0;
    for (const Sample &sample : late) {
        product += (sample.minute - minute) * (sample.mib - mib);
        square += (sample.minute - minute) * (sample.minute - minute);
    }
    verdict.perMinute = square > 0 ? product / square : 0;
    constexpr double tolerated = 0.1;
    const double minutes = late.back().minute - late.front().minute;
    verdict.flat = verdict.last <= verdict.first * (1 + tolerated) && verdict.perMinute * minutes <= mib * tolerated;
    return verdict;
}

} // namespace sketchroom::bench
