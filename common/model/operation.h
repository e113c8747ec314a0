#pragma once

#include "common/model/registers.h"
#include "common/model/splice.h"

namespace sketchroom {

struct CreateOp
{
    ShapeRef shape; ///< never null
    bool operator==(const CreateOp &other) const { return shape == other.shape || *shape == *other.shape; }
};
struct UpdateOp
{
    ShapeId id;
    QList<RegisterValue> set;
    QMap<QByteArray, QByteArray> unknown = {}; ///< registers that only a newer program knows (Shape::unknown)
    bool operator==(const UpdateOp &) const = default;
};
struct AppendOp
{
    ShapeId id;
    qsizetype at = 0; ///< how many numbers `points` holds before
    PointList points;
    bool operator==(const AppendOp &) const = default;
};
/// Changes a part of `text`.
struct SpliceOp
{
    ShapeId id;
    Splice splice;
    /// The seq of the edit after which the text was as it is said against, but for own edits that were not acknowledged
    /// by then. Negative: none is told, as in what a host has committed. Filled in by Replica.
    qint64 base = -1;
    qint64 after = 0; ///< id of the newest of those own edits to this text; 0: there was none
    bool operator==(const SpliceOp &) const = default;
};
struct DeleteOp
{
    ShapeId id;
    bool operator==(const DeleteOp &) const = default;
};
using Op = std::variant<CreateOp, UpdateOp, AppendOp, DeleteOp, SpliceOp>;

/// The shape that an operation is about.
const ShapeId &shapeIdOf(const Op &op);

/// Replaces `remove` UTF-16 units of the shape's text from `at` on by `insert`.
inline Op makeSplice(const ShapeId &id, qsizetype at, qsizetype remove, const QString &insert)
{
    return SpliceOp{id, {at, remove, insert}};
}

/// Whether the operation is about the text of the shape, as one that splices, replaces or creates it, or ends it.
bool touchesText(const Op &op);

/// An edit as its author sends it. Atomic: all of its operations, or none.
struct Edit
{
    qint64 id = 0; ///< goes up with each edit of a client
    GestureId gesture;
    QList<Op> ops;
    bool operator==(const Edit &) const = default;
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
    bool operator==(const CommittedEdit &) const = default;
};

} // namespace sketchroom
