#include "tests/bench/canvas/stage.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

using namespace std::chrono_literals;

namespace sketchroom::bench {

namespace {
constexpr QSize windowSize(1600, 900);
constexpr qint64 frameNs = 1'000'000'000 / 60;
} // namespace

Stage::Stage()
    : m_theme(*qApp, ThemeChoice::Light)
    , m_identity(loadIdentity(m_settings, m_random, ownFolder(m_settings, m_random)))
    , session(m_identity.client(), m_clock, m_random)
    , rooms(session, m_identity, m_settings, m_clock, m_random)
    , window(rooms, m_theme)
{
    rooms.drawAlone();
    window.setGeometry(QRect(QPoint(), windowSize));
    window.show();
    // So that the event loop turns also while nothing happens.
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.start(1ms);
    m_time.start();
    Series unused;
    runUntil(unused, [&] { return session.link()->state() == RoomLink::State::Connected; });
    settle(unused);
}

void Stage::turn(Series &series)
{
    const Stopwatch watch;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    series.addWork(watch);
}

void Stage::awaitFrame(Series &series)
{
    m_nextFrame = std::max(m_nextFrame + frameNs, m_time.nsecsElapsed());
    runUntil(series, [&] { return m_time.nsecsElapsed() >= m_nextFrame; });
}

void Stage::settle(Series &series)
{
    paint();
    runUntil(series, [&] { return scene().isSettled() && session.pendingEdits() == 0; });
    paint();
}

void Stage::paint()
{
    QEvent request(QEvent::UpdateRequest);
    QCoreApplication::sendEvent(&window, &request);
}

void Stage::mouse(QEvent::Type type, QPointF at, Qt::MouseButtons buttons)
{
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, view().viewport()->mapToGlobal(at), button, buttons, Qt::NoModifier);
    event.setTimestamp(quint64(m_time.elapsed()));
    QCoreApplication::sendEvent(view().viewport(), &event);
}

void Stage::wheel(QPoint pixels, Qt::KeyboardModifiers modifiers, QPointF at)
{
    QWheelEvent event(at, view().viewport()->mapToGlobal(at), pixels, pixels, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view().viewport(), &event);
}

} // namespace sketchroom::bench
