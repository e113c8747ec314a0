#include "app/editing/groups.h"

#include <QSet>

#include <algorithm>

namespace sketchroom {

namespace {

UpdateOp withGroups(const Shape &shape, const QList<QByteArray> &groups)
{
    return {shape.id, {{Register::Groups, groups}}};
}

template <class Predicate>
QList<ShapeRef> shapesThat(const Document &document, Predicate wanted)
{
    QList<ShapeRef> found;
    std::copy_if(document.inPaintOrder().begin(), document.inPaintOrder().end(), std::back_inserter(found), wanted);
    return found;
}

QSet<ShapeId> idsOf(const QList<ShapeRef> &shapes)
{
    QSet<ShapeId> ids;
    for (const ShapeRef &shape : shapes)
        ids.insert(shape->id);
    return ids;
}

} // namespace

QByteArray groupWithin(const Shape &shape, const QByteArray &enteredGroup)
{
    const qsizetype entered = enteredGroup.isEmpty() ? -1 : shape.groups.indexOf(enteredGroup);
    const qsizetype next = (entered < 0 ? shape.groups.size() : entered) - 1;
    return next < 0 ? QByteArray() : shape.groups.at(next);
}

QList<ShapeId> clickTargets(const Document &document, const Shape &shape, const QByteArray &enteredGroup)
{
    const QByteArray group = groupWithin(shape, enteredGroup);
    if (group.isEmpty())
        return {shape.id};
    QList<ShapeId> ids;
    for (const ShapeRef &other : document.inPaintOrder()) {
        if (other->locked == shape.locked && other->groups.contains(group))
            ids.append(other->id);
    }
    return ids;
}

QList<ShapeRef> withWholeGroups(const Document &document, const QList<ShapeRef> &shapes)
{
    QSet<QByteArray> groups;
    for (const ShapeRef &shape : shapes) {
        if (!shape->groups.isEmpty())
            groups.insert(shape->groups.back());
    }
    if (groups.isEmpty())
        return shapes;
    const QSet<ShapeId> ids = idsOf(shapes);
    return shapesThat(document, [&](const ShapeRef &shape) {
        const bool inGroup = !shape->groups.isEmpty() && groups.contains(shape->groups.back());
        return ids.contains(shape->id) || (inGroup && !shape->locked);
    });
}

QList<ShapeRef> withChildren(const Document &document, const QList<ShapeRef> &shapes)
{
    const auto isFrame = [](const ShapeRef &shape) { return shape->kind == Kind::Frame; };
    if (std::none_of(shapes.begin(), shapes.end(), isFrame))
        return shapes;
    const QSet<ShapeId> ids = idsOf(shapes);
    return shapesThat(document, [&](const ShapeRef &shape) {
        return ids.contains(shape->id) || (!shape->parent.isEmpty() && ids.contains(shape->parent));
    });
}

QList<Op> grouped(const QList<ShapeRef> &shapes, const QByteArray &group)
{
    QList<Op> ops;
    for (const ShapeRef &shape : shapes)
        ops.append(withGroups(*shape, shape->groups + QList<QByteArray>{group}));
    return ops;
}

QList<Op> ungrouped(const QList<ShapeRef> &shapes)
{
    QList<Op> ops;
    for (const ShapeRef &shape : shapes) {
        if (!shape->groups.isEmpty())
            ops.append(withGroups(*shape, shape->groups.first(shape->groups.size() - 1)));
    }
    return ops;
}

} // namespace sketchroom
