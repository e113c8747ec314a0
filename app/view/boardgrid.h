#pragma once

#include <QRect>

class QPainter;

namespace sketchroom {

/// Paints a dotted grid: a dot each 20 scene units, or fewer or more of them as the zoom changes, one spacing fading
/// into the next. The painter is in device pixels, where scene point (0, 0) is at (0, 0); `area` is in them, too.
/// `pixelsPerUnit`: device pixels a scene unit; `devicePixelRatio`: device pixels a pixel of the window.
void paintGrid(QPainter &painter, const QRect &area, double pixelsPerUnit, double devicePixelRatio, bool dark);

} // namespace sketchroom
