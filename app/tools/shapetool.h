#pragma once

#include "app/tools/drawingtool.h"

namespace sketchroom {

/// Draws closed shapes of one kind: a drag draws one, a click stamps one of a standard size.
class ShapeTool final : public DrawingTool
{
public:
    ShapeTool(ToolContext &context, Kind kind)
        : DrawingTool(context, kind)
    {
    }

private:
    QString label() const override;
    QList<Op> collect() override;
    bool clicked() override;
};

} // namespace sketchroom
