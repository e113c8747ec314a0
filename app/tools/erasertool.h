#pragma once

#include "app/tools/gesture.h"
#include "app/tools/tool.h"

namespace sketchroom {

/// Deletes what it passes over, whole groups at once.
class EraserTool final : public Tool
{
public:
    explicit EraserTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

private:
    void eraseAt(QPointF scene);

    ToolContext &m_context;
    std::unique_ptr<Gesture> m_gesture;
    QPointF m_last;
    QList<Op> m_unsent;
};

} // namespace sketchroom
