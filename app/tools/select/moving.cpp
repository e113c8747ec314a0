#include "app/tools/select/moving.h"

#include "app/editing/attachments.h"
#include "app/editing/copies.h"
#include "app/editing/groups.h"
#include "app/editing/newshape.h"
#include "app/editing/selection.h"
#include "app/editing/transform.h"
#include "app/tools/toolcontext.h"

#include <QCoreApplication>

#include <cmath>

namespace sketchroom {

namespace {

QString labelFor(bool copies)
{
    return copies ? QCoreApplication::translate("SelectTool", "Duplicate")
                  : QCoreApplication::translate("SelectTool", "Move");
}

QPointF alongOneAxis(QPointF by)
{
    return std::abs(by.x()) >= std::abs(by.y()) ? QPointF(by.x(), 0) : QPointF(0, by.y());
}

} // namespace

Moving::Moving(ToolContext &context, const PointerEvent &press, bool copies)
    : m_context(context)
    , m_press(press)
    , m_before(context.selection().ids())
    , m_gesture(context, labelFor(copies), [this] { return collect(); })
{
    context.setHandlesShown(false);
    if (copies)
        makeCopies();
    m_move = std::make_unique<BoxMove>(context.document(), context.selection().shapes());
}

void Moving::makeCopies()
{
    const QList<Shape> copies =
        copiesOf(shown(m_context.document(), withChildren(m_context.document(), m_context.selection().shapes())),
                 m_context.document(), {0, 0}, [this] { return m_context.newShapeId(); });
    m_creation = creationOf(copies);
    m_gesture.touch();
    m_context.selection().set(idsOf(copies));
}

std::unique_ptr<SelectState> Moving::moved(const PointerEvent &event)
{
    const QPointF by = event.scene - m_press.scene;
    m_by = event.modifiers & Qt::ShiftModifier ? alongOneAxis(by) : by;
    m_gesture.touch();
    return nullptr;
}

void Moving::released(const PointerEvent &event)
{
    moved(event);
    m_gesture.flush();
}

void Moving::cancel()
{
    m_gesture.cancel();
    m_context.selection().set(m_before);
}

QList<Op> Moving::collect()
{
    if (!m_creation.isEmpty())
        return std::exchange(m_creation, {});
    return m_move->opsFor(m_context.document(), [this](const Shape &shape) -> QList<RegisterValue> {
        return {{Register::Box, translated(shape.box, m_by)}};
    });
}

} // namespace sketchroom
