#pragma once

#include <QPointF>
#include <Qt>

namespace sketchroom {

/// A mouse, pen or touch event on the board, in scene units.
struct PointerEvent
{
    QPointF scene;         ///< where, in the scene
    QPointF view;          ///< where, in pixels of the view
    double pressure = 0.5; ///< 0..1; 0.5 for a mouse
    bool pen = false;      ///< a tablet pen: its pressure is real
    Qt::KeyboardModifiers modifiers;
    Qt::MouseButton button = Qt::LeftButton;
    qint64 timeMs = 0;
};

} // namespace sketchroom
