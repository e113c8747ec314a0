#pragma once

#include "app/tools/toolid.h"

#include <QString>

#include <memory>
#include <span>

namespace sketchroom {

class Tool;
class ToolContext;

/// One row of the table of tools.
struct ToolInfo
{
    ToolId id;
    const char *key;  ///< in presence and settings: "select", "pen"
    char letter;      ///< the key that chooses it
    const char *name; ///< for people, untranslated
    const char *icon; ///< the name of its picture in resources/icons, without ".svg"
    std::unique_ptr<Tool> (*make)(ToolContext &);

    QString translatedName() const;
};

/// The table, in the order of ToolId.
std::span<const ToolInfo> tools();
const ToolInfo &toolInfo(ToolId id);

} // namespace sketchroom
