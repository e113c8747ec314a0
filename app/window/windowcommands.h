#pragma once

#include "app/widgets/theme.h"

class QWidget;

namespace sketchroom {

class BoardView;
class ToolController;

inline const Option<bool> plainLookOption{"view/plain", false};
inline const Option<bool> gridOption{"view/grid", true};

/// What the View and Help menus do to the window itself.
class WindowCommands final : public QObject
{
    Q_OBJECT

public:
    WindowCommands(QWidget &window, BoardView &view, ToolController &tools, Theme &theme, Settings &settings);

    void chooseTheme(ThemeChoice choice);
    void showGrid(bool shown);
    void closeWindow();
    void choosePlainLook(bool plain);
    // The link of the one shape that is selected.
    void setLink();
    void openLink();
    void findCommand();
    void showKeys();
    void showAbout();

Q_SIGNALS:
    void paletteWanted();
    void keysWanted();

private:
    QWidget &m_window;
    BoardView &m_view;
    ToolController &m_tools;
    Theme &m_theme;
    Settings &m_settings;
};

} // namespace sketchroom
