#pragma once

#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

class ToolContext;

/// A click types a new text, or edits the text that is there.
class TextTool final : public Tool
{
public:
    explicit TextTool(ToolContext &context)
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
