#pragma once

#include "common/model/document.h"

namespace sketchroom {

// Groups: a shape lists the groups it is in, innermost first. All shapes with a group's id are its members.

/// What a click on `shape` selects: all of its outermost group, or, when the user has gone into one of its groups, the
/// next group inside that, or the shape alone. Of a shape that is locked, the locked members; of another one, the
/// others.
QList<ShapeId> clickTargets(const Document &document, const Shape &shape, const QByteArray &enteredGroup);
/// The group to go into by a double-click on `shape`, one level deeper than `enteredGroup`; empty: there is none.
QByteArray groupWithin(const Shape &shape, const QByteArray &enteredGroup);
/// `shapes` with the rest of the outermost groups that they belong to, bottom first.
QList<ShapeRef> withWholeGroups(const Document &document, const QList<ShapeRef> &shapes);
/// `shapes` with the children of the frames among them, bottom first.
QList<ShapeRef> withChildren(const Document &document, const QList<ShapeRef> &shapes);

/// The operations that put the shapes together in a new group, around the groups they are in.
QList<Op> grouped(const QList<ShapeRef> &shapes, const QByteArray &group);
/// The operations that take the outermost group off each of the shapes; none when none is in a group.
QList<Op> ungrouped(const QList<ShapeRef> &shapes);

} // namespace sketchroom
