#include "app/tools/lineartool.h"

#include "app/editing/attachments.h"
#include "app/editing/newshape.h"
#include "app/editing/transform.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>

namespace sketchroom {

QString LinearTool::label() const
{
    return m_kind == Kind::Arrow ? QCoreApplication::translate("LinearTool", "Draw arrow")
                                 : QCoreApplication::translate("LinearTool", "Draw line");
}

QPointF LinearTool::end() const
{
    const bool stepped = m_now.modifiers.testFlag(Qt::ShiftModifier);
    return stepped ? steppedDirection(m_from.scene, m_now.scene) : m_now.scene;
}

QList<Op> LinearTool::collect()
{
    QList<RegisterValue> values = withScenePoints({m_from.scene, end()});
    if (m_kind == Kind::Arrow) {
        values.append({Register::From, bindingTo(m_context.enclosingShapeAt(m_from.scene), m_from.scene)});
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
