#pragma once

// Private to the Excalidraw reader.

#include "app/files/jsonfields.h"
#include "common/model/shape.h"

namespace sketchroom {

/// Places a shape whose kind and corner are set: box, and for ink, lines and arrows points. What is absurdly large or
/// far away is brought into range. Returns whether points had to be left out because there were more than a room takes.
bool placeExcalidrawElement(Shape &shape, JsonFields &fields);

} // namespace sketchroom
