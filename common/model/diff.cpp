#include "common/model/diff.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// A kind never changes, so a shape whose kind is another one now is another shape under the same id.
bool isSameShape(const ShapeRef &a, const ShapeRef &b)
{
    return a && b && a->kind == b->kind;
}

/// The text as splices that keep what others write in it meanwhile.
void appendSplices(QList<Op> &ops, const Shape &before, const Shape &after)
{
    for (const Splice &splice : differences(before.text, after.text))
        ops.append(SpliceOp{after.id, splice});
}

void appendOps(QList<Op> &ops, const ShapeRef &before, const ShapeRef &after, bool isSpliced = false)
{
    if (!isSameShape(before, after)) {
        if (before)
            ops.append(DeleteOp{before->id});
        if (after)
            ops.append(CreateOp{after});
        return;
    }
    UpdateOp update = makeUpdate(*before, *after);
    if (isSpliced)
        update.set.removeIf([](const RegisterValue &entry) { return entry.reg == Register::Text; });
    if (!update.set.isEmpty())
        ops.append(std::move(update));
    if (isSpliced)
        appendSplices(ops, *before, *after);
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
        appendOps(ops, change.before, change.after, change.spliced);
    return ops;
}

ChangeSet inverted(const ChangeSet &changes)
{
    ChangeSet backwards;
    backwards.reserve(changes.size());
    std::transform(changes.crbegin(), changes.crend(), std::back_inserter(backwards), [](const Change &change) {
        return Change{change.after, change.before, change.registers, change.spliced};
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
            result[*place].spliced = splicedByBoth(result.at(*place), change);
            result[*place].registers = result.at(*place).registers | change.registers;
            result[*place].after = change.after;
        }
    }
    for (Change &change : result)
        change.registers = changedRegisters(change.before, change.after);
    result.removeIf(cancelsOut);
    return result;
}

} // namespace sketchroom
