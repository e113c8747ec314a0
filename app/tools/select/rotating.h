#pragma once

#include "app/editing/boxmove.h"
#include "app/editing/selectionframe.h"
#include "app/tools/gesture.h"
#include "app/tools/select/selectstate.h"

namespace sketchroom {

/// The rotation handle is dragged round the middle of the selection.
class Rotating final : public SelectState
{
public:
    Rotating(ToolContext &context, const PointerEvent &press, const SelectionFrame &frame);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    QList<Op> collect() const;
    double degrees() const;

    ToolContext &m_context;
    PointerEvent m_press;
    PointerEvent m_now;
    Box m_frame;
    BoxMove m_move;
    Gesture m_gesture;
};

} // namespace sketchroom
