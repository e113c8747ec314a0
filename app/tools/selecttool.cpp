#include "app/tools/selecttool.h"

#include "app/editing/groups.h"
#include "app/editing/selection.h"
#include "app/editing/shapecommands.h"
#include "app/tools/cursors.h"
#include "app/tools/select/pointdragging.h"
#include "app/tools/select/pressing.h"
#include "app/tools/select/resizing.h"
#include "app/tools/select/rotating.h"
#include "app/tools/select/rubberband.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QKeyEvent>

#include <algorithm>

namespace sketchroom {

namespace {

bool isWithin(const Box &box, QPointF scene)
{
    return frameOf(box).contains(rotated(scene, centerOf(box), -box.angle));
}

bool hasUnlocked(const QList<ShapeRef> &shapes)
{
    return std::any_of(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return !shape->locked; });
}

QCursor cursorFor(const SelectionFrame &frame, Handle handle)
{
    if (handle == Handle::Rotate)
        return rotateCursor();
    if (handle == Handle::Start || handle == Handle::Middle || handle == Handle::End || handle == Handle::Unlock)
        return Qt::PointingHandCursor;
    return resizeCursor(frame.direction(handle));
}

} // namespace

void SelectTool::activate()
{
    m_context.setCursor(Qt::ArrowCursor);
}

std::unique_ptr<SelectState> SelectTool::stateFor(const PointerEvent &press)
{
    const std::optional<SelectionFrame> &frame = m_context.selectionFrame();
    if (frame) {
        const auto handle = frame->handleAt(press.scene, m_context.pixelsPerUnit());
        // A line is copied by where it is the easiest to take.
        const bool isForCopy = handle == Handle::Middle && press.modifiers.testFlag(Qt::AltModifier);
        if (handle && !isForCopy)
            return *handle == Handle::Unlock ? unlock() : stateFor(press, *frame, *handle);
    }
    if (const ShapeRef shape = m_context.shapeAt(press.scene)) {
        if (!shape->groups.contains(m_enteredGroup))
            m_enteredGroup.clear();
        return std::make_unique<Pressing>(m_context, press, clickTargets(m_context.document(), *shape, m_enteredGroup));
    }
    m_enteredGroup.clear();
    if (frame && !frame->isLine() && isWithin(frame->box(), press.scene) && hasUnlocked(m_context.selection().shapes()))
        return std::make_unique<Pressing>(m_context, press, QList<ShapeId>());
    return std::make_unique<RubberBand>(m_context, press, m_context.lockedShapeAt(press.scene));
}

/// A click on the padlock: nothing is dragged by it.
std::unique_ptr<SelectState> SelectTool::unlock()
{
    m_context.commands().setLocked(false);
    return nullptr;
}

std::unique_ptr<SelectState> SelectTool::stateFor(const PointerEvent &press, const SelectionFrame &frame, Handle handle)
{
    if (handle == Handle::Rotate)
        return std::make_unique<Rotating>(m_context, press, frame);
    if (handle == Handle::Start || handle == Handle::Middle || handle == Handle::End)
        return std::make_unique<PointDragging>(m_context, press, handle);
    return std::make_unique<Resizing>(m_context, press, frame, handle);
}

void SelectTool::pressed(const PointerEvent &event)
{
    m_nudges.clear();
    m_state = stateFor(event);
}

void SelectTool::moved(const PointerEvent &event)
{
    if (!m_state)
        return;
    if (std::unique_ptr<SelectState> next = m_state->moved(event))
        m_state = std::move(next);
}

void SelectTool::released(const PointerEvent &event)
{
    if (!m_state)
        return;
    m_state->released(event);
    becomeIdle();
    hovered(event);
}

void SelectTool::hovered(const PointerEvent &event)
{
    const std::optional<SelectionFrame> &frame = m_context.selectionFrame();
    if (const auto handle = frame ? frame->handleAt(event.scene, m_context.pixelsPerUnit()) : std::nullopt)
        m_context.setCursor(cursorFor(*frame, *handle));
    else
        m_context.setCursor(m_context.shapeAt(event.scene) ? Qt::SizeAllCursor : Qt::ArrowCursor);
}

void SelectTool::doubleClicked(const PointerEvent &event)
{
    cancel();
    ShapeRef shape = m_context.shapeAt(event.scene);
    if (!shape)
        shape = m_context.enclosingShapeAt(event.scene); // a label goes also where nothing is filled
    if (!shape || shape->locked)
        return m_context.typeText(event.scene);
    const QByteArray group = groupWithin(*shape, m_enteredGroup);
    if (!group.isEmpty()) {
        m_enteredGroup = group;
        m_context.selection().set(clickTargets(m_context.document(), *shape, m_enteredGroup));
    } else if (info(Register::Text).usedBy(shape->kind)) {
        m_context.selection().set({shape->id});
        m_context.editText(shape->id);
    }
}

bool SelectTool::keyPressed(const QKeyEvent &event)
{
    if (m_state)
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        return editSelectedText();
    return nudge(event);
}

bool SelectTool::nudge(const QKeyEvent &event)
{
    QPointF direction;
    if (event.key() == Qt::Key_Left)
        direction = {-1, 0};
    else if (event.key() == Qt::Key_Right)
        direction = {1, 0};
    else if (event.key() == Qt::Key_Up)
        direction = {0, -1};
    else if (event.key() == Qt::Key_Down)
        direction = {0, 1};
    else
        return false;
    if (!event.isAutoRepeat() || m_nudges.isEmpty())
        m_nudges = m_context.newGesture();
    const QPointF by = direction * (event.modifiers() & Qt::ShiftModifier ? 10 : 1);
    m_context.commands().nudge(by.x(), by.y(), m_nudges);
    return true;
}

void SelectTool::keyReleased(const QKeyEvent &event)
{
    if (!event.isAutoRepeat())
        m_nudges.clear();
}

bool SelectTool::editSelectedText()
{
    const QList<ShapeRef> shapes = m_context.selection().shapes();
    if (shapes.size() != 1)
        return false;
    if (shapes.front()->locked) {
        m_context.say(tr("This is locked. Unlock it to write on it."));
        return true;
    }
    if (!info(Register::Text).usedBy(shapes.front()->kind)) {
        m_context.say(tr("There is no text on this kind of shape."));
        return true;
    }
    m_context.editText(shapes.front()->id);
    return true;
}

bool SelectTool::cancel()
{
    if (!m_state)
        return false;
    m_state->cancel();
    becomeIdle();
    return true;
}

void SelectTool::becomeIdle()
{
    m_state.reset();
    m_context.setHandlesShown(true);
}

} // namespace sketchroom
