#pragma once

#include "app/editing/boxmove.h"
#include "app/tools/gesture.h"
#include "app/tools/select/selectstate.h"

namespace sketchroom {

/// The selection follows the pointer, or copies of it do.
class Moving final : public SelectState
{
public:
    Moving(ToolContext &context, const PointerEvent &press, bool copies);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    QList<Op> collect();
    void makeCopies();

    ToolContext &m_context;
    PointerEvent m_press;
    QList<ShapeId> m_before; ///< the selection when the drag began
    QList<Op> m_creation;    ///< of the copies, until it is sent
    QPointF m_by;
    Gesture m_gesture;
    std::unique_ptr<BoxMove> m_move;
};

} // namespace sketchroom
