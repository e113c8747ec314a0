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

bool fails(quint64 seed, const QList<int> &only)
{
    return !Simulation(seed).run(stepsUpTo(only), allBut(only)).isEmpty();
}

/// Delta debugging, greedily: leaves out ever smaller runs of steps while it still fails.
void leaveOut(quint64 seed, QList<int> &only)
{
    for (qsizetype size = qMax<qsizetype>(only.size() / 2, 1); size > 0; size /= 2) {
        for (qsizetype from = 0; from < only.size();) {
            QList<int> fewer = only;
            fewer.remove(from, qMin(size, only.size() - from));
            if (fails(seed, fewer))
                only = fewer;
            else
                from += size;
        }
    }
}

} // namespace

Shrunk shrink(quint64 seed, int steps)
{
    QList<int> only(steps);
    std::iota(only.begin(), only.end(), 0);
    // Again and again: what could not be left out may be once something else is.
    for (qsizetype before = steps + 1; only.size() < before;) {
        before = only.size();
        leaveOut(seed, only);
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
