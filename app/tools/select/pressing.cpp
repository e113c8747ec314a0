#include "app/tools/select/pressing.h"

#include "app/editing/selection.h"
#include "app/tools/drag.h"
#include "app/tools/select/moving.h"
#include "app/tools/toolcontext.h"

#include <algorithm>

namespace sketchroom {

Pressing::Pressing(ToolContext &context, const PointerEvent &press, const QList<ShapeId> &targets)
    : m_context(context)
    , m_press(press)
    , m_targets(targets)
    , m_before(context.selection().ids())
    , m_wasSelected(std::all_of(targets.begin(), targets.end(),
                                [&](const ShapeId &id) { return context.selection().contains(id); }))
{
    if (m_wasSelected)
        return;
    if (press.modifiers & Qt::ShiftModifier)
        context.selection().add(targets);
    else
        context.selection().set(targets);
}

std::unique_ptr<SelectState> Pressing::moved(const PointerEvent &event)
{
    if (!isDrag(m_press, event))
        return nullptr;
    auto moving = std::make_unique<Moving>(m_context, m_press, event.modifiers.testFlag(Qt::AltModifier));
    moving->moved(event);
    return moving;
}

void Pressing::released(const PointerEvent &)
{
    // What was selected before may have been pressed to be dragged, so only now it is known to be a click.
    if (!m_wasSelected)
        return;
    if (!(m_press.modifiers & Qt::ShiftModifier))
        m_context.selection().set(m_targets);
    else if (!m_targets.isEmpty())
        m_context.selection().toggle(m_targets);
}

void Pressing::cancel()
{
    m_context.selection().set(m_before);
}

} // namespace sketchroom
