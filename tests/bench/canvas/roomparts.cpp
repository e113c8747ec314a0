// What others do in a room.
#include "common/model/geometry.h"
#include "tests/bench/canvas/parts.h"
#include "tests/bench/canvas/simulatedroom.h"
#include "tests/bench/canvas/stage.h"

#include <cmath>

namespace sketchroom::bench {

namespace {

constexpr int peers = 20;

SimulatedRoom &enterRoom(Stage &stage)
{
    auto room = std::make_unique<SimulatedRoom>(stage.session.document().shapes(), peers);
    SimulatedRoom &entered = *room;
    stage.session.setLink(std::move(room), BoardSession::Board::Replace);
    Series unused;
    stage.runUntil(unused, [&] { return qsizetype(stage.session.peers().size()) == peers; });
    stage.view().setZoom(1, stage.middle());
    stage.view().centerOnScene(stage.scene().drawingBounds().center());
    stage.settle(unused);
    return entered;
}

void edits(Stage &stage, SimulatedRoom &room, const char *what)
{
    constexpr int count = 1'000;
    const QList<ShapeRef> shapes = stage.session.document().shapes();
    QList<QByteArray> messages;
    for (int i = 0; i < count; ++i) {
        const Shape &shape = *shapes.at(i * shapes.size() / count);
        Box box = shape.box;
        box.x += 7;
        messages.append(room.encoded(i % peers, {UpdateOp{shape.id, {{Register::Box, box}}}}));
    }
    Series series;
    const Stopwatch watch;
    stage.frame(series, [&] {
        for (const QByteArray &message : std::as_const(messages))
            room.arrive(message);
    });
    const double painted = watch.cpuMs();
    stage.settle(series);
    Series::printSingle(what, painted, "ms until painted, of this thread");
    Series::printSpan("until all is sharp", watch.wallMs(), watch.allCpuMs());
    series.print("the longest stretch of it");
}

/// A peer's stroke, some points at a time.
struct PeerStroke
{
    ShapeId id;
    QPointF at;
    PointList points;

    QList<Op> grow(int count)
    {
        const qsizetype before = points.size();
        for (int i = 0; i < count; ++i) {
            const double turn = double(points.size()) / 60 + double(id.back());
            at += 4 * QPointF(std::cos(turn), std::sin(2 * turn));
            points << at.x() << at.y() << 0.4 + 0.2 * std::sin(turn * 3);
        }
        const Box box = boxOfPoints(points, 3);
        if (before > 0)
            return {AppendOp{id, before, points.sliced(before)}, UpdateOp{id, {{Register::Box, box}}}};
        Shape ink = Shape::defaults(Kind::Ink);
        ink.id = id;
        ink.z = "zz" + id;
        ink.points = points;
        ink.box = box;
        ink.width = 6;
        ink.stroke = Color::rgb(0xe03131);
        return {CreateOp{std::make_shared<const Shape>(ink)}};
    }
};

void drawTogether(Stage &stage, SimulatedRoom &room, const char *what)
{
    constexpr int frames = 300;
    const QRectF seen = stage.view().visibleScene();
    QList<PeerStroke> strokes;
    for (int i = 0; i < peers; ++i)
        strokes.append(
            {"stroke" + QByteArray::number(i) + what[0],
             seen.topLeft() + QPointF(seen.width() * (0.1 + 0.16 * (i % 5)), seen.height() * (0.2 + 0.2 * (i / 5))),
             {}});
    stage.window.tools().setTool(ToolId::Pen);
    const auto hand = [&](int i) { return stage.middle() + QPointF(2 * i - 300, 150 * std::sin(i / 30.0)); };
    stage.press(hand(0));
    Series series;
    for (int frame = 1; frame <= frames; ++frame) {
        stage.frame(series, [&] {
            QList<QPointF> pointers;
            for (int i = 0; i < peers; ++i) {
                room.arrive(room.encoded(i, strokes[i].grow(2)));
                pointers.append(strokes.at(i).at);
            }
            if (frame % 2 == 0)
                room.movePointers(pointers);
            stage.move(hand(frame));
        });
    }
    stage.frame(series, [&] { stage.release(hand(frames)); });
    stage.settle(series);
    series.print(what);
    stage.window.tools().setTool(ToolId::Select);
}

} // namespace

void measureRemoteEdits(Stage &stage)
{
    SimulatedRoom &room = enterRoom(stage);
    edits(stage, room, "1,000 remote edits, 100 %");
    Series unused;
    stage.view().zoomToFit();
    stage.settle(unused);
    edits(stage, room, "1,000 remote edits, all in view");
}

void measurePeersDrawing(Stage &stage)
{
    SimulatedRoom &room = enterRoom(stage);
    drawTogether(stage, room, "20 peers and the user draw, 100 %");
    Series unused;
    stage.view().zoomToFit();
    stage.settle(unused);
    drawTogether(stage, room, "all in view: 20 peers and the user draw");
}

} // namespace sketchroom::bench
