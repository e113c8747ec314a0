#pragma once

// Private to the Excalidraw writer.

#include "app/files/excalidrawnearest.h"

namespace sketchroom {

/// What an element says of itself: all but its index, and what it says of others.
JsonMembers excalidrawMembers(const ExcalidrawPart &part);

} // namespace sketchroom
