// How fast a client's copy of a room is, without a socket or a screen: bench_sync. Times are the processor's, on one
// core, so that what else runs on the machine counts little.

#include "common/protocol/codec.h"
#include "common/sync/roomclient.h"
#include "tests/support/boardgenerator.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int shapesOnBoard = 50'000;
constexpr int updates = 200'000;
constexpr int shapesMoved = 500;
constexpr int rounds = 51;

/// Seconds of processor time since the program began.
double now()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

void report(const char *what, QList<double> ms)
{
    std::sort(ms.begin(), ms.end());
    std::printf("%-66s median %6.2f ms  worst %6.2f ms\n", what, ms.at(ms.size() / 2), ms.last());
}

void reportRate(const char *what, double seconds)
{
    std::printf("%-66s %.0f a second\n", what, updates / seconds);
}

/// The operations that move shapes `first`, `first` + 1, … to the right.
QList<Op> moves(const QList<ShapeRef> &shapes, qsizetype first, qsizetype count, double by)
{
    QList<Op> ops(count, DeleteOp{});
    for (qsizetype i = 0; i < count; ++i) {
        const ShapeRef &shape = shapes.at((first + i) % shapes.size());
        Box box = shape->box;
        box.x += by;
        ops[i] = UpdateOp{shape->id, {{Register::Box, box}}};
    }
    return ops;
}

void measureRemoteUpdates(const QList<ShapeRef> &shapes)
{
    Replica replica("client-ann");
    replica.reset("epoch", 0, shapes, 0);
    // Some of them are masked by what is on its way to the host.
    std::ignore = replica.edit(moves(shapes, 0, shapesMoved, 1), "drag", 0);
    QList<CommittedEdit> edits;
    for (int i = 0; i < updates; ++i)
        edits.append({i + 1, "p1", "client-ben", i + 1, i, {}, moves(shapes, i * 7919ll, 1, i)});
    QList<QByteArray> encoded;
    for (const CommittedEdit &edit : std::as_const(edits))
        encoded.append(encodeCommitted(edit));
    double start = now();
    for (const CommittedEdit &edit : std::as_const(edits))
        replica.confirm(edit);
    reportRate("remote updates into a board of 50,000 shapes", now() - start);

    Replica another("client-cid");
    another.reset("epoch", 0, shapes, 0);
    start = now();
    for (const QByteArray &json : std::as_const(encoded))
        another.confirm(*decodeCommitted(json));
    reportRate("the same, with reading them from JSON", now() - start);
}

void measureUndo(const QList<ShapeRef> &shapes)
{
    RoomClient client("client-ann");
    WelcomeMessage welcome;
    welcome.epoch = "epoch";
    client.receive(welcome);
    client.receive(SnapshotMessage{shapes, shapes.size(), shapes.size(), true});
    QList<double> moved;
    QList<double> undone;
    QList<double> redone;
    const auto measure = [](QList<double> &times, const auto &what) {
        const double start = now();
        what();
        times.append((now() - start) * 1e3);
    };
    for (int i = 0; i < rounds; ++i) {
        const GestureId gesture = "g" + QByteArray::number(i);
        const QList<Op> ops = moves(shapes, i * 977ll, shapesMoved, 10);
        measure(moved, [&] { std::ignore = client.edit(ops, u"Move"_s, gesture, i); });
        measure(undone, [&] { client.undo("undo", i); });
        measure(redone, [&] { client.redo("redo", i); });
    }
    report("moving 500 of 50,000 shapes, one edit", moved);
    report("undo of it", undone);
    report("redo of it", redone);
}

} // namespace

int main()
{
    const QList<ShapeRef> shapes = testing::generateBoard(shapesOnBoard, 1);
    measureRemoteUpdates(shapes);
    measureUndo(shapes);
    return 0;
}
