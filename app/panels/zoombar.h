#pragma once

#include <QWidget>

namespace sketchroom {

class BoardView;

/// Bottom left: zoom out, how much it is (a click: back to 100 %), zoom in, the whole drawing; and undo and redo.
class ZoomBar final : public QWidget
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction *zoomOut;
        QAction *resetZoom;
        QAction *zoomIn;
        QAction *zoomToFit;
        QAction *undo;
        QAction *redo;
    };
    ZoomBar(BoardView &view, const Actions &actions, QWidget *parent = nullptr);
};

} // namespace sketchroom
