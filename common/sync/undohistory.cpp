#include "common/sync/undohistory.h"

#include "common/model/attachment.h"
#include "common/model/diff.h"
#include "common/model/splice.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// Whether taking `reg` back would attach the shape again to what it was let go from, although somebody has moved or
/// drawn on it since: it would follow once more, away from where it was put.
bool wouldPullBack(Register reg, const Change &change, const Shape &now)
{
    const bool attaches = (reg == Register::From && change.before->from) || (reg == Register::To && change.before->to);
    return attaches && (now.box != change.after->box || now.points != change.after->points);
}

/// The text `now` without the letters that the change inserted, and with those that it removed: whatever others have
/// written since stays.
QString lettersTakenBack(const Change &change, const QString &now)
{
    const Splices back = differences(change.after->text, change.before->text);
    return spliced(now, moved(back, differences(change.after->text, now)).later);
}

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
    if (change.spliced)
        restored->text = lettersTakenBack(change, now->text);
    for (const RegisterInfo &row : registers()) {
        if (change.spliced && row.reg == Register::Text)
            continue;
        if (change.registers.contains(row.reg) && row.same(*now, *change.after) &&
            !wouldPullBack(row.reg, change, *now))
            row.set(*restored, row.get(*change.before));
    }
    return differing(*now, *restored).isEmpty() ? now : restored;
}

/// What takes `change` back on the board as it is now, as a change itself; nothing where nothing does.
std::optional<Change> backwards(const Change &change, const Document &document)
{
    const ShapeRef now = document.find(change.id());
    const ShapeRef before = takenBack(change, now);
    return before == now ? std::nullopt : std::optional(Change{now, before, {}, change.spliced});
}

/// Two changes of one gesture as one, of which what somebody else has written between them is no part.
ChangeSet joined(ChangeSet earlier, const ChangeSet &later)
{
    QHash<ShapeId, qsizetype> places;
    for (const Change &change : std::as_const(earlier))
        places.insert(change.id(), places.size());
    for (const Change &change : later) {
        if (const auto place = places.constFind(change.id()); place != places.cend())
            earlier[*place] = {takenBack(earlier.at(*place), change.before),
                               change.after,
                               {},
                               splicedByBoth(earlier.at(*place), change)};
        else
            earlier.append(change);
    }
    earlier.removeIf([](const Change &change) { return change.before == change.after; });
    return coalesced(earlier);
}

/// Whether the operation writes a reference to another shape, which may be gone.
bool writesReference(const Op &op)
{
    const auto *update = std::get_if<UpdateOp>(&op);
    return update && std::any_of(update->set.begin(), update->set.end(), [](const RegisterValue &set) {
               return set.reg == Register::Parent || set.reg == Register::From || set.reg == Register::To;
           });
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
        if (!writesReference(op))
            return false;
        const ShapeRef now = document.find(shapeIdOf(op));
        const auto after = applyToShape(now, withSoundReferences(op, document, coming), {});
        return after && *after == now;
    });
    return ops;
}

/// About what the shapes of a step take: more where they share their points with the board.
qint64 bytesOf(const ChangeSet &changes)
{
    qint64 bytes = 0;
    for (const Change &change : changes) {
        for (const ShapeRef &shape : {change.before, change.after}) {
            if (shape)
                bytes += qint64(sizeof(Shape)) + shape->points.size() * qint64(sizeof(double)) +
                         shape->text.size() * qint64(sizeof(QChar)) + shape->ext.json.size();
        }
    }
    return bytes;
}

} // namespace

void UndoHistory::Stack::push(Entry entry)
{
    m_bytes += bytesOf(entry.changes);
    m_entries.push_back(std::move(entry));
}

UndoHistory::Entry UndoHistory::Stack::pop()
{
    Entry entry = std::move(m_entries.back());
    m_entries.pop_back();
    m_bytes -= bytesOf(entry.changes);
    return entry;
}

void UndoHistory::Stack::dropOldest()
{
    m_bytes -= bytesOf(m_entries.front().changes);
    m_entries.pop_front();
}

void UndoHistory::record(const ChangeSet &changes, const GestureId &gesture, const QString &label)
{
    m_undone.clear();
    ChangeSet made = coalesced(changes);
    if (!gesture.isEmpty() && !m_done.isEmpty() && m_done.newest().gesture == gesture)
        made = joined(m_done.pop().changes, made);
    if (!made.isEmpty())
        m_done.push({gesture, label, made});
    // However large the newest is, it can be undone.
    while (m_done.bytes() > m_maxBytes && m_done.size() > 1)
        m_done.dropOldest();
}

std::optional<UndoHistory::Step> UndoHistory::next(Stack &stack, const Document &document)
{
    for (; !stack.isEmpty(); stack.pop()) {
        ChangeSet back;
        for (const Change &change : stack.newest().changes) {
            if (const auto step = backwards(change, document))
                back.append(*step);
        }
        const QList<Op> ops = withEffect(inOrderOfReferences(toOps(back)), document);
        if (!ops.isEmpty())
            return Step{ops, stack.newest().label};
    }
    return std::nullopt;
}

void UndoHistory::move(Stack &from, Stack &to, const ChangeSet &changes)
{
    const QString label = from.pop().label;
    // What really changed, not what was asked for: a deletion also releases what referred to the shape.
    const ChangeSet made = coalesced(changes);
    if (!made.isEmpty())
        to.push({{}, label, made});
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
