#pragma once

#include "common/model/document.h"

namespace sketchroom {

// What a room keeps of deletions, and how they are taken back (C14). Pure.

/// The operations that bring back what an edit deleted, from the changes that it made: the shapes as they were, those
/// first that others refer to, and what referred to them and was released. Empty where it deleted nothing.
QList<Op> opsThatBringBack(const ChangeSet &changes);

/// What of these operations (of several deletions, the newest first) has a use on this board, in an order in which
/// nothing refers to what has yet to come. A shape that was deleted more than once comes back as it was last; what is
/// on the board is left as it is.
QList<Op> opsToRestore(const QList<Op> &kept, const Document &board);

/// Edits of at most so many operations and about so many bytes. An operation that is longer has an edit of its own.
QList<QList<Op>> inEdits(const QList<Op> &ops, qsizetype mostOps, qsizetype mostBytes);

} // namespace sketchroom
