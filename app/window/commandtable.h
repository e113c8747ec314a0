#pragma once

#include "app/window/commands.h"

#include <span>

namespace sketchroom {

enum class MenuId { File, Edit, View, Arrange, Room, Help };

/// One row of the table of commands: all that the window knows of it.
struct CommandInfo
{
    CommandId id;
    MenuId menu;
    const char *text; ///< untranslated, context "Commands"
    const char *icon; ///< "" for none
    const char *keys; ///< portable text, several with a space between
    void (*run)(const CommandTargets &);
    bool (*enabled)(const CommandTargets &) = nullptr; ///< null: always
    bool (*checked)(const CommandTargets &) = nullptr; ///< null: has no check mark
    bool startsGroup = false;                          ///< a separator stands above it in the menu
    /// Editors: an edit of the board, which a viewer may not make; all of Arrange is.
    enum class For : quint8 { Everybody, Editors, Owners } whom = For::Everybody;
};

/// Whether it is an edit of the board, which a viewer may not make.
bool changesBoard(const CommandInfo &info);

/// The table, in the order of CommandId, which is that of the menus.
std::span<const CommandInfo> commandTable();
QString menuTitle(MenuId id);

} // namespace sketchroom
