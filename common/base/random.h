#pragma once

#include <QByteArray>
#include <QRandomGenerator>

#include <optional>
#include <random>

namespace sketchroom {

/// The source of randomness that everything is given: of a seed, so that a test can repeat a run, or of the operating
/// system, so that nobody can guess what comes next from what has come.
class Random final
{
public:
    explicit Random(quint64 seed)
        : m_engine(seed)
    {
    }
    static Random fromSystem() { return Random(); }

    quint64 next() { return m_engine ? (*m_engine)() : QRandomGenerator::system()->generate64(); }
    /// Uniform in 0..bound-1; `bound` must be positive.
    quint32 below(quint32 bound) { return quint32(next() % bound); }
    /// Uniform in [0, 1).
    double real() { return double(next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return real() < probability; }
    QByteArray bytes(qsizetype count)
    {
        QByteArray bytes(count, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(next() & 0xff);
        return bytes;
    }

private:
    Random() = default;

    std::optional<std::mt19937_64> m_engine; ///< none: the operating system's
};

} // namespace sketchroom
