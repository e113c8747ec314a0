#pragma once

#include <QtGlobal>

namespace sketchroom {

enum class ToolId : quint8 {
    Select,
    Lasso,
    Hand,
    Pen,
    Line,
    Arrow,
    Rectangle,
    Ellipse,
    Triangle,
    Diamond,
    Text,
    Note,
    Eraser,
    Highlighter,
    Laser
};

} // namespace sketchroom
