// What the user does to shapes.
#include "app/view/lassoarea.h"
#include "common/model/geometry.h"
#include "tests/bench/canvas/parts.h"
#include "tests/bench/canvas/stage.h"

#include <cmath>

namespace sketchroom::bench {

namespace {

constexpr int dragFrames = 120;

/// The place nearest to the middle of the view, more or less, where a press takes hold of a shape.
QPointF grip(Stage &stage)
{
    for (int i = 0; i < 10'000; ++i) {
        const QPointF at = (stage.middle() + 4 * std::sqrt(i) * QPointF(std::cos(i), std::sin(i))).toPoint();
        if (!stage.scene().shapesAt(stage.view().toScene(at), 6 / stage.view().zoom()).isEmpty())
            return at;
    }
    // Real drawings may be bare in the middle.
    for (const ShapeRef &shape : stage.scene().shapesInside(stage.view().visibleScene())) {
        const QPointF at = outlineOf(*shape).constFirst();
        if (!shape->locked && !stage.scene().shapesAt(at, 6 / stage.view().zoom()).isEmpty())
            return stage.view().toView(at);
    }
    qFatal("nothing to take hold of");
}

/// The shape that is hit there and so many more that lie around it.
QList<ShapeId> cluster(Stage &stage, QPointF at, qsizetype wanted)
{
    const QPointF center = stage.view().toScene(at);
    const ShapeId hit = stage.scene().shapesAt(center, 6 / stage.view().zoom()).first()->id;
    QList<ShapeRef> shapes;
    for (double reach = 60; shapes.size() < wanted && reach < 1e5; reach *= 1.1)
        shapes = stage.scene().shapesInside(QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach));
    QList<ShapeId> ids{hit};
    for (const ShapeRef &shape : std::as_const(shapes)) {
        if (ids.size() < wanted && shape->id != hit)
            ids.append(shape->id);
    }
    return ids;
}

void drag(Stage &stage, qsizetype shapes, const QByteArray &where)
{
    Series picking;
    Series dragging;
    Series dropping;
    stage.window.tools().setTool(ToolId::Select);
    const QPointF from = grip(stage);
    stage.window.tools().selection().set(cluster(stage, from, shapes));
    stage.settle(dragging);
    stage.frame(picking, [&] { stage.press(from); });
    const auto place = [&](int i) { return from + QPointF(3 * i, 60 * std::sin(i / 10.0)); };
    for (int i = 1; i <= dragFrames; ++i)
        stage.frame(i < 5 ? picking : dragging, [&] { stage.move(place(i)); });
    stage.frame(dropping, [&] { stage.release(place(dragFrames)); });
    for (int i = 0; i < 30; ++i)
        stage.frame(dropping, [] {});
    stage.settle(dropping);
    const QByteArray what = QByteArray::number(shapes) + ", " + where;
    picking.print("pick up " + what);
    dragging.print("drag " + what);
    dropping.print("drop " + what);

    Series undoing;
    stage.frame(undoing, [&] { stage.session.undo(); });
    for (int i = 0; i < 10; ++i)
        stage.frame(undoing, [] {});
    stage.settle(undoing);
    undoing.print("undo it, " + what);
    stage.window.tools().selection().clear();
}

void toWhole(Stage &stage)
{
    stage.view().zoomToFit();
    Series unused;
    stage.settle(unused);
}

void toFullSize(Stage &stage)
{
    stage.view().setZoom(1, stage.middle());
    stage.view().centerOnScene(stage.scene().drawingBounds().center());
    Series unused;
    stage.settle(unused);
}

} // namespace

void measureDragging(Stage &stage)
{
    toFullSize(stage);
    drag(stage, 1, "100 %");
    drag(stage, 500, "100 %");
    toWhole(stage);
    drag(stage, 1, "all in view");
    drag(stage, 500, "all in view");
}

void measureInk(Stage &stage)
{
    constexpr int around = 40;
    toFullSize(stage);
    stage.window.tools().setTool(ToolId::Pen);
    const auto place = [&](int i) {
        return stage.middle() + QPointF(500 * std::sin(i / 50.0), 250 * std::sin(i / 37.0 + 1));
    };
    stage.press(place(0));
    Series between;
    int drawn = 1;
    for (const int length : {100, 1'000, 5'000}) {
        for (; drawn < length - around; ++drawn)
            stage.move(place(drawn));
        stage.awaitFrame(between);
        stage.paint();
        Series series;
        for (; drawn < length; ++drawn)
            stage.frame(series, [&] { stage.move(place(drawn)); });
        series.print("ink, a point more at " + QByteArray::number(length));
    }
    Series ending;
    stage.frame(ending, [&] { stage.release(place(drawn)); });
    for (int i = 0; i < 10; ++i)
        stage.frame(ending, [] {});
    ending.print("ink, the end of the stroke");
    stage.settle(ending);
    stage.session.undo();
    stage.settle(ending);
    stage.window.tools().setTool(ToolId::Select);
}

namespace {

/// What a lasso with nine lobes holds while it is drawn around most of an area.
void findInLasso(Stage &stage, const QRectF &area, const QByteArray &where)
{
    constexpr int points = 400;
    constexpr int every = 8;
    Series series;
    QList<QPointF> way;
    for (int i = 1; i <= points; ++i) {
        const double turn = i * 2 * M_PI / points;
        const double reach = 0.4 + 0.05 * std::sin(9 * turn);
        way.append(area.center() + reach * QPointF(std::cos(turn) * area.width(), std::sin(turn) * area.height()));
        if (i % every != 0)
            continue;
        const Stopwatch watch;
        stage.scene().shapesInside(LassoArea(way));
        series.addFrame(watch);
    }
    series.print("find what a lasso goes around, " + where);
}

} // namespace

void measureFinding(Stage &stage)
{
    toFullSize(stage);
    findInLasso(stage, stage.view().visibleScene(), "100 %");
    toWhole(stage);
    Series clicks;
    Random random(5);
    const QRectF drawing = stage.scene().drawingBounds();
    for (int i = 0; i < 200; ++i) {
        const QPointF at =
            drawing.topLeft() + QPointF(random.real() * drawing.width(), random.real() * drawing.height());
        const Stopwatch watch;
        stage.scene().shapesAt(at, 6 / stage.view().zoom());
        clicks.addFrame(watch);
    }
    clicks.print("find what a click hits, all in view");

    Series areas;
    for (int i = 1; i <= 50; ++i) {
        const QRectF area(drawing.topLeft(), drawing.size() * i / 50);
        const Stopwatch watch;
        stage.scene().shapesInside(area);
        areas.addFrame(watch);
    }
    areas.print("find what a rubber band holds");

    findInLasso(stage, drawing, "all in view");

    // From a corner that is bare, over a quarter of the drawing.
    Series band;
    const QPointF from = stage.view().toView(drawing.topLeft()) - QPointF(20, 20);
    const QPointF to = stage.view().toView(drawing.center());
    stage.frame(band, [&] { stage.press(from); });
    for (int i = 1; i <= 60; ++i)
        stage.frame(band, [&] { stage.move(from + (to - from) * i / 60); });
    stage.frame(band, [&] { stage.release(to); });
    stage.settle(band);
    band.print("rubber band over a quarter");
    stage.window.tools().selection().clear();
}

} // namespace sketchroom::bench
