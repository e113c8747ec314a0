#include "app/tools/select/enddragging.h"

#include "app/editing/attachments.h"
#include "app/editing/selection.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

namespace sketchroom {

EndDragging::EndDragging(ToolContext &context, const PointerEvent &press, Handle end)
    : m_context(context)
    , m_press(press)
    , m_now(press)
    , m_end(end)
    , m_shape(context.selection().shapes().constFirst())
    , m_points(scenePoints(*shown(context.document(), m_shape)))
    , m_gesture(context, QCoreApplication::translate("SelectTool", "Move end"), [this] { return collect(); })
{
}

std::unique_ptr<SelectState> EndDragging::moved(const PointerEvent &event)
{
    m_now = event;
    m_context.setHandlesShown(false);
    m_gesture.touch();
    return nullptr;
}

void EndDragging::released(const PointerEvent &event)
{
    if (event.view == m_press.view && m_now.view == m_press.view)
        return;
    moved(event);
    m_gesture.flush();
}

void EndDragging::cancel()
{
    m_gesture.cancel();
}

QList<Op> EndDragging::collect() const
{
    if (!m_context.document().contains(m_shape->id))
        return {}; // somebody has deleted it, and may bring it back
    QList<QPointF> points = m_points;
    QPointF &dragged = m_end == Handle::Start ? points.first() : points.last();
    const QPointF other = m_end == Handle::Start ? points.constLast() : points.constFirst();
    dragged += m_now.scene - m_press.scene;
    if (m_now.modifiers & Qt::ShiftModifier)
        dragged = steppedDirection(other, dragged);

    UpdateOp update{m_shape->id, withScenePoints(points)};
    if (m_shape->kind == Kind::Arrow) {
        const Register binding = m_end == Handle::Start ? Register::From : Register::To;
        update.set.append({binding, bindingTo(m_context.enclosingShapeAt(dragged), dragged)});
    }
    return {update};
}

} // namespace sketchroom
