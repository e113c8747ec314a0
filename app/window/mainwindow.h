#pragma once

#include "app/rooms/roomcontrol.h"

#include <QMainWindow>

#include <functional>

class QLabel;
class QToolButton;

namespace sketchroom {

class BoardFrame;
class BoardScene;
class BoardView;
class Commands;
class FileControl;
class Images;
class InsertControl;
class Notices;
class OwnerDialogs;
class PeopleBar;
class PeopleList;
class RoomDialogs;
class StatusPill;
class StylePanel;
class Theme;
class Together;
class ToolBar;
class ToolController;
class WindowCommands;
struct CommandTargets;

/// The window: the board over all of it, the panels that float over the board, and the controls behind the menus.
/// Only assembles.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(RoomControl &rooms, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    RoomDialogs &dialogs() const { return *m_dialogs; }
    FileControl &files() const { return *m_files; }
    Images &images() const { return *m_images; }
    ToolController &tools() const { return *m_tools; }
    BoardView &view() const { return *m_view; }
    Commands &commands() const { return *m_commands; }
    void notify(const QString &sentence);
    /// Calls `then` when the window has got its place on the screen, so that a dialog finds the middle of it.
    void whenPlaced(const std::function<void()> &then);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void makeControls();
    void makePanels();
    QWidget *makeMenuPanel();
    void makePeople();
    void showUnread();
    /// Somebody has to be let in by this user.
    void tellWaiting();
    CommandTargets targets() const;
    void showContextMenu(QPoint at);
    void applyTheme();
    void applyCompact();
    void showStyle();
    void updateTitle();
    void followConnection();
    /// Says why the room is gone, and offers to go on with it here. Taken back when it is there again.
    void explainLostRoom(const QString &why);
    /// What the user wrote is gone from its shape.
    void offerWords(const Shape &shape, const QString &by);
    void offerToBringBack(const Deletion &deletion);
    /// Somebody says that the session goes on elsewhere.
    void offerMove(const ChatLine &line);
    void restoreWindow();
    bool mayLoseMemory();

    RoomControl &m_rooms;
    BoardSession &m_session;
    Theme &m_theme;
    std::unique_ptr<Images> m_images;
    BoardScene *m_scene;
    BoardView *m_view;
    BoardFrame *m_frame;
    ToolController *m_tools;
    FileControl *m_files = nullptr;
    InsertControl *m_inserts = nullptr;
    RoomDialogs *m_dialogs = nullptr;
    OwnerDialogs *m_owner = nullptr;
    Together *m_together = nullptr;
    WindowCommands *m_window = nullptr;
    Commands *m_commands = nullptr;
    Notices *m_notices = nullptr;
    PeopleBar *m_people = nullptr;
    PeopleList *m_peopleList = nullptr;
    StylePanel *m_style = nullptr;
    ToolBar *m_toolBar = nullptr;
    QToolButton *m_menuButton = nullptr;
    QLabel *m_unread = nullptr;           ///< lines of chat that are not read, on their button
    QToolButton *m_styleButton = nullptr; ///< in a small window it shows and hides the style panel
    bool m_wasClosed = false;
    qsizetype m_waiting = 0; ///< people, when it was told last
    QString m_lostBecause;   ///< what was said of a room that is gone
    std::function<void()> m_whenPlaced;
};

} // namespace sketchroom
