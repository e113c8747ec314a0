#include "app/files/excalidrawfile.h"
#include "app/files/insertdrawing.h"
#include "app/files/sketchroomfile.h"
#include "tests/support/boardgenerator.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdio>

namespace sketchroom {

namespace {

constexpr int rounds = 3;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

/// The median time of a few runs, ms.
template <class Work>
double measured(const Work &work)
{
    std::array<double, rounds> times{};
    for (double &time : times) {
        QElapsedTimer timer;
        timer.start();
        work();
        time = double(timer.nsecsElapsed()) / 1e6;
    }
    std::sort(times.begin(), times.end());
    return times[rounds / 2];
}

void report(const char *what, qsizetype shapes, double ms)
{
    std::printf("%-40s %7lld shapes %9.1f ms\n", what, qint64(shapes), ms);
    std::fflush(stdout);
}

} // namespace

/// Issue 2: a board of 10,000 shapes is imported in under a second.
class BenchFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importing_data();
    void importing();
};

void BenchFiles::importing_data()
{
    QTest::addColumn<int>("shapes");
    QTest::addColumn<double>("mostMs");
    QTest::newRow("1,000") << 1'000 << 100.0;
    QTest::newRow("10,000") << 10'000 << 1'000.0;
    QTest::newRow("50,000") << 50'000 << 5'000.0;
}

void BenchFiles::importing()
{
    QFETCH(int, shapes);
    QFETCH(double, mostMs);
    const QList<ShapeRef> board = testing::generateBoard(shapes, 1);
    const QByteArray excalidraw = testing::asExcalidraw(board);

    Drawing drawing;
    const double reading = measured([&] { drawing = readExcalidraw(excalidraw).value(); });
    report("read .excalidraw", shapes, reading);
    const double inserting = measured([&] {
        Document document;
        Random random(1);
        [[maybe_unused]] const auto applied = document.apply(makeInsertOps(drawing, document, {}, random), {});
        QCOMPARE(document.size(), shapes);
    });
    report("put it onto an empty board", shapes, inserting);
    QByteArray ours;
    report("write .sketchroom", shapes, measured([&] { ours = writeSketchroom(drawing.shapes).value(); }));
    report("read .sketchroom", shapes, measured([&] { drawing = readSketchroom(ours).value(); }));
    QCOMPARE(drawing.shapes.size(), shapes);
    if (isSanitized)
        QSKIP("Under a sanitizer the times say nothing.");
    QCOMPARE_LT(reading + inserting, mostMs);
}

} // namespace sketchroom

QTEST_GUILESS_MAIN(sketchroom::BenchFiles)
#include "files.moc"
