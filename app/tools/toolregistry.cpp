#include "app/tools/toolregistry.h"

#include "app/tools/erasertool.h"
#include "app/tools/handtool.h"
#include "app/tools/lasertool.h"
#include "app/tools/lassotool.h"
#include "app/tools/lineartool.h"
#include "app/tools/notetool.h"
#include "app/tools/pentool.h"
#include "app/tools/selecttool.h"
#include "app/tools/shapetool.h"
#include "app/tools/texttool.h"

#include <QCoreApplication>

#include <array>

namespace sketchroom {

namespace {

using ToolRef = std::unique_ptr<Tool>;

template <class T>
ToolRef make(ToolContext &context)
{
    return std::make_unique<T>(context);
}

template <class T, Kind kind>
ToolRef makeFor(ToolContext &context)
{
    return std::make_unique<T>(context, kind);
}

ToolRef makeHighlighter(ToolContext &context)
{
    return std::make_unique<PenTool>(context, PenTool::Ink::Highlighter);
}

// A new tool is one row here, one value of ToolId and its own file.
// clang-format off
constexpr std::array table = {
    ToolInfo{ToolId::Select, "select", "V", QT_TRANSLATE_NOOP("ToolInfo", "Select"), "select", ToolPlace::Bar, &make<SelectTool>},
    ToolInfo{ToolId::Lasso, "lasso", "S", QT_TRANSLATE_NOOP("ToolInfo", "Lasso"), "lasso", ToolPlace::More, &make<LassoTool>},
    ToolInfo{ToolId::Hand, "hand", "H", QT_TRANSLATE_NOOP("ToolInfo", "Hand"), "hand", ToolPlace::Bar, &make<HandTool>},
    ToolInfo{ToolId::Pen, "pen", "P", QT_TRANSLATE_NOOP("ToolInfo", "Pen"), "pen", ToolPlace::Bar, &make<PenTool>},
    ToolInfo{ToolId::Line, "line", "L", QT_TRANSLATE_NOOP("ToolInfo", "Line"), "line", ToolPlace::Bar, &makeFor<LinearTool, Kind::Line>},
    ToolInfo{ToolId::Arrow, "arrow", "A", QT_TRANSLATE_NOOP("ToolInfo", "Arrow"), "arrow", ToolPlace::Bar, &makeFor<LinearTool, Kind::Arrow>},
    ToolInfo{ToolId::Rectangle, "rectangle", "R", QT_TRANSLATE_NOOP("ToolInfo", "Rectangle"), "rectangle", ToolPlace::Bar, &makeFor<ShapeTool, Kind::Rect>},
    ToolInfo{ToolId::Ellipse, "ellipse", "O", QT_TRANSLATE_NOOP("ToolInfo", "Ellipse"), "ellipse", ToolPlace::Bar, &makeFor<ShapeTool, Kind::Ellipse>},
    ToolInfo{ToolId::Triangle, "triangle", "G", QT_TRANSLATE_NOOP("ToolInfo", "Triangle"), "triangle", ToolPlace::WideBar, &makeFor<ShapeTool, Kind::Triangle>},
    ToolInfo{ToolId::Diamond, "diamond", "D", QT_TRANSLATE_NOOP("ToolInfo", "Diamond"), "diamond", ToolPlace::WideBar, &makeFor<ShapeTool, Kind::Diamond>},
    ToolInfo{ToolId::Text, "text", "T", QT_TRANSLATE_NOOP("ToolInfo", "Text"), "text", ToolPlace::Bar, &make<TextTool>},
    ToolInfo{ToolId::Note, "note", "N", QT_TRANSLATE_NOOP("ToolInfo", "Sticky note"), "note", ToolPlace::Bar, &make<NoteTool>},
    ToolInfo{ToolId::Eraser, "eraser", "E", QT_TRANSLATE_NOOP("ToolInfo", "Eraser"), "eraser", ToolPlace::Bar, &make<EraserTool>},
    ToolInfo{ToolId::Highlighter, "highlighter", "Shift+P", QT_TRANSLATE_NOOP("ToolInfo", "Highlighter"), "highlighter", ToolPlace::More, &makeHighlighter},
    ToolInfo{ToolId::Laser, "laser", "K", QT_TRANSLATE_NOOP("ToolInfo", "Laser pointer"), "laser", ToolPlace::More, &make<LaserTool>},
};
// clang-format on
static_assert(table.size() == size_t(ToolId::Laser) + 1);

} // namespace

QString ToolInfo::translatedName() const
{
    return QCoreApplication::translate("ToolInfo", name);
}

std::span<const ToolInfo> tools()
{
    return table;
}

const ToolInfo &toolInfo(ToolId id)
{
    return table.at(size_t(id));
}

} // namespace sketchroom
