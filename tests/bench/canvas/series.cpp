#include "tests/bench/canvas/series.h"

#include <algorithm>
#include <cstdio>

namespace sketchroom::bench {

namespace {

double share(QList<double> values, double part)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(std::min(values.size() - 1, qsizetype(double(values.size()) * part)));
}

} // namespace

void Series::printHead(const char *board)
{
    std::printf("\n%s, milliseconds\n%-44s %6s | %7s %7s %7s | %7s %7s | %7s\n", board, "", "frames", "median", "p95",
                "worst", "cpu p95", "worst", "between");
}

void Series::print(const QByteArray &what) const
{
    std::printf("%-44s %6d | %7.2f %7.2f %7.2f | %7.2f %7.2f | %7.2f\n", what.constData(), int(m_wall.size()),
                share(m_wall, 0.5), share(m_wall, 0.95), share(m_wall, 1), share(m_cpu, 0.95), share(m_cpu, 1),
                m_stall);
    std::fflush(stdout);
}

void Series::printSingle(const char *what, double value, const char *unit)
{
    std::printf("%-44s %6s | %7.1f %s\n", what, "", value, unit);
    std::fflush(stdout);
}

void Series::printSpan(const char *what, double wallMs, double allCpuMs)
{
    std::printf("%-44s %6s | %7.1f ms, %.1f of all threads' own time\n", what, "", wallMs, allCpuMs);
    std::fflush(stdout);
}

} // namespace sketchroom::bench
