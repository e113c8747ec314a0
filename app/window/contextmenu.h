#pragma once

#include <QMenu>

namespace sketchroom {

class Commands;
struct CommandTargets;

/// What a right click on the board offers: on shapes what can be done with them, else what can be done with the board.
/// Goes by the selection, which the click has set.
void fillContextMenu(QMenu &menu, const Commands &commands, const CommandTargets &targets);

} // namespace sketchroom
