#pragma once

#include "common/model/kinds.h"

namespace sketchroom {

/// The tools. Each closed shape has one of its own, whose number follows from the kind: toolFor().
enum class ToolId : quint8 {
    Select,
    Lasso,
    Hand,
    Pen,
    Line,
    Arrow,
    Text,
    Note,
    Eraser,
    Highlighter,
    Laser,
    FirstShape = 64,
    Rectangle = FirstShape + int(Kind::Rect),
    Ellipse = FirstShape + int(Kind::Ellipse),
    Triangle = FirstShape + int(Kind::Triangle),
    Diamond = FirstShape + int(Kind::Diamond),
};

/// The tool that draws shapes of a closed kind.
constexpr ToolId toolFor(Kind kind)
{
    return ToolId(int(ToolId::FirstShape) + int(kind));
}

} // namespace sketchroom
