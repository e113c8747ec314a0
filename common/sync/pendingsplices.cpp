#include "common/sync/replica.h"

#include <algorithm>
#include <limits>

// Replica: splices that are pending.

namespace sketchroom {

namespace {

constexpr qint64 always = std::numeric_limits<qint64>::max();

bool isSpliceOf(const Op &op, const ShapeId &id)
{
    return std::holds_alternative<SpliceOp>(op) && shapeIdOf(op) == id;
}

bool hasSplices(const QList<Op> &ops)
{
    return std::any_of(ops.begin(), ops.end(), [](const Op &op) { return std::holds_alternative<SpliceOp>(op); });
}

} // namespace

bool Replica::splicesLater(const ShapeId &id, qint64 editId) const
{
    const auto ops = m_pendingOps.constFind(id);
    return ops != m_pendingOps.cend() && std::any_of(ops->begin(), ops->end(), [&](const PendingOp &position) {
               return position.editId > editId &&
                      isSpliceOf(m_pending.at(position.editId).edit.ops.at(position.index), id);
           });
}

Replica::Texts Replica::textsAfter(qint64 editId, Which which) const
{
    Texts texts;
    for (auto ops = m_pendingOps.cbegin(); ops != m_pendingOps.cend(); ++ops) {
        const bool isTouched = ops->constFirst().editId <= editId;
        if ((which == Which::Touched && !isTouched) || !splicesLater(ops.key(), editId))
            continue;
        if (const ShapeRef shape = replayed(ops.key(), editId))
            texts.insert(ops.key(), shape->text);
    }
    return texts;
}

void Replica::moveOverChanges(const Texts &before, qint64 editId)
{
    for (auto text = before.cbegin(); text != before.cend(); ++text) {
        const ShapeRef now = replayed(text.key(), editId);
        if (now && now->text != *text)
            movePending(text.key(), editId, always, differences(*text, now->text));
    }
}

void Replica::movePendingOver(const CommittedEdit &edit, const ChangeSet &changes)
{
    if (m_pendingOps.isEmpty())
        return;
    const auto edits = textEdits(edit.ops, changes);
    for (auto each = edits.cbegin(); each != edits.cend(); ++each) {
        if (splicesLater(each.key(), 0) && !each->anew)
            movePending(each.key(), 0, edit.seq, each->splices);
    }
    for (const Change &change : changes) {
        if (change.removed() && splicesLater(change.id(), 0))
            m_deletedTexts.insert(change.id(), change.before->text);
        else if (change.added() && m_deletedTexts.contains(change.id()))
            movePending(change.id(), 0, edit.seq, differences(m_deletedTexts.take(change.id()), change.after->text));
    }
}

void Replica::movePending(const ShapeId &id, qint64 editId, qint64 seq, Splices steps)
{
    const auto places = m_pendingOps.constFind(id);
    if (places == m_pendingOps.cend())
        return;
    QList<qint64> edits;
    for (const PendingOp &position : *places) {
        if (position.editId > editId && (edits.isEmpty() || edits.constLast() != position.editId))
            edits.append(position.editId);
    }
    for (const qint64 each : std::as_const(edits)) {
        QList<Op> ops;
        bool isMoved = false;
        for (const Op &op : m_pending.at(each).edit.ops) {
            const auto *splice = std::get_if<SpliceOp>(&op);
            if (shapeIdOf(op) == id && !splice && touchesText(op))
                steps.clear(); // whatever the text was, it is as this says
            if (!splice || splice->id != id || steps.isEmpty() || (seq != always && splice->base >= seq)) {
                if (splice && splice->id == id && seq != always && splice->base >= seq)
                    steps.clear();
                ops.append(op);
                continue;
            }
            MovedSplices next = moved({splice->splice}, steps);
            steps = std::move(next.earlier);
            if (next.later.isEmpty())
                next.later.append(Splice()); // others have removed all of it already
            for (const Splice &part : std::as_const(next.later))
                ops.append(SpliceOp{id, part, seq == always ? m_seq : seq});
            isMoved = true;
        }
        if (isMoved) {
            replaceOps(each, ops);
            m_moved.insert(each);
        }
        if (steps.isEmpty())
            return;
    }
}

void Replica::replaceOps(qint64 editId, const QList<Op> &ops)
{
    Pending &pending = m_pending.at(editId);
    unindexPending(pending.edit);
    pending.edit.ops = ops;
    indexPending(pending);
}

void Replica::acknowledge(const CommittedEdit &edit)
{
    Acknowledged own{edit.seq, {{edit.id, edit.gesture, edit.ops}, edit.at}, {}};
    for (const Op &op : edit.ops) {
        const ShapeRef shape = std::holds_alternative<SpliceOp>(op) ? m_confirmed.find(shapeIdOf(op)) : ShapeRef();
        if (shape)
            own.texts.insert(shape->id, shape->text);
    }
    m_acknowledged.push_back(std::move(own));
    constexpr size_t mostAcknowledged = 1'000;
    if (m_acknowledged.size() > mostAcknowledged)
        m_acknowledged.pop_front();
}

void Replica::basePendingOn(const CommittedEdit &own)
{
    QSet<qint64> later;
    for (const Op &op : own.ops) {
        if (!touchesText(op))
            continue;
        for (const PendingOp &position : m_pendingOps.value(shapeIdOf(op)))
            later.insert(position.editId);
    }
    for (const qint64 id : std::as_const(later)) {
        QList<Op> ops = m_pending.at(id).edit.ops;
        bool isBased = false;
        for (Op &op : ops) {
            auto *const splice = std::get_if<SpliceOp>(&op);
            if (!splice || splice->base >= own.seq)
                continue;
            splice->base = own.seq;
            isBased = true;
        }
        if (isBased) {
            replaceOps(id, ops);
            m_moved.insert(id);
        }
    }
}

QList<Replica::Pending> Replica::takeMoved()
{
    QList<qint64> ids = std::exchange(m_moved, {}).values();
    std::sort(ids.begin(), ids.end());
    QList<Pending> moved;
    for (const qint64 id : std::as_const(ids))
        moved.append(m_pending.at(id));
    return moved;
}

Edit Replica::toSend(const Edit &edit, Splicing host) const
{
    if (!hasSplices(edit.ops))
        return edit;
    Edit told = edit;
    QSet<ShapeId> whole;
    told.ops.clear();
    for (const Op &op : edit.ops) {
        const auto *splice = std::get_if<SpliceOp>(&op);
        if (!splice) {
            told.ops.append(op);
            continue;
        }
        if (host == Splicing::Unknown) {
            const ShapeRef shape = whole.contains(splice->id) ? ShapeRef() : replayed(splice->id, edit.id);
            whole.insert(splice->id);
            if (shape)
                told.ops.append(UpdateOp{splice->id, {{Register::Text, shape->text}}});
            continue;
        }
        SpliceOp based = *splice;
        based.base = m_seq;
        based.after = 0;
        for (const PendingOp &position : m_pendingOps.value(splice->id)) {
            if (position.editId < edit.id && touchesText(m_pending.at(position.editId).edit.ops.at(position.index)))
                based.after = position.editId;
        }
        told.ops.append(based);
    }
    return told;
}

} // namespace sketchroom
