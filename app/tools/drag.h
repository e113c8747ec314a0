#pragma once

#include "app/view/pointerevent.h"

namespace sketchroom {

/// Whether the pointer has gone far enough from where it was pressed to mean a drag and not a click.
inline bool isDrag(const PointerEvent &press, const PointerEvent &now)
{
    constexpr double pixels = 4;
    return (now.view - press.view).manhattanLength() >= pixels;
}

} // namespace sketchroom
