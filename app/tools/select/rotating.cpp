#include "app/tools/select/rotating.h"

#include "app/editing/selection.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

namespace sketchroom {

Rotating::Rotating(ToolContext &context, const PointerEvent &press, const SelectionFrame &frame)
    : m_context(context)
    , m_press(press)
    , m_now(press)
    , m_frame(frame.box())
    , m_move(context.document(), context.selection().shapes())
    , m_gesture(context, QCoreApplication::translate("SelectTool", "Rotate"), [this] { return collect(); })
{
}

std::unique_ptr<SelectState> Rotating::moved(const PointerEvent &event)
{
    m_now = event;
    m_context.setHandlesShown(false);
    m_gesture.touch();
    return nullptr;
}

void Rotating::released(const PointerEvent &event)
{
    if (event.view == m_press.view && m_now.view == m_press.view)
        return;
    moved(event);
    m_gesture.flush();
}

void Rotating::cancel()
{
    m_gesture.cancel();
}

double Rotating::degrees() const
{
    const QPointF center = centerOf(m_frame);
    const double turned = angleTo(center, m_now.scene) - angleTo(center, m_press.scene);
    if (!(m_now.modifiers & Qt::ShiftModifier))
        return turned;
    // A single shape stops where its own angle is a whole step; the frame of several is always upright.
    return steppedAngle(m_frame.angle + turned) - m_frame.angle;
}

QList<Op> Rotating::collect() const
{
    return m_move.opsFor(m_context.document(), [&](const Shape &shape) -> QList<RegisterValue> {
        return {{Register::Box, rotatedAbout(shape.box, centerOf(m_frame), degrees())}};
    });
}

} // namespace sketchroom
