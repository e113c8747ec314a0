// What the journal of unsent edits costs whoever draws: bench_journal. A folder on the disk, not in memory, may be
// given.

#include "app/session/journal.h"
#include "tests/support/boardgenerator.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace sketchroom;

namespace {

constexpr int edits = 5'000;
constexpr int shapesOnBoard = 50'000;

double msOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

void waitUntilWritten(const Journal &journal)
{
    QEventLoop waiting;
    QObject::connect(&journal, &Journal::written, &waiting, [&] {
        if (journal.isWritten())
            waiting.quit();
    });
    if (!journal.isWritten())
        waiting.exec();
}

void report(const char *what, QList<double> ms)
{
    std::sort(ms.begin(), ms.end());
    std::printf("%-58s median %7.4f ms  p99 %7.4f  worst %7.3f\n", what, ms.at(ms.size() / 2),
                ms.at(ms.size() * 99 / 100), ms.last());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) + QStringLiteral("/XXXXXX") : QString());
    const auto opened = Journal::open(folder.filePath(QStringLiteral("room.journal")), QStringLiteral("room"));
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().message));
        return 1;
    }
    Journal &journal = **opened;
    const QList<ShapeRef> shapes = testing::generateBoard(shapesOnBoard, 1);
    QList<double> calls;
    QElapsedTimer all;
    all.start();
    for (int i = 0; i < edits; ++i) {
        JournalEntry entry;
        const QList<Op> ops(1, CreateOp{shapes.at(i)});
        entry.made.append({{i + 1, {}, ops}, i});
        if (i > 0)
            entry.settled.append(i);
        QElapsedTimer call;
        call.start();
        journal.write(entry);
        calls.append(msOf(call));
    }
    waitUntilWritten(journal);
    const double seconds = msOf(all) / 1e3;
    report("handing over an edit, on the thread of who draws", calls);
    std::printf("%-58s %.0f a second\n", "edits on the disk", edits / seconds);

    QElapsedTimer timer;
    timer.start();
    journal.keep({"epoch", 1, shapes});
    const double handed = msOf(timer);
    waitUntilWritten(journal);
    std::printf("%-58s %.3f ms handed over, %.0f ms until it is on the disk\n", "the board of 50,000 shapes", handed,
                msOf(timer));
    return 0;
}
