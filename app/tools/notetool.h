#pragma once

#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

class ToolContext;

/// A click puts a sticky note there, and one types on it.
class NoteTool final : public Tool
{
public:
    explicit NoteTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &) override {}
    void released(const PointerEvent &event) override;
    bool cancel() override;

private:
    ToolContext &m_context;
    bool m_pressed = false;
};

} // namespace sketchroom
