#include "app/tools/lasertool.h"

#include "app/tools/toolcontext.h"

#include <QCursor>
#include <QTimerEvent>

namespace sketchroom {

namespace {

constexpr qint64 lifeMs = 800; // of a point of the trail
constexpr int frameOfTrailMs = 33;
constexpr size_t mostPoints = 500; // P3: as many as go to the others

} // namespace

void LaserTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void LaserTool::deactivate()
{
    m_trail.clear();
    show();
}

void LaserTool::pressed(const PointerEvent &event)
{
    m_pressed = true;
    m_trail.clear();
    m_clock.start();
    add(event.scene);
    m_timer.start(frameOfTrailMs, this);
}

void LaserTool::moved(const PointerEvent &event)
{
    if (m_pressed)
        add(event.scene);
}

void LaserTool::released(const PointerEvent &event)
{
    moved(event);
    m_pressed = false; // what is there fades
}

bool LaserTool::cancel()
{
    const bool was = m_pressed;
    m_pressed = false;
    deactivate();
    return was;
}

void LaserTool::add(QPointF scene)
{
    m_trail.push_back({scene, m_clock.elapsed()});
    if (m_trail.size() > mostPoints)
        m_trail.pop_front();
    show();
}

void LaserTool::show()
{
    QList<QPointF> points;
    points.reserve(qsizetype(m_trail.size()));
    for (const Point &point : m_trail)
        points.append(point.scene);
    m_context.showLaser(points);
    if (m_trail.empty())
        m_timer.stop();
}

void LaserTool::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    // The end of the trail stays under a pointer that is held still.
    while (!m_trail.empty() && m_clock.elapsed() - m_trail.front().atMs > lifeMs && (!m_pressed || m_trail.size() > 1))
        m_trail.pop_front();
    show();
}

} // namespace sketchroom
