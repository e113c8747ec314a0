#pragma once

#include "common/model/document.h"

namespace sketchroom {

class StyleState;

/// A shape of this kind in the style of what comes next, above everything on the board.
Shape newShape(Kind kind, const ShapeId &id, const Document &document, const StyleState &style);
QList<Op> creationOf(const QList<Shape> &shapes);

} // namespace sketchroom
