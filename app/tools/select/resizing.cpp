#include "app/tools/select/resizing.h"

#include "app/editing/selection.h"
#include "app/editing/textfit.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// Whether the shapes can only be scaled evenly: letters would be distorted, and turned shapes skewed.
bool needEvenScale(const QList<ShapeRef> &shapes)
{
    return std::any_of(shapes.begin(), shapes.end(), [&](const ShapeRef &shape) {
        const bool turned = shapes.size() > 1 && std::fmod(shape->box.angle, 180.0) != 0;
        return shape->kind == Kind::Text || turned;
    });
}

} // namespace

Resizing::Resizing(ToolContext &context, const PointerEvent &press, const SelectionFrame &frame, Handle handle)
    : m_context(context)
    , m_press(press)
    , m_now(press)
    , m_frame(frame.box())
    , m_handle(handle)
    , m_single(context.selection().ids().size() == 1 ? context.selection().ids().first() : ShapeId())
    , m_move(context.document(), context.selection().shapes())
    , m_gesture(context, QCoreApplication::translate("SelectTool", "Resize"), [this] { return collect(); })
{
}

std::unique_ptr<SelectState> Resizing::moved(const PointerEvent &event)
{
    m_now = event;
    m_context.setHandlesShown(false);
    m_gesture.touch();
    return nullptr;
}

void Resizing::released(const PointerEvent &event)
{
    if (event.view == m_press.view && m_now.view == m_press.view)
        return;
    moved(event);
    m_gesture.flush();
}

void Resizing::cancel()
{
    m_gesture.cancel();
}

ResizeRules Resizing::rules() const
{
    const bool even = m_now.modifiers.testFlag(Qt::ShiftModifier) || needEvenScale(m_move.shapes());
    return {.keepAspect = even, .fromCenter = m_now.modifiers.testFlag(Qt::AltModifier)};
}

QList<Op> Resizing::collect() const
{
    const Box frame = resized(m_frame, m_handle, m_now.scene - m_press.scene, rules());
    const QRectF to(frame.x, frame.y, frame.w, frame.h); // a negative size mirrors
    return m_move.opsFor(m_context.document(), [&](const Shape &shape) {
        return placedIn(shape, shape.id == m_single ? frame : mapBox(shape.box, frameOf(m_frame), to));
    });
}

} // namespace sketchroom
