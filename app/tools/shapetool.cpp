#include "app/tools/shapetool.h"

#include "app/editing/newshape.h"
#include "app/editing/transform.h"
#include "app/tools/drag.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>
#include <QCursor>
#include <QSizeF>

namespace sketchroom {

namespace {

QString label()
{
    return QCoreApplication::translate("ShapeTool", "Draw shape");
}

QSizeF stampSize(Kind kind)
{
    return kind == Kind::Rect ? QSizeF(160, 100) : QSizeF(120, 120);
}

} // namespace

void ShapeTool::activate()
{
    m_context.setCursor(Qt::CrossCursor);
}

void ShapeTool::pressed(const PointerEvent &event)
{
    m_press = event;
    m_id = m_context.newShapeId();
}

void ShapeTool::moved(const PointerEvent &event)
{
    if (!m_press)
        return;
    m_now = event;
    if (!m_gesture && isDrag(*m_press, event))
        m_gesture = std::make_unique<Gesture>(m_context, label(), [this] { return collect(); });
    if (m_gesture)
        m_gesture->touch();
}

void ShapeTool::released(const PointerEvent &event)
{
    if (!m_press)
        return;
    moved(event);
    if (m_gesture)
        m_gesture->flush();
    else
        stamp(event.scene);
    m_gesture.reset();
    m_press.reset();
    m_context.finishDrawing(m_id);
}

bool ShapeTool::cancel()
{
    if (!m_press)
        return false;
    if (m_gesture)
        m_gesture->cancel();
    m_gesture.reset();
    m_press.reset();
    return true;
}

QList<Op> ShapeTool::collect()
{
    const ResizeRules rules = {.keepAspect = m_now.modifiers.testFlag(Qt::ShiftModifier),
                               .fromCenter = m_now.modifiers.testFlag(Qt::AltModifier)};
    const Box box = dragged(m_press->scene, m_now.scene, rules);
    const ShapeRef drawn = m_context.document().find(m_id);
    if (drawn && drawn->box == box)
        return {};
    if (drawn)
        return {UpdateOp{m_id, {{Register::Box, box}}}};
    Shape shape = newShape(m_kind, m_id, m_context.document(), m_context.style());
    shape.box = box;
    return creationOf({shape});
}

void ShapeTool::stamp(QPointF center)
{
    const QSizeF size = stampSize(m_kind);
    Shape shape = newShape(m_kind, m_id, m_context.document(), m_context.style());
    shape.box = {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height(), 0};
    m_context.submit(creationOf({shape}), QCoreApplication::translate("ShapeTool", "Stamp shape"),
                     m_context.newGesture());
}

} // namespace sketchroom
