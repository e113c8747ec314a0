#pragma once

#include "app/editing/stylestate.h"
#include "app/tools/toolid.h"

#include <QString>

#include <memory>
#include <optional>

namespace sketchroom {

class Tool;
class ToolContext;

/// Where the tool bar has a tool.
enum class ToolPlace : quint8 {
    Bar,
    WideBar, ///< in a small window among the others
    More,    ///< among the others, behind the last button
};

/// One row of the table of tools.
struct ToolInfo
{
    ToolId id;
    const char *key;      ///< in presence and settings: "select", "pen"
    const char *shortcut; ///< the key that chooses it: "P", "Shift+P"
    const char *name;     ///< for people, untranslated
    const char *icon;     ///< the name of its picture in resources/icons, without ".svg"
    ToolPlace place;
    bool startsGroup;          ///< in the tool bar
    bool isForLooking;         ///< changes nothing on the board: viewers have it too
    bool keepsSelection;       ///< what is selected stays so when it is chosen
    std::optional<Kind> draws; ///< empty: nothing that has a style
    Purpose purpose;           ///< of the style of what it draws
    std::unique_ptr<Tool> (*make)(ToolContext &, const ToolInfo &);

    QString translatedName() const;
};

/// The table, in the order of the tool bar.
const QList<ToolInfo> &tools();
const ToolInfo &toolInfo(ToolId id);

} // namespace sketchroom
