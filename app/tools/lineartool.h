#pragma once

#include "app/tools/gesture.h"
#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

/// Draws lines and arrows from end to end. An arrow's ends are attached to the shapes they are on.
class LinearTool final : public Tool
{
public:
    LinearTool(ToolContext &context, Kind kind)
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
    QPointF end() const;

    ToolContext &m_context;
    Kind m_kind;
    std::optional<PointerEvent> m_press;
    PointerEvent m_now;
    ShapeId m_id;
    std::unique_ptr<Gesture> m_gesture;
};

} // namespace sketchroom
