#pragma once

#include "app/tools/gesture.h"
#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

/// What tools share that draw one shape from where the pointer goes down to where it is let go.
class DrawingTool : public Tool
{
public:
    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

protected:
    DrawingTool(ToolContext &context, Kind kind);

    ToolContext &m_context;
    const Kind m_kind;
    ShapeId m_id; ///< of the shape that is being drawn
    // Good from the press until it is over.
    PointerEvent m_from;
    PointerEvent m_now;

private:
    virtual QString label() const = 0;
    /// The operations that bring the shape to where the pointer is; none where it is there already.
    virtual QList<Op> collect() = 0;
    /// It was a click, not a drag. Returns whether something was drawn.
    virtual bool clicked() = 0;

    bool m_pressed = false;
    std::unique_ptr<Gesture> m_gesture; ///< once it is a drag
};

} // namespace sketchroom
