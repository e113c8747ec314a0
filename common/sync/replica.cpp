#include "common/sync/replica.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace sketchroom {

namespace {

struct ReplicaSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Replica)
};

/// Whether the host would take all numbers in the operation; JSON has no others either.
struct HasLawfulNumbers
{
    bool operator()(const CreateOp &op) const
    {
        const Shape &shape = *op.shape;
        return std::all_of(registers().begin(), registers().end(), [&](const RegisterInfo &row) {
            return !row.usedBy(shape.kind) || isInRange(row, row.get(shape));
        });
    }
    bool operator()(const UpdateOp &op) const
    {
        return std::all_of(op.set.begin(), op.set.end(),
                           [](const RegisterValue &entry) { return isInRange(info(entry.reg), entry.value); });
    }
    bool operator()(const AppendOp &op) const { return isInRange(info(Register::Points), op.points); }
    bool operator()(const DeleteOp &) const { return true; }
    bool operator()(const SpliceOp &) const { return true; }
};

} // namespace

Result<Replica::Local> Replica::edit(const QList<Op> &ops, const GestureId &gesture, qint64 nowMs)
{
    for (const Op &op : ops) {
        if (!std::visit(HasLawfulNumbers(), op))
            return failure(ErrorCode::Invalid, ReplicaSentences::tr("That would make a shape too large, too small, or "
                                                                    "put it too far away. It stays as it was."));
    }
    auto applied = m_visible.apply(ops, {m_client, nowMs});
    if (!applied)
        return tl::unexpected(applied.error());
    for (Op &op : applied->ops) {
        if (auto *splice = std::get_if<SpliceOp>(&op))
            splice->base = m_seq;
    }
    Edit edit{++m_lastEditId, gesture, applied->ops};
    addPending({edit, nowMs});
    return Local{std::move(edit), std::move(applied->changes)};
}

ChangeSet Replica::confirm(const CommittedEdit &edit)
{
    if (edit.seq <= m_seq)
        return {};
    m_seq = edit.seq;
    const bool settles = edit.client == m_client;
    const bool isOurs = settles && edit.id > 0 && m_pending.contains(edit.id);
    const Texts texts = settles ? textsAfter(edit.id, Which::Touched) : Texts();
    if (settles && edit.id > 0)
        acknowledge(edit);
    // The host sends what it applied; were one operation not to fit, the others would still count.
    const ChangeSet changes = m_confirmed.applyLeniently(edit.ops, {edit.client, edit.at});
    if (!isOurs)
        movePendingOver(edit, changes);
    QSet<ShapeId> touched;
    for (const Change &change : changes)
        touched.insert(change.id());
    qint64 &lastEdit = m_lastEdits[edit.client];
    lastEdit = qMax(lastEdit, edit.id);
    if (settles) {
        // The host takes a client's edits by their ids: those before it that did not come were refused, and come no
        // more.
        const size_t before = m_pending.size();
        touched.unite(takePendingUpTo(edit.id));
        if (isOurs) {
            moveOverChanges(texts, edit.id);
            basePendingOn(edit);
        }
        m_refused += qint64(before - m_pending.size()) - (isOurs ? 1 : 0);
    }
    return refresh(touched);
}

ChangeSet Replica::reject(qint64 editId)
{
    const auto refused = m_pending.find(editId);
    if (refused == m_pending.end())
        return {};
    const Texts texts = textsAfter(editId, Which::Touched);
    const QSet<ShapeId> touched = takePending(refused);
    moveOverChanges(texts, editId);
    return refresh(touched);
}

void Replica::begin(const QByteArray &epoch, qint64 seq, const QList<ShapeRef> &shapes, qint64 lastEdit)
{
    m_epoch = epoch;
    m_seq = seq;
    setLastEditId(lastEdit);
    m_confirmed.reserve(shapes.size());
    for (const ShapeRef &shape : shapes)
        m_confirmed.put(shape);
    m_visible = m_confirmed;
}

ChangeSet Replica::reset(const QByteArray &epoch, qint64 seq, const QList<ShapeRef> &shapes, qint64 lastEdit)
{
    const Texts texts = textsAfter(lastEdit, Which::All);
    m_epoch = epoch;
    m_seq = seq;
    m_needsReset = false;
    QSet<ShapeId> touched;
    for (const ShapeRef &shape : m_visible.inPaintOrder())
        touched.insert(shape->id);
    takePendingUpTo(lastEdit);
    for (auto op = m_pendingOps.cbegin(); op != m_pendingOps.cend(); ++op)
        touched.insert(op.key());
    m_confirmed.clear();
    for (const ShapeRef &shape : shapes) {
        m_confirmed.put(shape);
        touched.insert(shape->id);
    }
    moveOverChanges(texts, lastEdit);
    return refresh(touched);
}

ChangeSet Replica::dropUpTo(qint64 lastEdit)
{
    const Texts texts = textsAfter(lastEdit, Which::Touched);
    const size_t before = m_pending.size();
    const QSet<ShapeId> touched = takePendingUpTo(lastEdit);
    moveOverChanges(texts, lastEdit);
    m_refused += qint64(before - m_pending.size());
    return refresh(touched);
}

ChangeSet Replica::repend(qint64 seq)
{
    QSet<ShapeId> touched;
    Texts confirmed; // of what is taken back below
    qint64 last = 0;
    for (const Acknowledged &own : std::exchange(m_acknowledged, {})) {
        if (own.seq <= seq)
            continue;
        const qint64 id = last = own.pending.edit.id;
        addPending(own.pending);
        for (const Op &op : own.pending.edit.ops)
            touched.insert(shapeIdOf(op));
        for (auto text = own.texts.cbegin(); text != own.texts.cend(); ++text) {
            const ShapeRef shape = m_confirmed.find(text.key());
            if (!shape)
                continue;
            if (!confirmed.contains(text.key())) {
                // Its confirmed text goes back to where the first of them is said against.
                confirmed.insert(text.key(), shape->text);
                auto earlier = std::make_shared<Shape>(*shape);
                earlier->text = *text;
                m_confirmed.put(earlier);
                m_needsReset = true;
            } else if (const ShapeRef now = replayed(text.key(), id - 1)) {
                movePending(text.key(), id - 1, std::numeric_limits<qint64>::max(), differences(*text, now->text));
            }
        }
    }
    moveOverChanges(confirmed, last);
    return refresh(touched);
}

void Replica::restore(const std::optional<BoardCopy> &board, const QList<Pending> &pending)
{
    const qint64 lastEditId = m_lastEditId;
    *this = Replica(m_client);
    setLastEditId(lastEditId);
    if (board)
        reset(board->epoch, board->seq, board->shapes, 0);
    QSet<ShapeId> touched;
    for (const Pending &each : pending) {
        setLastEditId(each.edit.id);
        addPending(each);
        for (const Op &op : each.edit.ops)
            touched.insert(shapeIdOf(op));
    }
    refresh(touched);
}

void Replica::indexPending(const Pending &pending)
{
    const qint64 id = pending.edit.id;
    for (qsizetype i = 0; i < pending.edit.ops.size(); ++i) {
        // By their ids, also where one comes back below later ones.
        QList<PendingOp> &ops = m_pendingOps[shapeIdOf(pending.edit.ops.at(i))];
        const auto place = std::upper_bound(ops.cbegin(), ops.cend(), id,
                                            [](qint64 before, const PendingOp &op) { return before < op.editId; });
        ops.insert(place, {id, i});
    }
}

void Replica::unindexPending(const Edit &edit)
{
    for (const Op &op : edit.ops) {
        const auto ops = m_pendingOps.find(shapeIdOf(op));
        if (ops == m_pendingOps.end())
            continue;
        ops->removeIf([&](const PendingOp &pending) { return pending.editId == edit.id; });
        if (ops->isEmpty())
            m_pendingOps.erase(ops);
    }
}

void Replica::addPending(Pending pending)
{
    indexPending(pending);
    const qint64 id = pending.edit.id;
    m_pending.emplace(id, std::move(pending));
}

QSet<ShapeId> Replica::takePending(PendingEdits::iterator position)
{
    QSet<ShapeId> touched;
    for (const Op &op : position->second.edit.ops)
        touched.insert(shapeIdOf(op));
    unindexPending(position->second.edit);
    m_settled.append(position->first);
    m_moved.remove(position->first);
    m_pending.erase(position);
    return touched;
}

QSet<ShapeId> Replica::takePendingUpTo(qint64 lastEdit)
{
    setLastEditId(lastEdit);
    QSet<ShapeId> touched;
    while (!m_pending.empty() && m_pending.begin()->first <= lastEdit)
        touched.unite(takePending(m_pending.begin()));
    return touched;
}

ShapeRef Replica::replayed(const ShapeId &id) const
{
    return replayed(id, std::numeric_limits<qint64>::max());
}

ShapeRef Replica::replayed(const ShapeId &id, qint64 editId) const
{
    ShapeRef shape = m_confirmed.find(id);
    const auto ops = m_pendingOps.constFind(id);
    if (ops == m_pendingOps.cend())
        return shape;
    for (const PendingOp &position : *ops) {
        if (position.editId > editId)
            break;
        const Pending &pending = m_pending.at(position.editId);
        if (auto after = applyToShape(shape, pending.edit.ops.at(position.index), {m_client, pending.at}))
            shape = std::move(*after);
    }
    return shape;
}

ChangeSet Replica::refresh(const QSet<ShapeId> &ids)
{
    ChangeSet changes;
    for (const ShapeId &id : ids) {
        const ShapeRef shape = replayed(id);
        const auto change = shape ? m_visible.put(shape) : m_visible.remove(id);
        const bool onlyStamps = change && change->before && change->after && change->registers.isEmpty();
        if (change && !onlyStamps)
            changes.append(*change);
    }
    return changes;
}

} // namespace sketchroom
