#include "app/tools/texttool.h"

#include "app/tools/toolcontext.h"

#include <QCursor>

namespace sketchroom {

void TextTool::activate()
{
    m_context.setCursor(Qt::IBeamCursor);
}

void TextTool::pressed(const PointerEvent &)
{
    m_pressed = true;
}

void TextTool::released(const PointerEvent &event)
{
    if (!std::exchange(m_pressed, false))
        return;
    if (const ShapeRef shape = m_context.shapeAt(event.scene); shape && shape->kind == Kind::Text)
        m_context.editText(shape->id);
    else
        m_context.typeText(event.scene);
}

bool TextTool::cancel()
{
    return std::exchange(m_pressed, false);
}

} // namespace sketchroom
