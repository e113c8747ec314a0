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

#include <algorithm>

namespace sketchroom {

namespace {

using ToolRef = std::unique_ptr<Tool>;

template <class T>
ToolRef make(ToolContext &context, const ToolInfo &)
{
    return std::make_unique<T>(context);
}

template <class T>
ToolRef makeForKind(ToolContext &context, const ToolInfo &info)
{
    return std::make_unique<T>(context, info.draws.value());
}

ToolRef makeHighlighter(ToolContext &context, const ToolInfo &)
{
    return std::make_unique<PenTool>(context, PenTool::Ink::Highlighter);
}

using Id = ToolId;
using Place = ToolPlace;
constexpr auto none = std::nullopt;

// A new tool is one row here, one value of ToolId and its own file. The tools of closed shapes have rows of their own
// kind: they follow from the table of kinds.
// clang-format off
#define NAME(text) QT_TRANSLATE_NOOP("ToolInfo", text)
const QList<ToolInfo> beforeShapes{
    // id, key, shortcut, name, icon, place, startsGroup, isForLooking, keepsSelection, draws, purpose, make
    {Id::Select, "select", "V", NAME("Select"), "select", Place::Bar, false, true, true, none, Purpose::Shapes, &make<SelectTool>},
    {Id::Lasso, "lasso", "S", NAME("Lasso"), "lasso", Place::More, false, true, true, none, Purpose::Shapes, &make<LassoTool>},
    {Id::Hand, "hand", "H", NAME("Hand"), "hand", Place::Bar, false, true, true, none, Purpose::Shapes, &make<HandTool>},
    {Id::Pen, "pen", "P", NAME("Pen"), "pen", Place::Bar, true, false, false, Kind::Ink, Purpose::Shapes, &make<PenTool>},
    {Id::Line, "line", "L", NAME("Line"), "line", Place::Bar, false, false, false, Kind::Line, Purpose::Shapes, &makeForKind<LinearTool>},
    {Id::Arrow, "arrow", "A", NAME("Arrow"), "arrow", Place::Bar, false, false, false, Kind::Arrow, Purpose::Shapes, &makeForKind<LinearTool>},
};
const QList<ToolInfo> afterShapes{
    {Id::Text, "text", "T", NAME("Text"), "text", Place::Bar, true, false, false, Kind::Text, Purpose::Texts, &make<TextTool>},
    {Id::Note, "note", "N", NAME("Sticky note"), "note", Place::Bar, false, false, false, Kind::Note, Purpose::Notes, &make<NoteTool>},
    {Id::Eraser, "eraser", "E", NAME("Eraser"), "eraser", Place::Bar, false, false, false, none, Purpose::Shapes, &make<EraserTool>},
    {Id::Highlighter, "highlighter", "Shift+P", NAME("Highlighter"), "highlighter", Place::More, false, false, false, Kind::Ink, Purpose::Highlights, &makeHighlighter},
    {Id::Laser, "laser", "K", NAME("Laser pointer"), "laser", Place::More, false, true, false, none, Purpose::Shapes, &make<LaserTool>},
};
#undef NAME
// clang-format on

/// The first two are always at hand, the next two where there is room.
Place placeOfShape(int number)
{
    return number < 2 ? Place::Bar : number < 4 ? Place::WideBar : Place::More;
}

QList<ToolInfo> makeTable()
{
    QList<ToolInfo> table = beforeShapes;
    int shapes = 0;
    for (const KindInfo &kind : kinds()) {
        if (kind.family != Family::Closed)
            continue;
        table.append({toolFor(kind.kind), kind.name, kind.shortcut, kind.title, kind.name, placeOfShape(shapes),
                      shapes == 0, false, false, kind.kind, Purpose::Shapes, &makeForKind<ShapeTool>});
        ++shapes;
    }
    return table + afterShapes;
}

} // namespace

QString ToolInfo::translatedName() const
{
    const bool isShape = draws && toolFor(*draws) == id;
    return QCoreApplication::translate(isShape ? "KindInfo" : "ToolInfo", name);
}

const QList<ToolInfo> &tools()
{
    static const QList<ToolInfo> table = makeTable();
    return table;
}

const ToolInfo &toolInfo(ToolId id)
{
    const auto found =
        std::find_if(tools().begin(), tools().end(), [&](const ToolInfo &info) { return info.id == id; });
    Q_ASSERT(found != tools().end());
    return *found;
}

} // namespace sketchroom
