#include "tests/simulation/shrink.h"

#include "tests/simulation/simulation.h"

namespace sketchroom::simulation {

Shrunk shrink(quint64 seed, int steps)
{
    Shrunk result;
    const auto fails = [&](const QSet<int> &without) { return !Simulation(seed).run(steps, without).isEmpty(); };
    // Delta debugging, greedily: leave out ever smaller runs of steps while it still fails.
    for (int size = steps / 2; size > 0; size /= 2) {
        for (int from = 0; from < steps; from += size) {
            QSet<int> without = result.without;
            for (int step = from; step < qMin(steps, from + size); ++step)
                without.insert(step);
            if (without.size() > result.without.size() && fails(without))
                result.without = without;
        }
    }
    Simulation simulation(seed);
    simulation.keepTrace(true);
    result.problem = simulation.run(steps, result.without);
    result.trace = simulation.trace();
    result.left = steps - int(result.without.size());
    return result;
}

} // namespace sketchroom::simulation
