#pragma once

#include "common/model/document.h"

class QMimeData;

namespace sketchroom {

/// Shapes as our own JSON on the clipboard: under our own type, and as text so that it passes through other programs.
std::unique_ptr<QMimeData> toMimeData(const QList<ShapeRef> &shapes);

/// The shapes on the clipboard, from our type or from text that is our JSON; nothing where there are none.
std::optional<QList<ShapeRef>> shapesFrom(const QMimeData &data);

/// What is pasted into a text: the text on the clipboard, or of shapes the texts that they hold, and never their JSON.
QString typedTextFrom(const QMimeData &data);

} // namespace sketchroom
