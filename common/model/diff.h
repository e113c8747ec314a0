#pragma once

#include "common/model/document.h"

namespace sketchroom {

/// The update that turns `from` into `to`; its `set` is empty where they do not differ.
UpdateOp makeUpdate(const Shape &from, const Shape &to);
/// The operations that turn one document into another; deletions first, then creations and updates in paint order.
QList<Op> makeDiff(const Document &from, const Document &to);
/// The operations that do what `changes` did.
QList<Op> toOps(const ChangeSet &changes);
/// The changes backwards: applying their operations takes back what `changes` did.
ChangeSet inverted(const ChangeSet &changes);
/// Several changes to one shape as one; changes that cancel out are left out. Order of first appearance.
ChangeSet coalesced(const ChangeSet &changes);

} // namespace sketchroom
