#include "server/room/restoring.h"

#include "server/storage/packeddeletion.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// How far a shape has to come after those that it may refer to: frames, what is in them, arrows between those.
int depthOf(const Shape &shape)
{
    if (shape.from || shape.to)
        return 2;
    return shape.parent.isEmpty() ? 0 : 1;
}

/// The references of `before` to what was deleted, where `after` does not have them any more.
std::optional<Op> attachAgain(const Change &change, const QHash<ShapeId, ShapeRef> &deleted)
{
    UpdateOp op{change.id(), {}};
    const Shape &before = *change.before;
    const Shape &after = *change.after;
    if (before.from && !after.from && deleted.contains(before.from->shape))
        op.set.append({Register::From, before.from});
    if (before.to && !after.to && deleted.contains(before.to->shape))
        op.set.append({Register::To, before.to});
    if (!before.parent.isEmpty() && after.parent.isEmpty() && deleted.contains(before.parent))
        op.set.append({Register::Parent, before.parent});
    return op.set.isEmpty() ? std::nullopt : std::optional<Op>(op);
}

/// Those first that others may refer to.
QList<Op> creationsOf(QList<ShapeRef> shapes)
{
    std::sort(shapes.begin(), shapes.end(), [](const ShapeRef &a, const ShapeRef &b) {
        const int depthA = depthOf(*a);
        const int depthB = depthOf(*b);
        return depthA != depthB ? depthA < depthB : PaintsBefore()(a, b);
    });
    QList<Op> ops;
    ops.reserve(shapes.size());
    for (const ShapeRef &shape : std::as_const(shapes))
        ops.append(CreateOp{shape});
    return ops;
}

bool isFree(const Shape &shape, Register reg)
{
    switch (reg) {
    case Register::From:
        return !shape.from;
    case Register::To:
        return !shape.to;
    default:
        return shape.parent.isEmpty();
    }
}

} // namespace

QList<Op> opsThatBringBack(const ChangeSet &changes)
{
    QHash<ShapeId, ShapeRef> deleted; // in its last state, unless the same edit has made it, or made it again
    QSet<ShapeId> made;
    for (const Change &change : changes) {
        if (change.added()) {
            if (!deleted.remove(change.id()))
                made.insert(change.id());
        } else if (change.removed() && !made.remove(change.id())) {
            deleted.insert(change.id(), change.before);
        }
    }
    QList<Op> ops = creationsOf(deleted.values());
    for (const Change &change : changes) {
        if (ops.isEmpty() || !change.before || !change.after || deleted.contains(change.id()))
            continue;
        if (auto op = attachAgain(change, deleted))
            ops.append(std::move(*op));
    }
    return ops;
}

QList<Op> opsToRestore(const QList<Op> &kept, const Document &board)
{
    QHash<ShapeId, ShapeRef> shapes;
    for (const Op &op : kept) {
        const auto *creation = std::get_if<CreateOp>(&op);
        if (creation && !board.contains(creation->shape->id) && !shapes.contains(creation->shape->id))
            shapes.insert(creation->shape->id, creation->shape);
    }
    QList<Op> ops = creationsOf(shapes.values());
    for (const Op &op : kept) {
        const auto *update = std::get_if<UpdateOp>(&op);
        if (!update)
            continue;
        const ShapeRef shape = board.contains(update->id) ? board.find(update->id) : shapes.value(update->id);
        if (!shape)
            continue;
        UpdateOp useful{update->id, {}};
        std::copy_if(update->set.begin(), update->set.end(), std::back_inserter(useful.set),
                     [&](const RegisterValue &entry) { return isFree(*shape, entry.reg); });
        if (!useful.set.isEmpty())
            ops.append(useful);
    }
    return ops;
}

QList<QList<Op>> inEdits(const QList<Op> &ops, qsizetype mostOps, qsizetype mostBytes)
{
    QList<QList<Op>> edits;
    qsizetype bytes = mostBytes;
    for (const Op &op : ops) {
        const qsizetype size = aboutBytesOf(op);
        if (edits.isEmpty() || edits.constLast().size() >= mostOps || bytes + size > mostBytes) {
            edits.append(QList<Op>());
            bytes = 0;
        }
        edits.last().append(op);
        bytes += size;
    }
    return edits;
}

} // namespace sketchroom
