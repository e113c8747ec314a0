// How fast drawings are read and written, on generated boards of 1,000, 10,000 and 50,000 shapes.

#include "app/files/excalidrawfile.h"
#include "app/files/insertdrawing.h"
#include "app/files/sketchroomfile.h"
#include "tests/support/boardgenerator.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace sketchroom;

namespace {

constexpr int rounds = 3;

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

void measure(int shapes)
{
    const QByteArray excalidraw = testing::asExcalidraw(testing::generateBoard(shapes, 1));
    Drawing drawing;
    QByteArray ours;
    const double reading = measured([&] { drawing = readExcalidraw(excalidraw).value(); });
    const double inserting = measured([&] {
        Document document;
        Random random(1);
        [[maybe_unused]] const auto applied = document.apply(makeInsertOps(drawing, document, {}, random), {});
    });
    const double writing = measured([&] { ours = writeSketchroom(drawing.shapes).value(); });
    const double readingOurs = measured([&] { drawing = readSketchroom(ours).value(); });
    std::printf("%7d %20.1f %20.1f %20.1f %20.1f\n", shapes, reading, inserting, writing, readingOurs);
}

} // namespace

int main()
{
    std::printf("%7s %20s %20s %20s %20s\n", "shapes", "read .excalidraw ms", "insert ms", "write .sketchroom ms",
                "read .sketchroom ms");
    for (const int shapes : {1'000, 10'000, 50'000})
        measure(shapes);
    return 0;
}
