#pragma once

#include <QFrame>
#include <QTimer>

namespace sketchroom {

class BoardScene;
class BoardView;

/// "Back to the drawing": there while nothing of the drawing is in view.
class WayBack final : public QFrame
{
    Q_OBJECT

public:
    WayBack(BoardScene &scene, BoardView &view, QWidget *parent = nullptr);

private:
    void refresh();

    BoardScene &m_scene;
    BoardView &m_view;
    QTimer m_rest; ///< a board that is moved is looked at once it rests
};

} // namespace sketchroom
