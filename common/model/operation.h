#pragma once

#include "common/model/registers.h"

namespace sketchroom {

struct CreateOp
{
    ShapeRef shape; ///< never null
};
struct UpdateOp
{
    ShapeId id;
    QList<RegisterValue> set;
    QMap<QByteArray, QByteArray> unknown = {}; ///< registers that only a newer program knows (Shape::unknown)
};
struct AppendOp
{
    ShapeId id;
    qsizetype at = 0; ///< how many numbers `points` holds before
    PointList points;
};
struct DeleteOp
{
    ShapeId id;
};
using Op = std::variant<CreateOp, UpdateOp, AppendOp, DeleteOp>;

/// The shape that an operation is about.
const ShapeId &shapeIdOf(const Op &op);

/// An edit as its author sends it. Atomic: all of its operations, or none.
struct Edit
{
    qint64 id = 0; ///< goes up with each edit of a client
    GestureId gesture;
    QList<Op> ops;
};

/// An edit with its place in the host's order.
struct CommittedEdit
{
    qint64 seq = 0;
    PeerId peer;
    ClientId client;
    qint64 id = 0;
    qint64 at = 0; ///< ms since 1970, host's clock
    GestureId gesture;
    QList<Op> ops;
    bool incomplete = false; ///< it has operations that this program does not know
};

} // namespace sketchroom
