#pragma once

#include <QCursor>

namespace sketchroom {

/// The double arrow nearest to this direction; degrees clockwise from the right.
QCursor resizeCursor(double degrees);
QCursor rotateCursor();
QCursor eraserCursor();

} // namespace sketchroom
