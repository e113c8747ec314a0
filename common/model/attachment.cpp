#include "common/model/attachment.h"

#include "common/model/geometry.h"

#include <algorithm>

namespace sketchroom {

namespace {

bool pull(QPointF &end, const Binding &binding, const FindShape &find)
{
    if (!binding)
        return false;
    const ShapeRef target = find(binding->shape);
    if (!target)
        return false;
    end = anchorPoint(*target, *binding);
    return true;
}

} // namespace

ShapeRef followed(const ShapeRef &arrow, const FindShape &find)
{
    if (!arrow->from && !arrow->to)
        return arrow;
    QList<QPointF> path = scenePoints(*arrow);
    if (path.size() < 2)
        return arrow;
    const bool startMoved = pull(path.first(), arrow->from, find);
    const bool endMoved = pull(path.last(), arrow->to, find);
    if (!startMoved && !endMoved)
        return arrow;

    auto moved = std::make_shared<Shape>(*arrow);
    moved->points.clear();
    moved->points.reserve(path.size() * 2);
    for (const QPointF &point : path)
        moved->points << point.x() << point.y();
    moved->box = boxOfPoints(moved->points, 2);
    return moved;
}

namespace {

struct Sound
{
    const Document &document;
    const QHash<ShapeId, Kind> &coming;

    std::optional<Kind> kindOf(const ShapeId &id) const
    {
        if (const auto found = coming.constFind(id); found != coming.cend())
            return *found;
        const ShapeRef shape = document.find(id);
        return shape ? std::optional(shape->kind) : std::nullopt;
    }
    bool isFrame(const ShapeId &id) const { return kindOf(id) == Kind::Frame; }
    bool isDangling(const Binding &binding) const
    {
        const auto kind = binding ? kindOf(binding->shape) : std::nullopt;
        return binding && (!kind || !canBeAttachedTo(*kind));
    }

    Op operator()(const CreateOp &op) const
    {
        const Shape &shape = *op.shape;
        const bool loseParent = !shape.parent.isEmpty() && (!canBeFramed(shape.kind) || !isFrame(shape.parent));
        if (!loseParent && !isDangling(shape.from) && !isDangling(shape.to))
            return op;
        auto sound = std::make_shared<Shape>(shape);
        if (loseParent)
            sound->parent.clear();
        if (isDangling(shape.from))
            sound->from.reset();
        if (isDangling(shape.to))
            sound->to.reset();
        return CreateOp{sound};
    }

    Op operator()(const UpdateOp &op) const
    {
        UpdateOp sound = op;
        const auto kind = kindOf(op.id);
        for (RegisterValue &entry : sound.set) {
            if (entry.reg == Register::Parent) {
                const auto &parent = std::get<QByteArray>(entry.value);
                if (!parent.isEmpty() && (!isFrame(parent) || (kind && !canBeFramed(*kind))))
                    entry.value = QByteArray();
            } else if (const auto *binding = std::get_if<Binding>(&entry.value); binding && isDangling(*binding)) {
                entry.value = Binding();
            }
        }
        return sound;
    }

    template <class Other>
    Op operator()(const Other &op) const
    {
        return op;
    }
};

} // namespace

QList<Op> inOrderOfReferences(const QList<Op> &ops)
{
    QSet<ShapeId> seen;
    QSet<ShapeId> deleted;
    QSet<ShapeId> remade; // deleted, and made anew as another kind
    for (const Op &op : ops) {
        const ShapeId &id = shapeIdOf(op);
        if (seen.contains(id) && !deleted.contains(id) && std::holds_alternative<SpliceOp>(op))
            continue;
        if (seen.contains(id)) {
            if (!deleted.contains(id) || !std::holds_alternative<CreateOp>(op))
                return ops;
            remade.insert(id);
        }
        seen.insert(id);
        if (std::holds_alternative<DeleteOp>(op))
            deleted.insert(id);
    }
    struct Rank
    {
        const QSet<ShapeId> &remade;

        int operator()(const CreateOp &op) const
        {
            if (op.shape->kind == Kind::Frame)
                return 1;
            return canBeAttachedTo(op.shape->kind) ? 2 : 3;
        }
        int operator()(const UpdateOp &) const { return 4; }
        int operator()(const AppendOp &) const { return 4; }
        int operator()(const SpliceOp &) const { return 4; }
        int operator()(const DeleteOp &op) const { return remade.contains(op.id) ? 0 : 5; }
    };
    QList<Op> sorted = ops;
    std::stable_sort(sorted.begin(), sorted.end(), [rank = Rank{remade}](const Op &a, const Op &b) {
        return std::visit(rank, a) < std::visit(rank, b);
    });
    return sorted;
}

Op withSoundReferences(const Op &op, const Document &document, const QHash<ShapeId, Kind> &coming)
{
    return std::visit(Sound{document, coming}, op);
}

UpdateOp release(const Shape &referrer, const ShapeId &gone, const Document &document)
{
    UpdateOp update{referrer.id, {}};
    if (referrer.parent == gone)
        update.set.append({Register::Parent, QByteArray()});
    const bool from = referrer.from && referrer.from->shape == gone;
    const bool to = referrer.to && referrer.to->shape == gone;
    if (!from && !to)
        return update;
    const ShapeRef arrow = document.find(referrer.id);
    const ShapeRef moved = followed(arrow, [&](const ShapeId &id) { return document.find(id); });
    if (moved != arrow) {
        update.set.append({Register::Box, moved->box});
        update.set.append({Register::Points, moved->points});
    }
    if (from)
        update.set.append({Register::From, Binding()});
    if (to)
        update.set.append({Register::To, Binding()});
    return update;
}

} // namespace sketchroom
