#pragma once

#include "app/editing/transform.h"
#include "app/tools/gesture.h"
#include "app/tools/select/selectstate.h"

namespace sketchroom {

/// One end of a line or arrow is dragged; an arrow's end is attached to what it comes to stand on.
class EndDragging final : public SelectState
{
public:
    /// `end`: Handle::Start or Handle::End of the one shape that is selected.
    EndDragging(ToolContext &context, const PointerEvent &press, Handle end);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    QList<Op> collect() const;

    ToolContext &m_context;
    PointerEvent m_press;
    PointerEvent m_now;
    Handle m_end;
    ShapeRef m_shape;
    QList<QPointF> m_points; ///< as they were shown when the drag began
    Gesture m_gesture;
};

} // namespace sketchroom
