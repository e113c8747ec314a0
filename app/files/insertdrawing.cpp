#include "app/files/insertdrawing.h"

#include "common/model/attachment.h"
#include "common/model/geometry.h"
#include "common/model/zindex.h"

#include <QSet>

#include <utility>

namespace sketchroom {

namespace {

/// Of `points` in one operation; a quarter of a megabyte of JSON at the most, and whole points of two or three numbers.
constexpr qsizetype numbersPerOp = 9'000;

/// Which id a shape or group of the drawing has on the board.
class Ids final
{
public:
    Ids(QSet<QByteArray> taken, Random &random)
        : m_taken(std::move(taken))
        , m_random(random)
    {
    }

    QByteArray give(const QByteArray &id)
    {
        const auto known = m_given.constFind(id);
        if (known != m_given.constEnd())
            return *known;
        QByteArray given = id;
        while (m_taken.contains(given))
            given = makeId(m_random);
        m_taken.insert(given);
        m_given.insert(id, given);
        return given;
    }
    /// Empty for one that the drawing does not have.
    QByteArray find(const QByteArray &id) const { return m_given.value(id); }

private:
    QSet<QByteArray> m_taken;
    QHash<QByteArray, QByteArray> m_given;
    Random &m_random;
};

void follow(Binding &binding, const Ids &ids)
{
    if (!binding)
        return;
    binding->shape = ids.find(binding->shape);
    if (binding->shape.isEmpty())
        binding.reset();
}

void appendOps(QList<Op> &ops, Shape shape)
{
    const PointList points = shape.points;
    shape.points = points.first(qMin(points.size(), numbersPerOp));
    const ShapeId id = shape.id;
    ops.append(CreateOp{std::make_shared<const Shape>(std::move(shape))});
    for (qsizetype at = numbersPerOp; at < points.size(); at += numbersPerOp)
        ops.append(AppendOp{id, at, points.sliced(at, qMin(numbersPerOp, points.size() - at))});
}

} // namespace

QList<ShapeRef> makeBoard(const Drawing &drawing, const Stamp &stamp)
{
    QHash<ShapeId, Kind> kinds;
    kinds.reserve(drawing.shapes.size());
    for (const ShapeRef &shape : drawing.shapes)
        kinds.insert(shape->id, shape->kind);
    QList<ShapeRef> board;
    board.reserve(drawing.shapes.size());
    for (const ShapeRef &shape : drawing.shapes) {
        const Op sound = withSoundReferences(CreateOp{shape}, {}, kinds);
        auto stamped = std::make_shared<Shape>(*std::get<CreateOp>(sound).shape);
        stamped->by = stamp.by;
        stamped->made = stamped->changed = stamp.at;
        board.append(std::move(stamped));
    }
    return board;
}

QList<Op> makeInsertOps(const Drawing &drawing, const Document &board, QPointF center, Random &random)
{
    QSet<QByteArray> takenIds;
    QSet<QByteArray> takenGroups;
    for (const ShapeRef &shape : board.inPaintOrder()) {
        takenIds.insert(shape->id);
        takenGroups.unite(QSet<QByteArray>(shape->groups.begin(), shape->groups.end()));
    }
    Ids ids(std::move(takenIds), random);
    Ids groups(std::move(takenGroups), random);
    for (const ShapeRef &shape : drawing.shapes)
        ids.give(shape->id);

    const QPointF shift = board.isEmpty() ? QPointF() : center - boundsOf(drawing.shapes).center();
    const QByteArray top = board.topZ();
    const QList<QByteArray> keys = board.isEmpty() ? QList<QByteArray>() : zSequence(top, {}, drawing.shapes.size());

    QList<Op> ops;
    ops.reserve(drawing.shapes.size());
    for (qsizetype i = 0; i < drawing.shapes.size(); ++i) {
        Shape shape = *drawing.shapes.at(i);
        shape.id = ids.find(shape.id);
        shape.parent = ids.find(shape.parent);
        follow(shape.from, ids);
        follow(shape.to, ids);
        for (QByteArray &group : shape.groups)
            group = groups.give(group);
        shape.box.x += shift.x();
        shape.box.y += shift.y();
        if (!board.isEmpty())
            shape.z = keys.value(i, top); // no key is left above one of the greatest length: then it lies beside it
        appendOps(ops, std::move(shape));
    }
    return ops;
}

} // namespace sketchroom
