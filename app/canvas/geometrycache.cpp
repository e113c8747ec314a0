#include "app/canvas/geometrycache.h"

#include <algorithm>

namespace sketchroom {

namespace {

qsizetype sizeOf(const QPainterPath &path)
{
    return path.elementCount() * qsizetype(sizeof(QPainterPath::Element));
}

qsizetype sizeOf(const ShapeGeometry &geometry)
{
    qsizetype bytes = qsizetype(sizeof(ShapeGeometry)) + 256;
    for (const QPainterPath *path :
         {&geometry.area, &geometry.hatch, &geometry.outline, &geometry.marks, &geometry.solid})
        bytes += sizeOf(*path);
    for (const InkOutline::PieceRef &piece : geometry.ink.pieces)
        bytes += sizeOf(piece->path) + qsizetype(sizeof(InkOutline::Piece));
    bytes += geometry.ink.points.size() * qsizetype(sizeof(double));
    for (const TextLine &line : geometry.text.lines)
        bytes += line.text.size() * 2 + qsizetype(sizeof(TextLine));
    return bytes;
}

} // namespace

GeometryRef GeometryCache::get(const ShapeRef &shape)
{
    GeometryRef previous;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(shape.get());
        if (found != m_entries.end()) {
            found->used = ++m_clock;
            if (found->geometry)
                return found->geometry;
            previous = found->previous;
        }
    }
    // Made outside of the lock: two threads may make the same one, but none waits for another.
    GeometryRef geometry = makeGeometry(*shape, previous.get());
    const std::lock_guard lock(m_mutex);
    insert(shape, geometry, {});
    return geometry;
}

void GeometryCache::replace(const ShapeRef &before, const ShapeRef &after)
{
    if (before == after)
        return;
    const std::lock_guard lock(m_mutex);
    const Entry old = take(before.get());
    if (old.geometry && sameGeometry(*before, *after))
        insert(after, old.geometry, {});
    else if (before->kind == Kind::Ink && (old.geometry || old.previous))
        insert(after, {}, old.geometry ? old.geometry : old.previous);
}

void GeometryCache::remove(const ShapeRef &shape)
{
    const std::lock_guard lock(m_mutex);
    take(shape.get());
}

void GeometryCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_bytes = 0;
}

qsizetype GeometryCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

void GeometryCache::insert(const ShapeRef &shape, GeometryRef geometry, GeometryRef previous)
{
    take(shape.get());
    Entry entry{shape, std::move(geometry), std::move(previous), 0, ++m_clock};
    entry.bytes = entry.geometry ? sizeOf(*entry.geometry) : 0;
    m_bytes += entry.bytes;
    m_entries.insert(shape.get(), entry);
    trim();
}

GeometryCache::Entry GeometryCache::take(const Shape *shape)
{
    Entry entry = m_entries.take(shape);
    m_bytes -= entry.bytes;
    return entry;
}

void GeometryCache::trim()
{
    if (m_bytes <= m_budget)
        return;
    // Down to three quarters at once, oldest first, so that the search is rarely made.
    QList<const Entry *> byAge;
    byAge.reserve(m_entries.size());
    for (const Entry &entry : std::as_const(m_entries))
        byAge.append(&entry);
    std::sort(byAge.begin(), byAge.end(), [](const Entry *a, const Entry *b) { return a->used < b->used; });
    QList<const Shape *> oldest;
    qsizetype left = m_bytes;
    for (const Entry *entry : std::as_const(byAge)) {
        if (left <= m_budget / 4 * 3)
            break;
        left -= entry->bytes;
        oldest.append(entry->shape.get());
    }
    for (const Shape *shape : std::as_const(oldest))
        take(shape);
}

} // namespace sketchroom
