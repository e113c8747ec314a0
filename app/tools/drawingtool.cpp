#include "app/tools/drawingtool.h"

#include "app/tools/drag.h"
#include "app/tools/toolcontext.h"

#include <QCursor>

namespace sketchroom {

DrawingTool::DrawingTool(ToolContext &context, Kind kind)
    : m_context(context)
    , m_kind(kind)
{
}

void DrawingTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void DrawingTool::pressed(const PointerEvent &event)
{
    m_pressed = true;
    m_from = m_now = event;
    m_id = m_context.newShapeId();
}

void DrawingTool::moved(const PointerEvent &event)
{
    if (!m_pressed)
        return;
    m_now = event;
    if (!m_gesture && isDrag(m_from, event))
        m_gesture = std::make_unique<Gesture>(m_context, label(), [this] { return collect(); });
    if (m_gesture)
        m_gesture->touch();
}

void DrawingTool::released(const PointerEvent &event)
{
    if (!m_pressed)
        return;
    moved(event);
    m_pressed = false;
    const bool dragged = m_gesture != nullptr;
    if (dragged)
        m_gesture->flush();
    m_gesture.reset();
    if (dragged || clicked())
        m_context.finishDrawing(m_id);
}

bool DrawingTool::cancel()
{
    if (!m_pressed)
        return false;
    if (m_gesture)
        m_gesture->cancel();
    m_gesture.reset();
    m_pressed = false;
    return true;
}

} // namespace sketchroom
