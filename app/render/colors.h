#pragma once

#include "common/model/shape.h"

#include <QColor>
#include <QImage>

namespace sketchroom {

/// The colour as it is painted; fully transparent for none. The dark theme turns lightness round and keeps the hue, so
/// that what was drawn dark on white can be read on black.
QColor toQColor(Color color, bool dark);
/// The colour of an empty board.
QColor boardColor(bool dark);
/// What was painted in the one theme, as it looks in the other, but for pictures; of 32 bits a pixel and opaque.
void turnTheme(QImage &image, bool dark);

} // namespace sketchroom
