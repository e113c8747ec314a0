#include "app/render/geometrycache.h"

#include "common/model/registers.h"

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

GeometryCache::Entry GeometryCache::find(const ShapeRef &shape)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(shape.get());
    if (found == m_entries.end())
        return {shape, {}, {}, {}, {}};
    found->used = ++m_clock;
    return *found;
}

FlatRef GeometryCache::flat(const ShapeRef &shape, int detail)
{
    Entry entry = find(shape);
    if (entry.flat && entry.flat->detail >= detail)
        return entry.flat;
    // Made outside of the lock: two threads may make the same one, but none waits for another.
    const bool grows = entry.geometry || entry.geometryBefore;
    const GeometryRef geometry = entry.geometry ? entry.geometry : makeGeometry(*shape, entry.geometryBefore.get());
    entry.flat = flattened(*shape, *geometry, detail, entry.flatBefore.get());
    entry.flatBefore.reset();
    if (grows)
        entry.geometry = geometry;
    FlatRef flat = entry.flat;
    const std::lock_guard lock(m_mutex);
    insert(std::move(entry));
    return flat;
}

GeometryRef GeometryCache::geometry(const ShapeRef &shape)
{
    Entry entry = find(shape);
    if (entry.geometry)
        return entry.geometry;
    GeometryRef geometry = makeGeometry(*shape, entry.geometryBefore.get());
    entry.geometry = geometry;
    const std::lock_guard lock(m_mutex);
    insert(std::move(entry));
    return geometry;
}

void GeometryCache::replace(const ShapeRef &before, const ShapeRef &after)
{
    if (before == after)
        return;
    const std::lock_guard lock(m_mutex);
    Entry entry = take(before.get());
    if (!entry.shape)
        return;
    entry.shape = after;
    if (!sameOutline(*before, *after)) {
        if (before->kind != Kind::Ink)
            return;
        if (entry.flat)
            entry.flatBefore = std::exchange(entry.flat, {});
        if (entry.geometry)
            entry.geometryBefore = std::exchange(entry.geometry, {});
    }
    insert(std::move(entry));
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

void GeometryCache::insert(Entry entry)
{
    const Shape *key = entry.shape.get();
    take(key);
    if (entry.geometry)
        entry.geometryBefore.reset();
    entry.bytes = (entry.flat ? entry.flat->bytes : 0) + (entry.geometry ? sizeOf(*entry.geometry) : 0);
    entry.used = ++m_clock;
    m_bytes += entry.bytes;
    m_entries.insert(key, entry);
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
