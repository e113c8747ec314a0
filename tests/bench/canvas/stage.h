#pragma once

#include "app/editing/selection.h"
#include "app/tools/toolcontroller.h"
#include "app/tools/toolid.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/widgets/theme.h"
#include "app/window/filecontrol.h"
#include "app/window/mainwindow.h"
#include "tests/bench/canvas/series.h"

#include <QEvent>
#include <QTemporaryDir>
#include <QTimer>

namespace sketchroom::bench {

/// The whole product in a window of 1600 × 900, and a clock that gives 60 frames a second.
class Stage final
{
    QTemporaryDir m_folder;
    Settings m_settings{m_folder.path()};
    Theme m_theme;
    SystemClock m_clock;
    Random m_random{1};
    Identity m_identity;

public:
    Stage();

    BoardSession session;
    RoomControl rooms;
    MainWindow window;

    BoardView &view() { return window.view(); }
    BoardScene &scene() { return window.view().boardScene(); }
    QPointF middle() { return QRectF(view().viewport()->rect()).center(); }

    /// Waits for the next sixtieth of a second, and measures from what `act` does to what is painted.
    template <class Act>
    void frame(Series &series, Act act)
    {
        awaitFrame(series);
        const Stopwatch watch;
        act();
        paint();
        series.addFrame(watch);
    }
    void awaitFrame(Series &series);
    /// Runs the event loop until `done`, which is asked after each of its turns.
    template <class Done>
    void runUntil(Series &series, Done done)
    {
        while (!done())
            turn(series);
    }
    /// Until everything is sharp and every edit confirmed.
    void settle(Series &series);
    /// What is due is painted now, as the window system would have it at the next frame.
    void paint();

    void press(QPointF at) { mouse(QEvent::MouseButtonPress, at, Qt::LeftButton); }
    void move(QPointF at) { mouse(QEvent::MouseMove, at, Qt::LeftButton); }
    void release(QPointF at) { mouse(QEvent::MouseButtonRelease, at, Qt::NoButton); }
    void wheel(QPoint pixels, Qt::KeyboardModifiers modifiers, QPointF at);

private:
    void mouse(QEvent::Type type, QPointF at, Qt::MouseButtons buttons);
    void turn(Series &series);

    QTimer m_tick;
    QElapsedTimer m_time;
    qint64 m_nextFrame = 0;
};

} // namespace sketchroom::bench
