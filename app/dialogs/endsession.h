#pragma once

class QWidget;

namespace sketchroom {

class RoomControl;

/// Asks, above what is asking already, before a session ends that is hosted here and that others are in. Returns
/// whether it may end.
bool mayEndSession(const RoomControl &rooms, QWidget &window);

} // namespace sketchroom
