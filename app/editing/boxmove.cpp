#include "app/editing/boxmove.h"

#include "app/editing/attachments.h"
#include "app/editing/groups.h"

#include <QSet>

namespace sketchroom {

namespace {

/// What an arrow that is moved changes besides its box: attachments to shapes that stay, and points that had followed.
QList<RegisterValue> loosened(const Shape &arrow, const Shape &asShown, const QSet<ShapeId> &moved)
{
    QList<RegisterValue> values;
    if (arrow.from && !moved.contains(arrow.from->shape))
        values.append({Register::From, Binding()});
    if (arrow.to && !moved.contains(arrow.to->shape))
        values.append({Register::To, Binding()});
    if (arrow.points != asShown.points)
        values.append({Register::Points, asShown.points});
    return values;
}

} // namespace

BoxMove::BoxMove(const Document &document, const QList<ShapeRef> &shapes)
{
    QSet<ShapeId> ids;
    for (const ShapeRef &shape : withChildren(document, shapes)) {
        if (shape->locked)
            continue;
        ids.insert(shape->id);
        m_shapes.append(shape);
    }
    for (ShapeRef &shape : m_shapes) {
        if (shape->kind != Kind::Arrow)
            continue;
        const ShapeRef original = std::exchange(shape, shown(document, shape));
        m_loosened.insert(shape->id, loosened(*original, *shape, ids));
    }
}

QList<Op> BoxMove::opsFor(const Document &document, const Change &change) const
{
    QList<Op> ops;
    for (const ShapeRef &shape : m_shapes) {
        const ShapeRef now = document.find(shape->id);
        if (!now)
            continue;
        UpdateOp update{shape->id, change(*shape) + m_loosened.value(shape->id)};
        update.set.removeIf([&now](const RegisterValue &set) { return info(set.reg).get(*now) == set.value; });
        if (!update.set.isEmpty())
            ops.append(std::move(update));
    }
    return ops;
}

} // namespace sketchroom
