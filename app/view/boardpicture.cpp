#include "app/view/boardpicture.h"

#include "app/view/inkplayback.h"
#include "app/view/lassoarea.h"
#include "common/model/attachment.h"
#include "common/model/geometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// A rectangle that no font's rendering of the text goes past.
QRectF roomyTextBounds(const Shape &shape)
{
    qsizetype longest = 0;
    qsizetype lines = 0;
    for (const QStringView line : QStringView(shape.text).split(u'\n')) {
        longest = std::max(longest, line.size());
        ++lines;
    }
    const QRectF box = frameOf(shape.box);
    const bool wraps = shape.kind != Kind::Text && shape.kind != Kind::Frame;
    // Letters are hardly ever wider than they are high. What is wrapped has at worst a line a letter.
    const double width = wraps ? std::max(box.width(), shape.font.size * 2) : double(longest) * shape.font.size * 1.2;
    const double lineCount =
        wraps ? double(lines) + double(shape.text.size()) * shape.font.size * 1.2 / std::max(width, 1.0) * 2
              : double(lines);
    const double height = (lineCount + 1) * shape.font.size * lineSpacing;
    // Aligned at either side, so room on both.
    const double reach = std::hypot(width + box.width() / 2, height + box.height() / 2);
    if (shape.box.angle != 0) {
        const QPointF center = centerOf(shape.box);
        return {center.x() - reach, center.y() - reach, 2 * reach, 2 * reach};
    }
    const double extraWidth = std::max(0.0, width - box.width());
    const double extraHeight = std::max(0.0, height - box.height());
    return box.adjusted(-extraWidth, -extraHeight, extraWidth, extraHeight);
}

/// Where the picture changes when ink is drawn on: only at its end. Nothing where it may have changed anywhere.
std::optional<QRectF> inkGrowth(const Shape &before, const ShapeGeometry &old, const Shape &after,
                                const ShapeGeometry &now)
{
    Shape same = before;
    same.points = after.points;
    same.box = after.box;
    same.changed = after.changed;
    if (same != after || before.box.angle != 0 || after.box.angle != 0 || !now.area.isEmpty() || !now.ink.growth)
        return std::nullopt;
    const QTransform toNow = QTransform::fromTranslate(now.inkOffset.x(), now.inkOffset.y()) * toScene(after);
    const QTransform toOld = QTransform::fromTranslate(old.inkOffset.x(), old.inkOffset.y()) * toScene(before);
    const QPointF moved = toNow.map(QPointF()) - toOld.map(QPointF());
    if (toNow.m11() != toOld.m11() || toNow.m22() != toOld.m22() || moved.manhattanLength() > 1e-6)
        return std::nullopt;
    return toNow.mapRect(*now.ink.growth).adjusted(-1, -1, 1, 1);
}

/// Whether some of the line lies in the area: Liang and Barsky's clipping.
bool crosses(const QLineF &line, const QRectF &area)
{
    double enter = 0;
    double leave = 1;
    const auto clip = [&](double direction, double room) {
        if (direction == 0)
            return room >= 0;
        const double at = room / direction;
        if (direction < 0)
            enter = std::max(enter, at);
        else
            leave = std::min(leave, at);
        return enter <= leave;
    };
    return clip(-line.dx(), line.x1() - area.left()) && clip(line.dx(), area.right() - line.x1()) &&
           clip(-line.dy(), line.y1() - area.top()) && clip(line.dy(), area.bottom() - line.y1());
}

} // namespace

QRectF roomyBounds(const Shape &shape)
{
    const QRectF bounds = paintBounds(shape);
    return shape.text.isEmpty() ? bounds : bounds | roomyTextBounds(shape);
}

bool reaches(const Shape &shape, const QRectF &area)
{
    const QList<QPointF> outline = outlineOf(shape);
    QPointF last = outline.isEmpty() ? QPointF() : outline.first();
    for (const QPointF &point : outline) {
        if (crosses({last, point}, area))
            return true;
        last = point;
    }
    // An area that lies within a filled shape meets none of its edges.
    return hits(shape, area.center(), 0);
}

void BoardPicture::reset()
{
    m_index.clear();
    m_geometry.clear();
    m_attached.clear();
    m_lifted.clear();
    m_growing.clear();
    m_index.reserve(m_document.size());
    for (const ShapeRef &shape : m_document.inPaintOrder()) {
        attach(*shape);
        if (m_hidden.contains(shape->id))
            continue;
        const ShapeRef after = asShown(shape);
        m_index.set(after, roomyBounds(*after));
    }
}

BoardPicture::Spoilt BoardPicture::apply(const ChangeSet &changes)
{
    Spoilt spoilt;
    for (const Change &change : changes) {
        if (change.before)
            detach(*change.before);
        if (change.after)
            attach(*change.after);
    }
    for (const Change &change : changes) {
        refresh(change.id(), spoilt);
        const auto arrows = m_attached.constFind(change.id());
        if (arrows == m_attached.cend())
            continue;
        for (const ShapeId &arrow : *arrows)
            refresh(arrow, spoilt);
    }
    return spoilt;
}

BoardPicture::Spoilt BoardPicture::setHidden(const QSet<ShapeId> &ids)
{
    const QSet<ShapeId> changed = (ids - m_hidden) | (m_hidden - ids);
    m_hidden = ids;
    Spoilt spoilt;
    for (const ShapeId &id : changed)
        refresh(id, spoilt);
    return spoilt;
}

BoardPicture::Spoilt BoardPicture::showFirst(const QHash<ShapeId, qsizetype> &numbers)
{
    const QHash<ShapeId, qsizetype> before = std::exchange(m_growing, numbers);
    Spoilt spoilt;
    for (auto stroke = before.cbegin(); stroke != before.cend(); ++stroke) {
        if (!numbers.contains(stroke.key()))
            refresh(stroke.key(), spoilt);
    }
    for (auto stroke = numbers.cbegin(); stroke != numbers.cend(); ++stroke) {
        if (before.value(stroke.key()) != *stroke)
            refresh(stroke.key(), spoilt);
    }
    return spoilt;
}

ShapeRef BoardPicture::asShown(const ShapeRef &stored) const
{
    if (const auto growing = m_growing.constFind(stored->id); growing != m_growing.cend())
        return firstOfInk(stored, *growing);
    return followed(stored, [this](const ShapeId &target) { return m_document.find(target); });
}

QList<QRectF> BoardPicture::lift(const QSet<ShapeId> &ids)
{
    QList<QRectF> areas;
    for (const ShapeId &id : ids) {
        const ShapeRef shape = m_index.find(id);
        if (!shape)
            continue;
        areas.append(m_index.boundsOf(id));
        m_index.remove(id);
        m_lifted.insert(id, shape);
    }
    return areas;
}

QList<QRectF> BoardPicture::land()
{
    QList<QRectF> areas;
    for (const ShapeRef &shape : std::exchange(m_lifted, {})) {
        areas.append(roomyBounds(*shape));
        m_index.set(shape, areas.last());
    }
    return areas;
}

QList<ShapeRef> BoardPicture::shown(const QRectF &area) const
{
    QList<ShapeRef> shapes = m_index.query(area);
    for (const ShapeRef &shape : m_lifted) {
        if (touches(roomyBounds(*shape), area))
            shapes.append(shape);
    }
    std::sort(shapes.begin(), shapes.end(), PaintsBefore{});
    return shapes;
}

QList<ShapeRef> BoardPicture::inside(const QRectF &area) const
{
    // The index keeps roomy bounds: what they lie in need not be measured.
    QList<ShapeRef> shapes = m_index.query(area, [&area](const ShapeRef &shape, const QRectF &bounds) {
        return area.contains(bounds) || isInside(*shape, area);
    });
    for (const ShapeRef &shape : m_lifted) {
        if (isInside(*shape, area))
            shapes.append(shape);
    }
    return shapes;
}

QList<ShapeRef> BoardPicture::inside(const LassoArea &area) const
{
    QList<ShapeRef> shapes = m_index.query(area.bounds(), [&area](const ShapeRef &shape, const QRectF &bounds) {
        return area.surelyContains(bounds) || (!area.surelyMisses(bounds) && area.contains(*shape));
    });
    for (const ShapeRef &shape : m_lifted) {
        if (area.contains(*shape))
            shapes.append(shape);
    }
    return shapes;
}

ShapeRef BoardPicture::shown(const ShapeId &id) const
{
    const ShapeRef inIndex = m_index.find(id);
    return inIndex ? inIndex : m_lifted.value(id);
}

void BoardPicture::refresh(const ShapeId &id, Spoilt &spoilt)
{
    const ShapeRef before = shown(id);
    const bool isLifted = m_lifted.contains(id);
    QList<QRectF> &areas = isLifted ? spoilt.live : spoilt.tiles;
    const ShapeRef stored = m_hidden.contains(id) ? ShapeRef() : m_document.find(id);
    if (!stored) {
        if (!before)
            return;
        areas.append(isLifted ? roomyBounds(*before) : m_index.boundsOf(id));
        if (!isLifted)
            spoilt.gone.append(areas.last());
        m_geometry.remove(before);
        m_index.remove(id);
        m_lifted.remove(id);
        return;
    }
    const ShapeRef after = asShown(stored);
    if (before && *before == *after)
        return;
    spoilt.shapes.insert(id);
    const QRectF bounds = roomyBounds(*after);
    if (before)
        areas.append(replace(before, after, isLifted ? roomyBounds(*before) : m_index.boundsOf(id), bounds));
    else
        areas.append(bounds);
    if (isLifted)
        m_lifted.insert(id, after);
    else
        m_index.set(after, bounds);
}

/// Puts a shape's geometry in place of that of what it was, and returns the areas in which the two differ.
QList<QRectF> BoardPicture::replace(const ShapeRef &before, const ShapeRef &after, const QRectF &boundsBefore,
                                    const QRectF &bounds)
{
    const bool grows = after->kind == Kind::Ink && after->points.size() > before->points.size();
    const GeometryRef old = grows ? m_geometry.geometry(before) : GeometryRef();
    m_geometry.replace(before, after);
    const auto growth = grows ? inkGrowth(*before, *old, *after, *m_geometry.geometry(after)) : std::nullopt;
    if (growth)
        return {*growth};
    return {boundsBefore, bounds};
}

void BoardPicture::attach(const Shape &arrow)
{
    for (const Binding &end : {arrow.from, arrow.to}) {
        if (end)
            m_attached[end->shape].insert(arrow.id);
    }
}

void BoardPicture::detach(const Shape &arrow)
{
    for (const Binding &end : {arrow.from, arrow.to}) {
        if (!end)
            continue;
        const auto arrows = m_attached.find(end->shape);
        if (arrows == m_attached.end())
            continue;
        arrows->remove(arrow.id);
        if (arrows->isEmpty())
            m_attached.erase(arrows);
    }
}

} // namespace sketchroom
