#pragma once

#include "common/model/operation.h"

#include <QPointF>

namespace sketchroom {

class Document;

/// What attaches an arrow's end at `scene` to `target`; nothing for a null one.
Binding bindingTo(const ShapeRef &target, QPointF scene);
/// The shape as it is shown: an arrow with its attached ends pulled to the shapes they are attached to.
ShapeRef shown(const Document &document, const ShapeRef &shape);
QList<ShapeRef> shown(const Document &document, QList<ShapeRef> shapes);

/// The registers that give a line or arrow these points, in the scene.
QList<RegisterValue> withScenePoints(const QList<QPointF> &points);

} // namespace sketchroom
