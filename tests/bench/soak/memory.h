#pragma once

#include <vector>

namespace sketchroom::bench {

/// The memory of a server over time, and whether it is flat: when it has come to its working size it must not go on
/// growing.
class Memory final
{
public:
    void add(double minute, double mib) { m_samples.push_back({minute, mib}); }

    struct Verdict
    {
        double first = 0;     ///< MiB, the mean of the first tenth of the last two thirds
        double last = 0;      ///< of its last tenth
        double perMinute = 0; ///< MiB, the slope of the straight line that fits best
        bool flat = false;    ///< neither end nor slope tells of a growth by more than a tenth
    };
    /// Of the last two thirds.
    Verdict verdict() const;

private:
    struct Sample
    {
        double minute;
        double mib;
    };
    std::vector<Sample> m_samples;
};

} // namespace sketchroom::bench
