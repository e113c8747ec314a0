#include "common/model/diff.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// A kind never changes, so a shape whose kind is another one now is another shape under the same id.
bool isSameShape(const ShapeRef &a, const ShapeRef &b)
{
    return a && b && a->kind == b->kind;
}

void appendOps(QList<Op> &ops, const ShapeRef &before, const ShapeRef &after)
{
    if (!isSameShape(before, after)) {
        if (before)
            ops.append(DeleteOp{before->id});
        if (after)
            ops.append(CreateOp{after});
        return;
    }
    if (UpdateOp update = makeUpdate(*before, *after); !update.set.isEmpty())
        ops.append(std::move(update));
}

RegisterSet changedRegisters(const ShapeRef &before, const ShapeRef &after)
{
    return before && after ? differing(*before, *after) : RegisterSet();
}

bool cancelsOut(const Change &change)
{
    if (!change.before && !change.after)
        return true;
    return isSameShape(change.before, change.after) && change.registers.isEmpty();
}

} // namespace

UpdateOp makeUpdate(const Shape &from, const Shape &to)
{
    UpdateOp update{to.id, {}};
    for (const RegisterInfo &row : registers()) {
        if (row.usedBy(to.kind) && !row.same(from, to))
            update.set.append({row.reg, row.get(to)});
    }
    return update;
}

QList<Op> makeDiff(const Document &from, const Document &to)
{
    QList<Op> ops;
    for (const ShapeRef &shape : from.inPaintOrder()) {
        if (!to.contains(shape->id))
            ops.append(DeleteOp{shape->id});
    }
    for (const ShapeRef &shape : to.inPaintOrder())
        appendOps(ops, from.find(shape->id), shape);
    return ops;
}

QList<Op> toOps(const ChangeSet &changes)
{
    QList<Op> ops;
    for (const Change &change : changes)
        appendOps(ops, change.before, change.after);
    return ops;
}

ChangeSet inverted(const ChangeSet &changes)
{
    ChangeSet backwards;
    backwards.reserve(changes.size());
    std::transform(changes.crbegin(), changes.crend(), std::back_inserter(backwards), [](const Change &change) {
        return Change{change.after, change.before, change.registers};
    });
    return backwards;
}

ChangeSet coalesced(const ChangeSet &changes)
{
    ChangeSet result;
    QHash<ShapeId, qsizetype> places;
    for (const Change &change : changes) {
        const auto place = places.constFind(change.id());
        if (place == places.constEnd()) {
            places.insert(change.id(), result.size());
            result.append(change);
        } else {
            result[*place].after = change.after;
        }
    }
    for (Change &change : result)
        change.registers = changedRegisters(change.before, change.after);
    result.removeIf(cancelsOut);
    return result;
}

} // namespace sketchroom
