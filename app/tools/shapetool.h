#pragma once

#include "app/tools/gesture.h"
#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

/// Draws closed shapes of one kind: a drag draws one, a click stamps one of a standard size.
class ShapeTool final : public Tool
{
public:
    ShapeTool(ToolContext &context, Kind kind)
        : m_context(context)
        , m_kind(kind)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

private:
    QList<Op> collect();
    void stamp(QPointF center);

    ToolContext &m_context;
    Kind m_kind;
    std::optional<PointerEvent> m_press;
    PointerEvent m_now;
    ShapeId m_id;
    std::unique_ptr<Gesture> m_gesture;
};

} // namespace sketchroom
