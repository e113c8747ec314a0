#pragma once

#include "app/tools/drawingtool.h"

namespace sketchroom {

/// Draws lines and arrows from end to end. An arrow's ends are attached to the shapes they are on.
class LinearTool final : public DrawingTool
{
public:
    LinearTool(ToolContext &context, Kind kind)
        : DrawingTool(context, kind)
    {
    }

private:
    QString label() const override;
    QList<Op> collect() override;
    bool clicked() override { return false; } // a line needs a length
    QPointF end() const;
};

} // namespace sketchroom
