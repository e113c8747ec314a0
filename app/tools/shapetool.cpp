#include "app/tools/shapetool.h"

#include "app/editing/newshape.h"
#include "app/editing/transform.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>

namespace sketchroom {

QString ShapeTool::label() const
{
    return QCoreApplication::translate("ShapeTool", "Draw shape");
}

QList<Op> ShapeTool::collect()
{
    const ResizeRules rules = {.keepAspect = m_now.modifiers.testFlag(Qt::ShiftModifier),
                               .fromCenter = m_now.modifiers.testFlag(Qt::AltModifier)};
    const Box box = dragged(m_from.scene, m_now.scene, rules);
    const ShapeRef drawn = m_context.document().find(m_id);
    if (drawn && drawn->box == box)
        return {};
    if (drawn)
        return {UpdateOp{m_id, {{Register::Box, box}}}};
    Shape shape = newShape(m_kind, m_id, m_context.document(), m_context.style());
    shape.box = box;
    return creationOf({shape});
}

bool ShapeTool::clicked()
{
    const QSizeF size = info(m_kind).size;
    const QPointF center = m_now.scene;
    Shape shape = newShape(m_kind, m_id, m_context.document(), m_context.style());
    shape.box = {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height(), 0};
    m_context.submit(creationOf({shape}), QCoreApplication::translate("ShapeTool", "Stamp shape"),
                     m_context.newGesture());
    return true;
}

} // namespace sketchroom
