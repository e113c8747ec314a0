#include "app/tools/handtool.h"

#include "app/tools/toolcontext.h"

#include <QCursor>

namespace sketchroom {

void HandTool::activate()
{
    m_context.setCursor(Qt::OpenHandCursor);
}

void HandTool::pressed(const PointerEvent &event)
{
    m_last = event.view;
    m_context.setCursor(Qt::ClosedHandCursor);
}

void HandTool::moved(const PointerEvent &event)
{
    m_context.panBy(event.view - m_last);
    m_last = event.view;
}

void HandTool::released(const PointerEvent &)
{
    m_context.setCursor(Qt::OpenHandCursor);
}

} // namespace sketchroom
