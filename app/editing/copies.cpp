#include "app/editing/copies.h"

#include "app/editing/transform.h"
#include "app/editing/zorder.h"

namespace sketchroom {

namespace {

Binding remapped(const Binding &binding, const QHash<ShapeId, ShapeId> &ids)
{
    if (!binding || !ids.contains(binding->shape))
        return {};
    return Anchor{ids.value(binding->shape), binding->u, binding->v};
}

} // namespace

QList<Shape> copiesOf(const QList<ShapeRef> &shapes, const Document &document, QPointF by,
                      const std::function<ShapeId()> &newId)
{
    QHash<ShapeId, ShapeId> ids;
    QHash<QByteArray, QByteArray> groups;
    for (const ShapeRef &shape : shapes) {
        ids.insert(shape->id, newId());
        for (const QByteArray &group : shape->groups) {
            if (!groups.contains(group))
                groups.insert(group, newId());
        }
    }

    const QList<QByteArray> keys = zAboveAll(document, shapes.size());
    QList<Shape> copies;
    copies.reserve(shapes.size());
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        Shape copy = *shapes.at(i);
        copy.id = ids.value(copy.id);
        copy.z = keys.value(i, copy.z);
        copy.box = translated(copy.box, by);
        for (QByteArray &group : copy.groups)
            group = groups.value(group);
        if (!document.contains(copy.parent))
            copy.parent.clear();
        copy.parent = ids.value(shapes.at(i)->parent, copy.parent);
        copy.from = remapped(copy.from, ids);
        copy.to = remapped(copy.to, ids);
        copies.append(std::move(copy));
    }
    return copies;
}

QList<ShapeId> idsOf(const QList<Shape> &shapes)
{
    QList<ShapeId> ids;
    ids.reserve(shapes.size());
    for (const Shape &shape : shapes)
        ids.append(shape.id);
    return ids;
}

} // namespace sketchroom
