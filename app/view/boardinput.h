#pragma once

#include "app/view/pointerevent.h"

#include <QCursor>

class QKeyEvent;

namespace sketchroom {

/// What BoardView hands its pointer and key events to (the ToolController). Panning with space or the middle button
/// and zooming are the view's own and do not come here.
class BoardInput
{
public:
    virtual ~BoardInput() = default;
    virtual void pointerPressed(const PointerEvent &event) = 0;
    virtual void pointerMoved(const PointerEvent &event) = 0; ///< with a button held
    virtual void pointerReleased(const PointerEvent &event) = 0;
    virtual void pointerHovered(const PointerEvent &event) = 0; ///< with none
    virtual void pointerDoubleClicked(const PointerEvent &event) = 0;
    virtual void pointerLeft() = 0;
    /// Returns whether the key was used.
    virtual bool keyPressed(QKeyEvent *event) = 0;
    virtual bool keyReleased(QKeyEvent *event) = 0;
    virtual QCursor cursor() const = 0;
};

} // namespace sketchroom
