#pragma once

#include "app/dialogs/commandpalette.h"
#include "app/dialogs/keylist.h"
#include "app/panels/toolbar.h"

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
class Together;
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
    SaveForExcalidraw,
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
    EditText,
    SetLink,
    OpenLink,
    CopyAsPng,
    CopyAsSvg,
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
    PlainLook,
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
    Join,
    Invite,
    Reconnect,
    ContinueHere,
    Chat,
    RaiseHand,
    Summon,
    LockRoom,
    NewcomersDraw,
    NewcomersLook,
    NewcomersWait,
    RenameRoom,
    RoomSecret,
    Members,
    Bans,
    RestoreDeleted,
    ClearBoard,
    LeaveRoom,
    FindCommand,
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
    Together &together;
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
    QAction *action(ToolId id) const { return m_byTool.value(id); }
    /// The tools in the order of the tool bar.
    QList<ToolAction> toolActions() const { return m_toolActions; }
    /// File, Edit, View, Arrange, Room and Help as one menu.
    QMenu *makeMenu(QWidget *parent) const;
    /// For the list of shortcuts: the tools, and each menu.
    QList<KeyGroup> keyGroups() const;
    /// For the command palette: all but itself.
    QList<CommandPalette::Entry> paletteEntries() const;

Q_SIGNALS:
    /// Somebody wants a tool that is of no use now: a sentence says why.
    void refused(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

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
    QList<ToolAction> m_toolActions;
    QMap<ToolId, QAction *> m_byTool;
};

} // namespace sketchroom
