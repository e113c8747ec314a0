#include "app/tools/notetool.h"

#include "app/tools/toolcontext.h"

#include <QCursor>

#include <utility>

namespace sketchroom {

void NoteTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void NoteTool::pressed(const PointerEvent &)
{
    m_pressed = true;
}

void NoteTool::released(const PointerEvent &event)
{
    if (std::exchange(m_pressed, false))
        m_context.putNote(event.scene);
}

bool NoteTool::cancel()
{
    return std::exchange(m_pressed, false);
}

} // namespace sketchroom
