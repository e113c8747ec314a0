// Runs whole rooms in simulation: sim --seeds N --from S --steps K

#include "tests/simulation/shrink.h"
#include "tests/simulation/simulation.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTextStream>

using namespace sketchroom::simulation;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"sketchroom.*=false"_s);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"seeds"_s, u"How many seeds to run."_s, u"N"_s, u"500"_s},
                       {u"from"_s, u"The first seed."_s, u"S"_s, u"0"_s},
                       {u"steps"_s, u"Steps a seed."_s, u"K"_s, u"400"_s}});
    parser.process(application);
    const quint64 from = parser.value(u"from"_s).toULongLong();
    const quint64 seeds = parser.value(u"seeds"_s).toULongLong();
    const int steps = parser.value(u"steps"_s).toInt();

    QTextStream out(stdout);
    QElapsedTimer timer;
    timer.start();
    qint64 edits = 0;
    for (quint64 seed = from; seed < from + seeds; ++seed) {
        Simulation simulation(seed);
        const QString problem = simulation.run(steps);
        edits += simulation.committedEdits();
        if (problem.isEmpty())
            continue;
        out << "seed " << seed << ": " << problem << "\nshrinking...\n" << Qt::flush;
        const Shrunk shrunk = shrink(seed, steps);
        out << shrunk.trace.join(u'\n') << '\n' << shrunk.problem << '\n';
        out << "after " << seed - from + 1 << " seeds; " << shrunk.left << " steps are enough\n";
        return 1;
    }
    const double seconds = double(timer.elapsed()) / 1000;
    out << seeds << " seeds of " << steps << " steps, " << edits << " committed edits: all rules held, " << seconds
        << " s, " << seconds * 1e6 / double(seeds * quint64(steps)) << " us a step\n";
    return 0;
}
