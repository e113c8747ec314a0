#include "tests/simulation/shrink.h"

#include "tests/simulation/simulation.h"

#include <numeric>

namespace sketchroom::simulation {

namespace {

QSet<int> allBut(const QList<int> &only)
{
    QSet<int> without;
    for (int step = 0; !only.isEmpty() && step < only.constLast(); ++step)
        without.insert(step);
    return without.subtract(QSet<int>(only.begin(), only.end()));
}

int stepsUpTo(const QList<int> &only)
{
    return only.isEmpty() ? 0 : only.constLast() + 1;
}

} // namespace

Shrunk shrink(quint64 seed, int steps)
{
    QList<int> only(steps);
    std::iota(only.begin(), only.end(), 0);
    const auto fails = [&](const QList<int> &fewer) {
        return !Simulation(seed).run(stepsUpTo(fewer), allBut(fewer)).isEmpty();
    };
    // Delta debugging, greedily: leave out ever smaller runs of steps while it still fails.
    for (qsizetype size = only.size() / 2; size > 0; size /= 2) {
        for (qsizetype from = 0; from < only.size();) {
            QList<int> fewer = only;
            fewer.remove(from, qMin(size, only.size() - from));
            if (fails(fewer))
                only = fewer;
            else
                from += size;
        }
    }
    return runOnly(seed, only);
}

Shrunk runOnly(quint64 seed, const QList<int> &only)
{
    Simulation simulation(seed);
    simulation.keepTrace(true);
    const QString problem = simulation.run(stepsUpTo(only), allBut(only));
    return {only, problem, simulation.trace()};
}

} // namespace sketchroom::simulation
