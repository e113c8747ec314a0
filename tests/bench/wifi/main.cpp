// A class behind one Wi-Fi: bench_wifi ws://HOST:PORT/rooms/ROOM packed|plain DEVICE DRAWERS. Thirty people join a room
// of 10,000 shapes at once, while DRAWERS draw; then all draw; then all move. DEVICE is the network that they come by,
// whose bytes are counted. To be run by tests/bench/wifi/run.

#include "tests/bench/wifi/pupil.h"
#include "tests/support/boardgenerator.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace sketchroom;
using namespace sketchroom::bench;

namespace {

constexpr int pupils = 30;
constexpr int shapes = 10'000;
constexpr qint64 patienceMs = 300'000;
constexpr qint64 drawMs = 20'000;
constexpr qint64 moveMs = 10'000;

/// Lets events come until `done`; ends the program when it takes too long.
template <class Done>
void waitFor(const char *what, const Done &done)
{
    QElapsedTimer since;
    since.start();
    QTimer awake; // looks again, whatever comes
    awake.start(10);
    while (!done()) {
        if (since.elapsed() > patienceMs)
            qFatal("%s takes too long.", what);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void pass(qint64 ms)
{
    QElapsedTimer since;
    since.start();
    waitFor("time", [&] { return since.elapsed() >= ms; });
}

/// With the strokes as a mouse draws them in this program: within their box, in hundredths.
QList<ShapeRef> board()
{
    QList<ShapeRef> made;
    for (const ShapeRef &each : testing::generateBoard(shapes, 1)) {
        Shape shape = *each;
        const double x = std::round(shape.box.x);
        const double y = std::round(shape.box.y);
        for (qsizetype i = 0; i < shape.points.size(); ++i) {
            double &number = shape.points[i];
            if (shape.kind == Kind::Ink)
                number = i % 3 == 2 ? 0.5 : std::round((number - (i % 3 == 0 ? x : y)) * 100) / 100;
            else
                number = std::round((number - (i % 2 == 0 ? x : y)) * 100) / 100;
        }
        made.append(std::make_shared<const Shape>(std::move(shape)));
    }
    return made;
}

qint64 receivedBy(const QByteArray &device)
{
    QFile file(QStringLiteral("/sys/class/net/%1/statistics/rx_bytes").arg(QString::fromLatin1(device)));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

std::vector<std::unique_ptr<Pupil>> people(const char *prefix, int count, const QUrl &room, Pupil::Snapshots snapshots)
{
    std::vector<std::unique_ptr<Pupil>> made;
    for (int i = 0; i < count; ++i)
        made.push_back(std::make_unique<Pupil>(prefix + QByteArray::number(i), room, snapshots));
    return made;
}

bool areAll(const std::vector<std::unique_ptr<Pupil>> &people, bool (Pupil::*state)() const)
{
    return std::all_of(people.begin(), people.end(), [&](const auto &each) { return (*each.*state)(); });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (argc != 5)
        qFatal("Usage: %s ws://HOST:PORT/rooms/ROOM packed|plain DEVICE DRAWERS", argv[0]);
    const QUrl room(QString::fromLocal8Bit(argv[1]));
    const auto snapshots = QByteArray(argv[2]) == "plain" ? Pupil::Snapshots::Plain : Pupil::Snapshots::Packed;
    const QByteArray device = argv[3];
    const int drawers = qMax(1, QByteArray(argv[4]).toInt());

    const auto teachers = people("teacher-", drawers, room, snapshots);
    teachers.front()->come();
    waitFor("making the room", [&] { return teachers.front()->isThere(); });
    teachers.front()->bring(board());
    waitFor("bringing the board", [&] { return teachers.front()->isAtRest(); });
    for (int i = 1; i < drawers; ++i)
        teachers.at(size_t(i))->come();
    waitFor("those who draw", [&] { return areAll(teachers, &Pupil::isThere); });
    for (const auto &teacher : teachers)
        teacher->draw();
    pass(1'000);

    const auto grown = people("pupil-", pupils, room, snapshots);
    const qint64 before = receivedBy(device);
    for (const auto &pupil : grown)
        pupil->come();
    waitFor("joining", [&] { return areAll(grown, &Pupil::isThere); });
    const qint64 network = receivedBy(device) - before;
    std::vector<qint64> times;
    qint64 bytes = 0;
    int putOut = 0;
    for (const auto &pupil : grown) {
        putOut += pupil->timesPutOut();
        times.push_back(pupil->joinedAfterMs());
        bytes += pupil->snapshotBytes();
    }
    std::sort(times.begin(), times.end());
    std::printf("joining: a snapshot %.2f MB each; with all that came meanwhile %.2f MB each on the network\n",
                double(bytes) / pupils / 1e6, double(network) / pupils / 1e6);
    std::printf("put out or cut off, and came again: %d times\n", putOut);
    std::printf("first picture: %.1f s the first, %.1f s the median, %.1f s the last\n", double(times.front()) / 1e3,
                double(times.at(times.size() / 2)) / 1e3, double(times.back()) / 1e3);

    const auto measure = [&](const char *what, qint64 ms) {
        pass(2'000);
        const qint64 atFirst = receivedBy(device);
        QElapsedTimer since;
        since.start();
        pass(ms);
        const double perSecond = double(receivedBy(device) - atFirst) / double(since.elapsed()) * 1e3;
        std::printf("%s: %.1f kB/s to each\n", what, perSecond / (pupils + drawers) / 1e3);
    };
    measure("they draw", drawMs);
    for (const auto &teacher : teachers)
        teacher->rest();
    for (const auto &pupil : grown)
        pupil->move();
    measure("thirty move", moveMs);
    for (const auto &pupil : grown)
        pupil->draw();
    measure("thirty draw", drawMs);
    return 0;
}
