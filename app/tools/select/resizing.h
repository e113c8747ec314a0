#pragma once

#include "app/editing/boxmove.h"
#include "app/editing/selectionframe.h"
#include "app/tools/gesture.h"
#include "app/tools/select/selectstate.h"

namespace sketchroom {

/// One of the eight handles is dragged.
class Resizing final : public SelectState
{
public:
    Resizing(ToolContext &context, const PointerEvent &press, const SelectionFrame &frame, Handle handle);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    QList<Op> collect() const;
    ResizeRules rules() const;

    ToolContext &m_context;
    PointerEvent m_press;
    PointerEvent m_now;
    Box m_frame;
    Handle m_handle;
    const ShapeId m_single; ///< the one shape that was selected when it began, if it was one
    BoxMove m_move;
    Gesture m_gesture;
};

} // namespace sketchroom
