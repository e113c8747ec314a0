#pragma once

#include "common/model/document.h"

#include <QSet>

namespace sketchroom {

enum class ZMove : quint8 {
    ToFront,
    Forward,  ///< above the next shape that overlaps
    Backward, ///< under the next shape that overlaps
    ToBack,
};

/// The operations that move shapes in paint order, keeping their order among themselves; none when they are there.
QList<Op> reordered(const Document &document, const QSet<ShapeId> &ids, ZMove move);

/// `count` ascending z indexes above everything on the board.
QList<QByteArray> zAboveAll(const Document &document, qsizetype count);

} // namespace sketchroom
