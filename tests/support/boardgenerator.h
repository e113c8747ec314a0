#pragma once

#include "common/model/document.h"

namespace sketchroom::testing {

/// What every benchmark draws: 40 % ink of 60 to 120 points with pressure, 30 % boxes, 20 % arrows and lines, 10 %
/// text, spread over twenty screens of 1600 × 900 units, five to a row. The same seed gives the same board.
QList<ShapeRef> generateBoard(int shapes, quint64 seed);

/// A board as an .excalidraw file, as that program writes it (all fields, indented by two).
QByteArray asExcalidraw(const QList<ShapeRef> &shapes);

} // namespace sketchroom::testing
