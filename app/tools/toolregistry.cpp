#include "app/tools/toolregistry.h"

#include "app/tools/erasertool.h"
#include "app/tools/handtool.h"
#include "app/tools/lassotool.h"
#include "app/tools/lineartool.h"
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

// A new tool is one row here, one value of ToolId and its own file.
constexpr std::array table = {
    ToolInfo{ToolId::Select, "select", 'V', QT_TRANSLATE_NOOP("ToolInfo", "Select"), "select", &make<SelectTool>},
    ToolInfo{ToolId::Lasso, "lasso", 'S', QT_TRANSLATE_NOOP("ToolInfo", "Lasso"), "lasso", &make<LassoTool>},
    ToolInfo{ToolId::Hand, "hand", 'H', QT_TRANSLATE_NOOP("ToolInfo", "Hand"), "hand", &make<HandTool>},
    ToolInfo{ToolId::Pen, "pen", 'P', QT_TRANSLATE_NOOP("ToolInfo", "Pen"), "pen", &make<PenTool>},
    ToolInfo{ToolId::Line, "line", 'L', QT_TRANSLATE_NOOP("ToolInfo", "Line"), "line",
             &makeFor<LinearTool, Kind::Line>},
    ToolInfo{ToolId::Arrow, "arrow", 'A', QT_TRANSLATE_NOOP("ToolInfo", "Arrow"), "arrow",
             &makeFor<LinearTool, Kind::Arrow>},
    ToolInfo{ToolId::Rectangle, "rectangle", 'R', QT_TRANSLATE_NOOP("ToolInfo", "Rectangle"), "rectangle",
             &makeFor<ShapeTool, Kind::Rect>},
    ToolInfo{ToolId::Ellipse, "ellipse", 'O', QT_TRANSLATE_NOOP("ToolInfo", "Ellipse"), "ellipse",
             &makeFor<ShapeTool, Kind::Ellipse>},
    ToolInfo{ToolId::Triangle, "triangle", 'G', QT_TRANSLATE_NOOP("ToolInfo", "Triangle"), "triangle",
             &makeFor<ShapeTool, Kind::Triangle>},
    ToolInfo{ToolId::Diamond, "diamond", 'D', QT_TRANSLATE_NOOP("ToolInfo", "Diamond"), "diamond",
             &makeFor<ShapeTool, Kind::Diamond>},
    ToolInfo{ToolId::Text, "text", 'T', QT_TRANSLATE_NOOP("ToolInfo", "Text"), "text", &make<TextTool>},
    ToolInfo{ToolId::Eraser, "eraser", 'E', QT_TRANSLATE_NOOP("ToolInfo", "Eraser"), "eraser", &make<EraserTool>},
};
static_assert(table.size() == size_t(ToolId::Eraser) + 1);

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
