#include "app/editing/zorder.h"

#include "app/editing/attachments.h"
#include "common/model/geometry.h"
#include "common/model/zindex.h"

#include <algorithm>
#include <vector>

namespace sketchroom {

namespace {

using Order = QList<ShapeRef>;

/// The bounds of shapes where they are shown, worked out when they are first asked for.
class BoundsCache
{
public:
    explicit BoundsCache(const Document &document)
        : m_document(document)
    {
    }
    const QRectF &of(const ShapeRef &shape)
    {
        auto found = m_bounds.find(shape->id);
        if (found == m_bounds.end())
            found = m_bounds.insert(shape->id, paintBounds(*shown(m_document, shape)));
        return *found;
    }

private:
    const Document &m_document;
    QHash<ShapeId, QRectF> m_bounds;
};

/// Moves each of `ids` up past the next shape that overlaps it. One of them is never moved past another.
Order stepped(const Document &document, Order order, const QSet<ShapeId> &ids)
{
    BoundsCache bounds(document);
    for (qsizetype i = order.size() - 2; i >= 0; --i) {
        const ShapeRef shape = order.at(i);
        if (!ids.contains(shape->id))
            continue;
        for (qsizetype above = i + 1; above < order.size() && !ids.contains(order.at(above)->id); ++above) {
            if (!bounds.of(order.at(above)).intersects(bounds.of(shape)))
                continue;
            order.move(i, above);
            break;
        }
    }
    return order;
}

Order moved(const Document &document, Order order, const QSet<ShapeId> &ids, ZMove move)
{
    const auto isMoved = [&ids](const ShapeRef &shape) { return ids.contains(shape->id); };
    switch (move) {
    case ZMove::ToFront:
        std::stable_partition(order.begin(), order.end(), [&](const ShapeRef &shape) { return !isMoved(shape); });
        return order;
    case ZMove::ToBack:
        std::stable_partition(order.begin(), order.end(), isMoved);
        return order;
    case ZMove::Forward:
        return stepped(document, order, ids);
    case ZMove::Backward:
        break;
    }
    std::reverse(order.begin(), order.end());
    order = stepped(document, order, ids);
    std::reverse(order.begin(), order.end());
    return order;
}

} // namespace

QList<Op> reordered(const Document &document, const QSet<ShapeId> &ids, ZMove move)
{
    const Order before = document.shapes();
    const Order order = moved(document, before, ids, move);
    if (order == before)
        return {};

    QList<Op> ops;
    qsizetype next = 0;
    while (next < order.size()) {
        if (!ids.contains(order.at(next)->id)) {
            ++next;
            continue;
        }
        qsizetype end = next;
        while (end < order.size() && ids.contains(order.at(end)->id))
            ++end;
        const QByteArray below = next == 0 ? QByteArray() : order.at(next - 1)->z;
        const auto above = [&] { return end == order.size() ? QByteArray() : order.at(end)->z; };
        // Where no key fits between the neighbours (two shapes with the same one), those above get new ones too.
        QList<QByteArray> keys = zSequence(below, above(), end - next);
        while (keys.size() < end - next && end < order.size()) {
            ++end;
            keys = zSequence(below, above(), end - next);
        }
        for (qsizetype i = 0; i < keys.size(); ++i)
            ops.append(UpdateOp{order.at(next + i)->id, {{Register::Z, keys.at(i)}}});
        next = end;
    }
    return ops;
}

QList<QByteArray> zAboveAll(const Document &document, qsizetype count)
{
    return zSequence(document.topZ(), {}, count);
}

} // namespace sketchroom
