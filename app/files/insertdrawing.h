#pragma once

#include "app/files/drawing.h"
#include "common/base/random.h"
#include "common/model/document.h"

#include <QPointF>

namespace sketchroom {

/// The drawing as a board of its own, made by `stamp`: where and as the file has it, but without references to shapes
/// that it does not have.
QList<ShapeRef> makeBoard(const Drawing &drawing, const Stamp &stamp);

/// The operations that put a drawing onto a board, above what is there. An empty board takes it where the file has it;
/// otherwise the middle of the drawing comes to `center`. Shapes whose ids are taken get new ones, and all that refers
/// to them follows. Long strokes are created with their first points and appended to, so that no operation is larger
/// than a host takes in one message. In an order that may be split anywhere.
QList<Op> makeInsertOps(const Drawing &drawing, const Document &board, QPointF center, Random &random);

} // namespace sketchroom
