#pragma once

// Private to the Excalidraw reader and writer.

#include <QByteArray>
#include <QList>

namespace sketchroom {

/// Fractional indexes that ascend: the wanted ones as far as they are valid and do, and new ones in between.
QList<QByteArray> ascendingIndexes(const QList<QByteArray> &wanted);
/// Whether Excalidraw can put another index beside this one: it has as many digits as its first character says, and
/// none at the end that say nothing.
bool isExcalidrawIndex(QByteArrayView index);

} // namespace sketchroom
