#include "common/sync/undohistory.h"

#include "common/model/attachment.h"
#include "common/model/diff.h"

namespace sketchroom {

namespace {

/// The shape `now` with `change` taken back. `now` itself where that would have no effect, or where somebody else has
/// written since: the value is then not the one that we left.
ShapeRef takenBack(const Change &change, const ShapeRef &now)
{
    if (!now)
        return change.removed() ? change.before : now;
    if (change.removed() || now->kind != change.after->kind)
        return now;
    // Made by us, or deleted and made anew as another kind: all of it goes, or nothing.
    if (change.added() || change.before->kind != change.after->kind)
        return differing(*now, *change.after).isEmpty() ? change.before : now;
    auto restored = std::make_shared<Shape>(*now);
    for (const RegisterInfo &row : registers()) {
        if (change.registers.contains(row.reg) && row.same(*now, *change.after))
            row.set(*restored, row.get(*change.before));
    }
    return differing(*now, *restored).isEmpty() ? now : restored;
}

/// What takes `change` back on the board as it is now, as a change itself; nothing where nothing does.
std::optional<Change> backwards(const Change &change, const Document &document)
{
    const ShapeRef now = document.find(change.id());
    const ShapeRef before = takenBack(change, now);
    return before == now ? std::nullopt : std::optional(Change{now, before, {}});
}

/// Two changes of one gesture as one, of which what somebody else has written between them is no part.
ChangeSet joined(ChangeSet earlier, const ChangeSet &later)
{
    QHash<ShapeId, qsizetype> places;
    for (const Change &change : std::as_const(earlier))
        places.insert(change.id(), places.size());
    for (const Change &change : later) {
        if (const auto place = places.constFind(change.id()); place != places.cend())
            earlier[*place] = {takenBack(earlier.at(*place), change.before), change.after, {}};
        else
            earlier.append(change);
    }
    earlier.removeIf([](const Change &change) { return change.before == change.after; });
    return coalesced(earlier);
}

/// Without updates that would write nothing new, as where a frame to return to is gone.
QList<Op> withEffect(QList<Op> ops, const Document &document)
{
    QHash<ShapeId, Kind> coming;
    for (const Op &op : std::as_const(ops)) {
        if (const auto *create = std::get_if<CreateOp>(&op))
            coming.insert(create->shape->id, create->shape->kind);
    }
    ops.removeIf([&](const Op &op) {
        if (!std::holds_alternative<UpdateOp>(op))
            return false;
        const ShapeRef now = document.find(shapeIdOf(op));
        const auto after = applyToShape(now, withSoundReferences(op, document, coming), {});
        return after && *after == now;
    });
    return ops;
}

} // namespace

void UndoHistory::record(const ChangeSet &changes, const GestureId &gesture, const QString &label)
{
    m_undone.clear();
    if (!gesture.isEmpty() && !m_done.empty() && m_done.back().gesture == gesture) {
        Entry &entry = m_done.back();
        entry.changes = joined(entry.changes, coalesced(changes));
        entry.label = label;
        if (entry.changes.isEmpty())
            m_done.pop_back();
        return;
    }
    const ChangeSet made = coalesced(changes);
    if (!made.isEmpty())
        m_done.push_back({gesture, label, made});
}

std::optional<UndoHistory::Step> UndoHistory::next(Entries &entries, const Document &document)
{
    for (; !entries.empty(); entries.pop_back()) {
        ChangeSet back;
        for (const Change &change : entries.back().changes) {
            if (const auto step = backwards(change, document))
                back.append(*step);
        }
        const QList<Op> ops = withEffect(inOrderOfReferences(toOps(back)), document);
        if (!ops.isEmpty())
            return Step{ops, entries.back().label};
    }
    return std::nullopt;
}

void UndoHistory::move(Entries &from, Entries &to, const ChangeSet &changes)
{
    const QString label = from.back().label;
    from.pop_back();
    // What really changed, not what was asked for: a deletion also releases what referred to the shape.
    const ChangeSet made = coalesced(changes);
    if (!made.isEmpty())
        to.push_back({{}, label, made});
}

std::optional<UndoHistory::Step> UndoHistory::nextUndo(const Document &document)
{
    return next(m_done, document);
}

void UndoHistory::undone(const ChangeSet &changes)
{
    move(m_done, m_undone, changes);
}

std::optional<UndoHistory::Step> UndoHistory::nextRedo(const Document &document)
{
    return next(m_undone, document);
}

void UndoHistory::redone(const ChangeSet &changes)
{
    move(m_undone, m_done, changes);
}

void UndoHistory::clear()
{
    m_done.clear();
    m_undone.clear();
}

} // namespace sketchroom
