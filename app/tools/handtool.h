#pragma once

#include "app/tools/tool.h"

namespace sketchroom {

class ToolContext;

/// Moves what the view shows.
class HandTool final : public Tool
{
public:
    explicit HandTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override { return false; }

private:
    ToolContext &m_context;
    QPointF m_last;
};

} // namespace sketchroom
