#include "app/tools/select/rubberband.h"

#include "app/editing/groups.h"
#include "app/editing/selection.h"
#include "app/tools/drag.h"
#include "app/tools/toolcontext.h"

namespace sketchroom {

RubberBand::RubberBand(ToolContext &context, const PointerEvent &press, const ShapeRef &locked)
    : m_context(context)
    , m_press(press)
    , m_before(context.selection().ids())
    , m_kept(press.modifiers & Qt::ShiftModifier ? m_before : QList<ShapeId>())
    , m_locked(locked)
{
    context.selection().set(m_kept);
}

std::unique_ptr<SelectState> RubberBand::moved(const PointerEvent &event)
{
    if (!isDrag(m_press, event))
        return nullptr;
    m_drawn = true;
    const QRectF area = QRectF(m_press.scene, event.scene).normalized();
    m_context.selection().setShapes(withWholeGroups(m_context.document(), m_context.shapesInside(area)), m_kept);
    m_context.showRubberBand(area);
    return nullptr;
}

void RubberBand::released(const PointerEvent &event)
{
    moved(event);
    m_context.showRubberBand({});
    if (!m_drawn && m_locked)
        m_context.selection().toggle(clickTargets(m_context.document(), *m_locked, {}));
}

void RubberBand::cancel()
{
    m_context.showRubberBand({});
    m_context.selection().set(m_before);
}

} // namespace sketchroom
