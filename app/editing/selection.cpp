#include "app/editing/selection.h"

#include <algorithm>

namespace sketchroom {

Selection::Selection(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &BoardSession::documentChanged, this, [this](const ChangeSet &changes) {
        if (m_ids.isEmpty())
            return;
        bool touched = false;
        bool lost = false;
        for (const Change &change : changes) {
            const bool ours = contains(change.id());
            touched = touched || ours;
            lost = lost || (ours && change.removed());
        }
        if (touched)
            m_shapes.reset();
        if (lost)
            dropMissing();
    });
    connect(&session, &BoardSession::documentReset, this, &Selection::dropMissing);
}

bool Selection::contains(const ShapeId &id) const
{
    if (!m_members)
        m_members.emplace(m_ids.begin(), m_ids.end());
    return m_members->contains(id);
}

const QList<ShapeRef> &Selection::unordered() const
{
    if (m_shapes)
        return *m_shapes;
    QList<ShapeRef> &found = m_shapes.emplace();
    m_inOrder = false;
    found.reserve(m_ids.size());
    for (const ShapeId &id : m_ids) {
        if (ShapeRef shape = m_session.document().find(id))
            found.append(std::move(shape));
    }
    return found;
}

QList<ShapeRef> Selection::shapes() const
{
    unordered();
    if (!std::exchange(m_inOrder, true))
        std::sort(m_shapes->begin(), m_shapes->end(), PaintsBefore());
    return *m_shapes;
}

void Selection::set(const QList<ShapeId> &ids)
{
    replace(standing(ids));
}

void Selection::add(const QList<ShapeId> &ids)
{
    replace(standing(m_ids + ids));
}

void Selection::toggle(const QList<ShapeId> &ids)
{
    const bool allIn = std::all_of(ids.begin(), ids.end(), [this](const ShapeId &id) { return contains(id); });
    if (!allIn)
        return add(ids);
    QList<ShapeId> rest = m_ids;
    rest.removeIf([&ids](const ShapeId &id) { return ids.contains(id); });
    replace(rest);
}

void Selection::dropMissing()
{
    m_shapes.reset();
    replace(standing(m_ids));
}

QList<ShapeId> Selection::standing(const QList<ShapeId> &ids) const
{
    QList<ShapeId> result;
    QSet<ShapeId> seen;
    for (const ShapeId &id : ids) {
        if (seen.contains(id) || !m_session.document().contains(id))
            continue;
        seen.insert(id);
        result.append(id);
    }
    return result;
}

void Selection::setShapes(const QList<ShapeRef> &shapes, const QList<ShapeId> &kept)
{
    QList<ShapeId> ids = kept;
    ids.reserve(kept.size() + shapes.size());
    for (const ShapeRef &shape : shapes)
        ids.append(shape->id);
    if (!kept.isEmpty())
        return set(ids);
    if (ids == m_ids)
        return;
    m_ids = ids;
    m_members.reset();
    m_shapes = shapes;
    m_inOrder = false;
    Q_EMIT changed();
}

void Selection::replace(const QList<ShapeId> &ids)
{
    if (ids == m_ids)
        return;
    m_ids = ids;
    m_members.reset();
    m_shapes.reset();
    Q_EMIT changed();
}

} // namespace sketchroom
