#include "app/tools/pentool.h"

#include "app/editing/newshape.h"
#include "app/editing/transform.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QCoreApplication>
#include <QCursor>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double mousePressure = 0.5;
constexpr double leastPixels = 0.7;

double rounded(double value, double stepsPerUnit)
{
    return std::round(value * stepsPerUnit) / stepsPerUnit;
}

} // namespace

void PenTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void PenTool::pressed(const PointerEvent &event)
{
    m_id = m_context.newShapeId();
    m_points.clear();
    m_sent = 0;
    m_origin = event.scene;
    m_gesture = std::make_unique<Gesture>(m_context, QCoreApplication::translate("PenTool", "Draw"),
                                          [this] { return collect(); });
    addPoint(event);
}

void PenTool::moved(const PointerEvent &event)
{
    const QPointF step = (event.scene - m_last) * m_context.pixelsPerUnit();
    if (m_gesture && std::hypot(step.x(), step.y()) >= leastPixels)
        addPoint(event);
}

void PenTool::released(const PointerEvent &event)
{
    if (!m_gesture)
        return;
    moved(event);
    m_gesture->flush();
    m_gesture.reset();
}

bool PenTool::cancel()
{
    if (!m_gesture)
        return false;
    m_gesture->cancel();
    m_gesture.reset();
    return true;
}

void PenTool::addPoint(const PointerEvent &event)
{
    if (m_points.size() + 3 > m_context.limits().numbersInPoints) {
        // As long as a stroke may be: it goes on as another one, which begins where this one ends.
        m_gesture->flush();
        m_id = m_context.newShapeId();
        m_points = m_points.last(3);
        m_sent = 0;
    }
    // A hundredth of a pixel is as exact as a pen gets, and short numbers make short messages.
    const double steps = 100 * std::pow(10.0, std::max(0.0, std::ceil(std::log10(m_context.pixelsPerUnit()))));
    const QPointF local = event.scene - m_origin;
    m_points << rounded(local.x(), steps) << rounded(local.y(), steps)
             << (event.pen && m_ink == Ink::Pen ? rounded(event.pressure, 1000) : mousePressure);
    m_last = event.scene;
    m_gesture->touch();
}

QList<Op> PenTool::collect()
{
    if (m_sent == m_points.size())
        return {};
    if (m_sent > 0 && !m_context.document().contains(m_id)) {
        // Somebody has deleted it meanwhile. What is drawn from here on is a stroke of its own.
        m_id = m_context.newShapeId();
        m_points = m_points.sliced(std::max<qsizetype>(0, m_sent - 3));
        m_sent = 0;
    }
    const Box box = translated(boxOfPoints(m_points, 3), m_origin);
    const qsizetype sent = std::exchange(m_sent, m_points.size());
    if (sent == 0) {
        Shape ink = newShape(Kind::Ink, m_id, m_context.document(), m_context.style());
        ink.points = m_points;
        ink.box = box;
        return creationOf({ink});
    }
    // A box that has grown goes with the points that made it grow, so that the stroke never jumps.
    return {AppendOp{m_id, sent, m_points.sliced(sent)}, UpdateOp{m_id, {{Register::Box, box}}}};
}

} // namespace sketchroom
