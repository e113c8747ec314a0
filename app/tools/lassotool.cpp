#include "app/tools/lassotool.h"

#include "app/editing/groups.h"
#include "app/editing/selection.h"
#include "app/tools/toolcontext.h"
#include "app/view/lassoarea.h"

#include <QCursor>
#include <QLineF>

namespace sketchroom {

namespace {
constexpr double lassoStepPixels = 3; // between two points of its way
}

void LassoTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void LassoTool::pressed(const PointerEvent &event)
{
    m_way = {event.scene};
    m_before = m_context.selection().ids();
    m_kept = event.modifiers & Qt::ShiftModifier ? m_before : QList<ShapeId>();
    m_context.selection().set(m_kept);
}

void LassoTool::moved(const PointerEvent &event)
{
    if (m_way.isEmpty() ||
        QLineF(m_way.constLast(), event.scene).length() * m_context.pixelsPerUnit() < lassoStepPixels)
        return;
    m_way.append(event.scene);
    select();
    m_context.showLasso(m_way);
}

void LassoTool::released(const PointerEvent &event)
{
    moved(event);
    m_way.clear();
    m_context.showLasso({});
    if (!m_context.selection().isEmpty())
        m_context.finishSelecting();
}

bool LassoTool::cancel()
{
    if (m_way.isEmpty())
        return false;
    m_way.clear();
    m_context.showLasso({});
    m_context.selection().set(m_before);
    return true;
}

void LassoTool::select()
{
    const QList<ShapeRef> inside = m_context.shapesInside(LassoArea(m_way));
    m_context.selection().setShapes(withWholeGroups(m_context.document(), inside), m_kept);
}

} // namespace sketchroom
