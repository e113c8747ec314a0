#include "app/tools/erasertool.h"

#include "app/editing/groups.h"
#include "app/tools/cursors.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>

#include <cmath>

namespace sketchroom {

namespace {

constexpr double pixelsBetweenProbes = 4;

} // namespace

void EraserTool::activate()
{
    m_context.setCursor(eraserCursor());
}

void EraserTool::pressed(const PointerEvent &event)
{
    m_last = event.scene;
    m_gesture = std::make_unique<Gesture>(m_context, QCoreApplication::translate("EraserTool", "Erase"),
                                          [this] { return std::exchange(m_unsent, {}); });
    eraseAt(event.scene);
}

void EraserTool::moved(const PointerEvent &event)
{
    if (!m_gesture)
        return;
    // The pointer jumps when it is fast: what lies between two events is passed over, too.
    const QPointF way = event.scene - m_last;
    const double pixels = std::hypot(way.x(), way.y()) * m_context.pixelsPerUnit();
    const int probes = std::max(1, int(std::ceil(pixels / pixelsBetweenProbes)));
    for (int i = 1; i <= probes; ++i)
        eraseAt(m_last + way * (double(i) / probes));
    m_last = event.scene;
}

void EraserTool::released(const PointerEvent &event)
{
    if (!m_gesture)
        return;
    moved(event);
    m_gesture->flush();
    m_gesture.reset();
}

bool EraserTool::cancel()
{
    if (!m_gesture)
        return false;
    m_unsent.clear();
    m_gesture->cancel();
    m_gesture.reset();
    return true;
}

void EraserTool::eraseAt(QPointF scene)
{
    while (const ShapeRef shape = m_context.shapeAt(scene)) {
        for (const ShapeRef &member : withWholeGroups(m_context.document(), {shape}))
            m_unsent.append(DeleteOp{member->id});
        m_gesture->touch();
        m_gesture->flush(); // what lies under it can only be found when it is gone
        if (m_context.document().contains(shape->id))
            return;
    }
}

} // namespace sketchroom
