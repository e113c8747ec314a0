#include "app/tools/lineartool.h"

#include "app/editing/attachments.h"
#include "app/editing/newshape.h"
#include "app/editing/transform.h"
#include "app/tools/drag.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>
#include <QCursor>

namespace sketchroom {

namespace {

QString labelFor(Kind kind)
{
    return kind == Kind::Arrow ? QCoreApplication::translate("LinearTool", "Draw arrow")
                               : QCoreApplication::translate("LinearTool", "Draw line");
}

} // namespace

void LinearTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void LinearTool::pressed(const PointerEvent &event)
{
    m_press = event;
    m_id = m_context.newShapeId();
}

void LinearTool::moved(const PointerEvent &event)
{
    if (!m_press)
        return;
    m_now = event;
    if (!m_gesture && isDrag(*m_press, event))
        m_gesture = std::make_unique<Gesture>(m_context, labelFor(m_kind), [this] { return collect(); });
    if (m_gesture)
        m_gesture->touch();
}

void LinearTool::released(const PointerEvent &event)
{
    moved(event);
    m_press.reset();
    if (!m_gesture)
        return;
    m_gesture->flush();
    m_gesture.reset();
    m_context.finishDrawing(m_id);
}

bool LinearTool::cancel()
{
    if (!m_press)
        return false;
    if (m_gesture)
        m_gesture->cancel();
    m_gesture.reset();
    m_press.reset();
    return true;
}

QPointF LinearTool::end() const
{
    const bool stepped = m_now.modifiers.testFlag(Qt::ShiftModifier);
    return stepped ? steppedDirection(m_press->scene, m_now.scene) : m_now.scene;
}

QList<Op> LinearTool::collect()
{
    QList<RegisterValue> values = withScenePoints({m_press->scene, end()});
    if (m_kind == Kind::Arrow) {
        values.append({Register::From, bindingTo(m_context.enclosingShapeAt(m_press->scene), m_press->scene)});
        values.append({Register::To, bindingTo(m_context.enclosingShapeAt(end()), end())});
    }
    const ShapeRef drawn = m_context.document().find(m_id);
    if (drawn)
        return {UpdateOp{m_id, values}};
    Shape shape = newShape(m_kind, m_id, m_context.document(), m_context.style());
    for (const RegisterValue &value : values)
        info(value.reg).set(shape, value.value);
    return creationOf({shape});
}

} // namespace sketchroom
