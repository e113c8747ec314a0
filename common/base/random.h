#pragma once

#include <QtGlobal>

#include <random>

namespace sketchroom {

/// The source of randomness that everything is given, so that a test can repeat a run from its seed.
class Random final
{
public:
    explicit Random(quint64 seed)
        : m_engine(seed)
    {
    }
    /// Seeded by the operating system.
    static Random fromSystem()
    {
        std::random_device device;
        return Random((quint64(device()) << 32) | device());
    }

    quint64 next() { return m_engine(); }
    /// Uniform in 0..bound-1; `bound` must be positive.
    quint32 below(quint32 bound) { return quint32(m_engine() % bound); }
    /// Uniform in [0, 1).
    double real() { return double(m_engine() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return real() < probability; }

private:
    std::mt19937_64 m_engine;
};

} // namespace sketchroom
