#pragma once

#include "app/editing/transform.h"
#include "app/tools/gesture.h"
#include "app/tools/select/selectstate.h"

namespace sketchroom {

/// One end of a line or arrow is dragged, or its middle. An arrow's end is attached to what it comes to stand on; a
/// straight line becomes a curve through where its middle is dragged to, and a bent one straight again where that is
/// near the line between its ends.
class PointDragging final : public SelectState
{
public:
    /// `point`: Handle::Start, Middle or End of the one shape that is selected, which has two points or three.
    PointDragging(ToolContext &context, const PointerEvent &press, Handle point);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    QList<Op> collect() const;
    UpdateOp endMoved(QPointF by) const;
    UpdateOp middleMoved(QPointF by) const;

    ToolContext &m_context;
    PointerEvent m_press;
    PointerEvent m_now;
    Handle m_point;
    ShapeRef m_shape;
    QList<QPointF> m_points; ///< as they were shown when the drag began
    Gesture m_gesture;
};

} // namespace sketchroom
