#pragma once

#include "app/tools/toolid.h"

#include <QAction>
#include <QMap>

class QMenu;

namespace sketchroom {

class BoardSession;
class BoardView;
class FileControl;
class InsertControl;
class OwnerDialogs;
class RoomDialogs;
class Theme;
class ToolController;
class WindowCommands;
struct CommandInfo;

/// Everything that the menus and keys can do, but for the tools.
enum class CommandId {
    New,
    Open,
    Save,
    SaveAs,
    ExportPng,
    ExportSvg,
    CloseWindow,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    InsertImage,
    Duplicate,
    Delete,
    SelectAll,
    ZoomIn,
    ZoomOut,
    ResetZoom,
    ZoomToFit,
    ZoomToSelection,
    ShowGrid,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    KeepTool,
    BringToFront,
    BringForward,
    SendBackward,
    SendToBack,
    Group,
    Ungroup,
    FlipHorizontally,
    FlipVertically,
    Lock,
    Unlock,
    UnlockAll,
    ShowRooms,
    HostSession,
    Invite,
    Reconnect,
    ContinueHere,
    Summon,
    LockRoom,
    RenameRoom,
    RoomSecret,
    Bans,
    RestoreDeleted,
    ClearBoard,
    LeaveRoom,
    Shortcuts,
    About,
};

/// What the commands act on; all of it outlives them.
struct CommandTargets
{
    BoardSession &session;
    BoardView &view;
    ToolController &tools;
    FileControl &files;
    InsertControl &inserts;
    RoomDialogs &rooms;
    OwnerDialogs &owner;
    WindowCommands &window;
    Theme &theme;
};

/// The actions of the window, made from one table of commands and from the table of tools. They work by their keys
/// wherever the keyboard is in the window, except while it is in a text that uses those keys.
class Commands final : public QObject
{
    Q_OBJECT

public:
    /// Adds the actions to `window`.
    Commands(const CommandTargets &targets, QWidget &window);

    QAction *action(CommandId id) const { return m_actions.value(id); }
    /// The tools in the order of the tool bar; null stands for a separator.
    QList<QAction *> toolActions() const { return m_toolActions; }
    /// File, Edit, View, Arrange, Room and Help as one menu.
    QMenu *makeMenu(QWidget *parent) const;
    /// A line for each key, for the list of shortcuts: what it does, and the key.
    QList<std::pair<QString, QString>> keyList() const;

private:
    void makeCommands(QWidget &window);
    void makeTools(QWidget &window);
    void watch();
    void refresh();
    void refreshTools();
    /// Why a command cannot be used, where there is more to say than that there is nothing to use it on.
    QString whyNot(const CommandInfo &info) const;
    void run(const CommandInfo &info);

    CommandTargets m_targets;
    QMap<CommandId, QAction *> m_actions;
    QList<QAction *> m_toolActions;
    QMap<ToolId, QAction *> m_byTool;
};

} // namespace sketchroom
