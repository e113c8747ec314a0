#include "app/editing/selection.h"

#include <algorithm>

namespace sketchroom {

Selection::Selection(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &BoardSession::documentChanged, this, [this](const ChangeSet &changes) {
        m_shapes.reset();
        const bool lost = std::any_of(changes.begin(), changes.end(), [this](const Change &change) {
            return change.removed() && m_members.contains(change.id());
        });
        if (lost)
            dropMissing();
    });
    connect(&session, &BoardSession::documentReset, this, &Selection::dropMissing);
}

QList<ShapeRef> Selection::shapes() const
{
    if (m_shapes)
        return *m_shapes;
    QList<ShapeRef> &found = m_shapes.emplace();
    found.reserve(m_ids.size());
    for (const ShapeId &id : m_ids) {
        if (ShapeRef shape = m_session.document().find(id))
            found.append(std::move(shape));
    }
    std::sort(found.begin(), found.end(), PaintsBefore());
    return found;
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

void Selection::replace(const QList<ShapeId> &ids)
{
    if (ids == m_ids)
        return;
    m_ids = ids;
    m_shapes.reset();
    m_members = QSet<ShapeId>(ids.begin(), ids.end());
    Q_EMIT changed();
}

} // namespace sketchroom
