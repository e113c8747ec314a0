#pragma once

#include "app/view/pointerevent.h"

class QKeyEvent;

namespace sketchroom {

/// What the pointer does on the board while a tool is in use. A tool knows only its ToolContext.
/// A drag is pressed, moved…, released; a change of Shift, Alt or Ctrl while it lasts comes as a move on the spot.
class Tool
{
public:
    Tool() = default;
    Tool(const Tool &) = delete;
    Tool &operator=(const Tool &) = delete;
    virtual ~Tool() = default;

    /// The tool comes into use; its cursor is to be shown.
    virtual void activate() = 0;
    /// Another tool comes into use. No drag is in progress then.
    virtual void deactivate() {}

    virtual void pressed(const PointerEvent &event) = 0;
    virtual void moved(const PointerEvent &event) = 0;
    virtual void released(const PointerEvent &event) = 0;
    virtual void hovered(const PointerEvent &) {}
    /// Comes between the second press and its release.
    virtual void doubleClicked(const PointerEvent &) {}
    /// Returns whether the key was used.
    virtual bool keyPressed(const QKeyEvent &) { return false; }
    virtual void keyReleased(const QKeyEvent &) {}

    /// Ends a drag and takes back all it has done. Returns whether there was one.
    virtual bool cancel() = 0;
};

} // namespace sketchroom
