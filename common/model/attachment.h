#pragma once

#include "common/model/document.h"

#include <QHash>

#include <functional>

namespace sketchroom {

using FindShape = std::function<ShapeRef(const ShapeId &)>;

/// The arrow with its attached ends where the shapes now are that they are attached to. The very same shape where no
/// end is attached, or none of the shapes is there.
ShapeRef followed(const ShapeRef &arrow, const FindShape &find);

/// Whether a shape of this kind may be in a frame: all but frames.
constexpr bool canBeFramed(Kind kind)
{
    return kind != Kind::Frame;
}

/// Whether an arrow can be attached to a shape of this kind: not to lines and ink.
constexpr bool canBeAttachedTo(Kind kind)
{
    return numbersPerPoint(kind) == 0;
}
/// The same operations, so that what is referred to is created before what refers to it, and deleted after that has
/// let go: they may then go out in several edits. A shape may be deleted and then created; where one is meant more than
/// once in another way, they stay as they were.
QList<Op> inOrderOfReferences(const QList<Op> &ops);

/// `op` without references to what is not on the board: a parent that is no frame there becomes "", an attachment to
/// what is missing or cannot be attached to null. `coming`: shapes that the same edit creates, which count as there
/// (and as what they become, where they are made anew).
Op withSoundReferences(const Op &op, const Document &document, const QHash<ShapeId, Kind> &coming);
/// What becomes of a shape that refers to `gone`, which is about to be deleted: a child stays, unframed; an arrow keeps
/// the place that it had followed to, unattached.
UpdateOp release(const Shape &referrer, const ShapeId &gone, const Document &document);

} // namespace sketchroom
