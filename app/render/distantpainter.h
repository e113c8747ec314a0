#pragma once

#include "app/render/tilepainter.h"

namespace sketchroom {

/// Whether the shape can be painted by paintDistant(): so small that nobody sees whether it was drawn by hand or how
/// its lines join.
bool isDistant(const Shape &shape, double pixelsPerUnit);
/// Paints straight from the shape's own numbers what can be seen of it from far away. Needs no geometry, which would
/// take more memory than the shapes of a large board do, and more time than painting.
void paintDistant(TileCanvas &canvas, const Shape &shape);

} // namespace sketchroom
