// Runs whole rooms in simulation: sim --seeds N --from S --steps K. A seed that fails is shrunk, and its steps are
// printed; sim --from S --only STEPS runs them again.

#include "tests/simulation/shrink.h"
#include "tests/simulation/simulation.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTextStream>

using namespace sketchroom::simulation;
using namespace Qt::StringLiterals;

namespace {

void print(QTextStream &out, quint64 seed, const Shrunk &shrunk)
{
    QStringList steps;
    for (const int step : shrunk.only)
        steps.append(QString::number(step));
    out << shrunk.trace.join(u'\n') << "\nseed " << seed << ": "
        << (shrunk.problem.isEmpty() ? u"all rules held"_s : shrunk.problem) << "\nsim --from " << seed << " --only "
        << steps.join(u',') << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"sketchroom.*=false"_s);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"seeds"_s, u"How many seeds to run."_s, u"N"_s, u"500"_s},
                       {u"from"_s, u"The first seed."_s, u"S"_s, u"0"_s},
                       {u"steps"_s, u"Steps a seed."_s, u"K"_s, u"400"_s},
                       {u"unshrunk"_s, u"Say only which seed fails, and why."_s},
                       {u"only"_s, u"Run these steps of the first seed, and show them."_s, u"A,B,…"_s}});
    parser.process(application);
    const quint64 from = parser.value(u"from"_s).toULongLong();
    const quint64 seeds = parser.value(u"seeds"_s).toULongLong();
    const int steps = parser.value(u"steps"_s).toInt();

    QTextStream out(stdout);
    if (parser.isSet(u"only"_s)) {
        QList<int> only;
        for (const QString &step : parser.value(u"only"_s).split(u',', Qt::SkipEmptyParts))
            only.append(step.toInt());
        const Shrunk again = runOnly(from, only);
        print(out, from, again);
        return again.problem.isEmpty() ? 0 : 1;
    }
    QElapsedTimer timer;
    timer.start();
    qint64 edits = 0;
    for (quint64 seed = from; seed < from + seeds; ++seed) {
        Simulation simulation(seed);
        const QString problem = simulation.run(steps);
        edits += simulation.committedEdits();
        if (problem.isEmpty())
            continue;
        out << "seed " << seed << " fails after " << double(timer.elapsed()) / 1000 << " s: " << problem << '\n';
        if (!parser.isSet(u"unshrunk"_s)) {
            out << "shrinking...\n" << Qt::flush;
            print(out, seed, shrink(seed, steps));
        }
        return 1;
    }
    const double seconds = double(timer.elapsed()) / 1000;
    out << seeds << " seeds of " << steps << " steps, " << edits << " committed edits: all rules held, " << seconds
        << " s, " << seconds * 1e6 / double(seeds * quint64(steps)) << " us a step\n";
    return 0;
}
