#pragma once

#include "common/model/document.h"

#include <QPointF>

#include <functional>

namespace sketchroom {

/// Copies of `shapes`, given as they are shown, moved by `by`, above everything on `document`, in the same order among
/// themselves, with new ids. What they say of each other (groups, attached arrows, frames) holds among the copies; a
/// frame that is not copied stays their frame when it is on the board, an attachment to a shape that is not copied is
/// let go.
QList<Shape> copiesOf(const QList<ShapeRef> &shapes, const Document &document, QPointF by,
                      const std::function<ShapeId()> &newId);

QList<ShapeId> idsOf(const QList<Shape> &shapes);

} // namespace sketchroom
