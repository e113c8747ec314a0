#include "tests/bench/canvas/camera.h"

#include "tests/bench/canvas/stage.h"

#include <cmath>

namespace sketchroom::bench {

namespace {

constexpr int panFrames = 180;
constexpr int zoomFrames = 90;

} // namespace

void pan(Stage &stage, const char *what)
{
    Series series;
    for (int i = 0; i < panFrames; ++i) {
        const double turn = i * 2 * M_PI / panFrames;
        const QPoint by = (40 * QPointF(std::cos(turn), std::sin(turn))).toPoint();
        stage.frame(series, [&] { stage.wheel(by, Qt::NoModifier, stage.middle()); });
    }
    series.print(what);
    Series unused;
    stage.settle(unused);
}

void zoom(Stage &stage, const char *what)
{
    Series series;
    const QPointF at = stage.middle() + QPointF(200, 120);
    for (int i = 0; i < zoomFrames; ++i) {
        const int direction = i / 15 % 2 ? -1 : 1;
        stage.frame(series, [&] { stage.wheel({0, direction * 12}, Qt::ControlModifier, at); });
    }
    series.print(what);
    Series unused;
    stage.settle(unused);
}

} // namespace sketchroom::bench
