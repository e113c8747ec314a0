#include "app/files/excalidrawnearest.h"

#include "app/files/excalidrawlabel.h"
#include "app/files/excalidrawnames.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

struct ExcalidrawWriterSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ExcalidrawWriter)
};

/// Longer lines Excalidraw removes.
constexpr double longestLine = 75'000;
/// Shorter arrows too.
constexpr double shortestArrow = 0.1;
constexpr qsizetype longestId = 64;

bool isContainer(Kind kind)
{
    return kind == Kind::Rect || kind == Kind::Ellipse || kind == Kind::Diamond;
}

/// The arrow as it is shown; the very same where that is where its points are, so that they stay as they were.
ShapeRef shownArrow(const ShapeRef &arrow, const FindShape &find)
{
    constexpr double near = 1e-6;
    const ShapeRef pulled = followed(arrow, find);
    if (pulled == arrow)
        return arrow;
    const QList<QPointF> before = scenePoints(*arrow);
    const QList<QPointF> after = scenePoints(*pulled);
    const auto off = [](QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); };
    const bool moved = off(before.front(), after.front()) > near || off(before.back(), after.back()) > near;
    return moved ? pulled : arrow;
}

bool isTooLong(const Shape &shape)
{
    return std::abs(shape.box.w) > longestLine || std::abs(shape.box.h) > longestLine;
}

/// Whether a label turned like this is one in Excalidraw, which turns labels with their shapes, but not with arrows.
bool isTurnedLike(const Shape &label, const Shape &container)
{
    const double wanted = container.kind == Kind::Arrow ? 0 : container.box.angle;
    return std::abs(std::remainder(label.box.angle - wanted, 360)) < 1e-6;
}

/// Whether its corners look another way there: a radius is a quarter of a side at the most, that of a diamond always.
bool losesCorners(const Shape &shape)
{
    constexpr double seen = 0.5;
    constexpr double seenOfDiamonds = 4;
    const double here = cornerRadius(shape);
    const double quarter = qMin(std::abs(shape.box.w), std::abs(shape.box.h)) / 4;
    if (shape.kind == Kind::Diamond)
        return here > 0 && std::abs(here - quarter) > seenOfDiamonds;
    if (info(shape.kind).fillsBox)
        return info(shape.kind).hasCorners && here > quarter + seen && shape.kind != Kind::Frame;
    return info(shape.kind).hasCorners && here > seen;
}

} // namespace

QStringList ExcalidrawLosses::sentences() const
{
    QStringList list;
    const auto say = [&list](int count, const char *sentence) {
        if (count > 0)
            list.append(ExcalidrawWriterSentences::tr(sentence, nullptr, count));
    };
    say(polygons, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n shape(s) became a closed line each."));
    say(notes, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n note(s) became a rectangle each."));
    say(unknownKinds, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter",
                                        "%n shape(s) that only newer versions know became a rectangle each."));
    say(papers, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n text(s) got a rectangle as background."));
    if (!fonts.isEmpty())
        list.append(ExcalidrawWriterSentences::tr("Excalidraw does not have these fonts, and shows its own: %1.")
                        .arg(fonts.join(u", "_s)));
    say(corners, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n shape(s) got corners of another roundness."));
    say(arrowFills, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n closed arrow(s) lost the fill."));
    say(frameFills, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n frame(s) lost the fill."));
    say(turnedFrames, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter", "%n turned frame(s) came to stand upright."));
    say(unattached, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter",
                                      "%n end(s) of arrows came off a shape, and stayed in place."));
    say(images, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter",
                                  "%n image(s) could not be found on this computer, and stayed empty."));
    say(tooLong, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter",
                                   "%n line(s) had to be left out, since Excalidraw takes none that long."));
    say(invisible, QT_TRANSLATE_NOOP("sketchroom::ExcalidrawWriter",
                                     "%n shape(s) of which nothing can be seen had to be left out."));
    return list;
}

ExcalidrawNearest::ExcalidrawNearest(const QList<ShapeRef> &shapes, const FindShape &find)
{
    m_parts.reserve(shapes.size());
    for (const ShapeRef &shape : shapes) {
        m_taken.insert(shape->id);
        m_taken.unite(QSet<QByteArray>(shape->groups.begin(), shape->groups.end()));
    }
    tieLabels(shapes);
    for (const ShapeRef &shape : shapes)
        add(shape->kind == Kind::Arrow ? *shownArrow(shape, find) : *shape);
}

/// A label that the reader could not merge into its shape is a text in a group with it. It is a label again where
/// nobody has taken the two apart.
void ExcalidrawNearest::tieLabels(const QList<ShapeRef> &shapes)
{
    const auto isLabel = [](const Shape &shape) {
        return shape.kind == Kind::Text && shape.fill.none && !shape.text.isEmpty() && !shape.groups.isEmpty() &&
               shape.ext.json.contains("\"containerId\"") &&
               !keptText(keptElement(shape.ext).members, "containerId").isEmpty();
    };
    QHash<QByteArray, QList<ShapeRef>> pairs;
    for (const ShapeRef &shape : shapes) {
        if (isLabel(*shape))
            pairs.insert(shape->groups.front(), {});
    }
    for (const ShapeRef &shape : shapes) {
        if (const auto pair = shape->groups.isEmpty() ? pairs.end() : pairs.find(shape->groups.front());
            pair != pairs.end())
            pair->append(shape);
    }
    for (auto pair = pairs.cbegin(); pair != pairs.cend(); ++pair) {
        if (pair->size() != 2)
            continue;
        const bool labelFirst = pair->front()->kind == Kind::Text;
        const Shape &label = *(labelFirst ? pair->front() : pair->back());
        const Shape &container = *(labelFirst ? pair->back() : pair->front());
        const bool holds = (isContainer(container.kind) || container.kind == Kind::Arrow) && container.text.isEmpty();
        if (!holds || !isLabel(label) || !isTurnedLike(label, container))
            continue;
        m_containers.insert(label.id, container.id);
        m_labelGroups.insert(label.id, pair.key());
        m_labelGroups.insert(container.id, pair.key());
    }
}

void ExcalidrawNearest::add(const Shape &original)
{
    Shape shape = original;
    shape.groups.removeOne(m_labelGroups.value(shape.id));
    KeptElement kept = keptElement(shape.ext);
    countLooks(shape);
    switch (info(shape.kind).family) {
    case Family::Closed:
        return isContainer(shape.kind) ? addClosed(shape, kept) : addPolygon(shape);
    case Family::Note:
        return addClosed(shape, kept);
    case Family::Text:
        return addText(shape, std::move(kept));
    case Family::Line:
    case Family::Arrow:
    case Family::Ink:
        return addLinear(shape, kept);
    case Family::Frame:
        return addFrame(shape, std::move(kept));
    case Family::Image:
        return addPart({shape, {}, {}, {}, shape.z, std::move(kept)});
    }
}

void ExcalidrawNearest::addPart(ExcalidrawPart part)
{
    m_parts.append(std::move(part));
}

/// A note is a rectangle without an outline: what little of one it has is there to be seen on white.
void ExcalidrawNearest::addClosed(const Shape &shape, const KeptElement &kept)
{
    Shape closed = shape;
    if (shape.kind == Kind::Note) {
        ++m_losses.notes;
        closed.kind = Kind::Rect;
        closed.stroke = {};
        closed.width = 1;
        closed.rough = 0;
    }
    // What is embedded shows its address by itself, as long as nobody has put another text there.
    const QByteArray type = keptText(kept.members, "type");
    const QString address = QString::fromUtf8(keptText(kept.members, "link"));
    const bool embedded = shape.kind == Kind::Rect && (type == "embeddable" || type == "iframe") &&
                          (shape.text == shape.link || shape.text == address);
    if (!embedded)
        closed.text.clear();
    ExcalidrawPart part{closed, {}, {}, {}, shape.z, kept};
    part.embedded = embedded;
    addPart(std::move(part));
    if (!shape.text.isEmpty() && !embedded)
        addLabel(shape, kept);
}

void ExcalidrawNearest::addLabel(const Shape &container, const KeptElement &kept)
{
    ExcalidrawLabel label = excalidrawLabel(container, kept.label);
    const QByteArray before = keptText(kept.label, "id");
    label.text.id = isValidId(before) && !m_taken.contains(before) ? before : freshId(container.id, "-label");
    m_taken.insert(label.text.id);
    addPart({label.text, container.id, label.shown, container.text, keptText(kept.label, "index"), {kept.label, {}}});
}

/// A line along the outline, with sharp corners.
void ExcalidrawNearest::addPolygon(const Shape &shape)
{
    if (isTooLong(shape)) {
        ++m_losses.tooLong;
        return;
    }
    ++m_losses.polygons;
    Shape line = shape;
    line.kind = Kind::Line;
    line.corner = 0;
    line.ends = {};
    line.text.clear();
    const auto innerLine = info(shape.kind).innerLine;
    if (!shape.text.isEmpty() || innerLine)
        line.groups.prepend(freshId(shape.id, "-group"));
    const QSizeF size(std::abs(shape.box.w), std::abs(shape.box.h));
    const auto run = [&](const OutlinePath &path) {
        Shape way = line;
        const QPointF center = centerOf(shape.box);
        way.points.clear();
        for (const QPointF &point : path.points())
            way.points << (shape.box.w < 0 ? -point.x() : point.x()) << (shape.box.h < 0 ? -point.y() : point.y());
        const QRectF bounds = pointBounds(way.points, 2);
        // Turned about the same centre as the shape.
        const QPointF middle = rotated(center + bounds.center(), center, shape.box.angle);
        way.box = {middle.x() - bounds.width() / 2, middle.y() - bounds.height() / 2, bounds.width(), bounds.height(),
                   shape.box.angle};
        for (qsizetype i = 0; i < way.points.size(); i += 2) {
            way.points[i] -= bounds.x();
            way.points[i + 1] -= bounds.y();
        }
        return way;
    };
    ExcalidrawPart part{run(info(shape.kind).outline(size, 0)), {}, {}, {}, shape.z, {}};
    part.polygon = true;
    addPart(std::move(part));
    if (innerLine) {
        Shape way = run(innerLine(size));
        way.id = freshId(shape.id, "-line");
        way.fill = {};
        addPart({way, {}, {}, {}, {}, {}});
    }
    if (!shape.text.isEmpty())
        addLooseLabel(shape, line.groups);
}

/// As a text that stands on it: only some kinds hold a label.
void ExcalidrawNearest::addLooseLabel(const Shape &shape, const QList<QByteArray> &groups)
{
    ExcalidrawLabel label = looseLabel(shape);
    label.text.groups = groups;
    label.text.id = freshId(shape.id, "-label");
    addPart({label.text, {}, label.shown, shape.text, {}, {}});
}

void ExcalidrawNearest::addText(const Shape &shape, KeptElement kept)
{
    if (shape.text.isEmpty() && shape.fill.none) {
        ++m_losses.invisible;
        return;
    }
    Shape text = shape;
    if (!shape.fill.none) {
        ++m_losses.papers;
        Shape paper = Shape::defaults(Kind::Rect);
        paper.id = shape.text.isEmpty() ? shape.id : freshId(shape.id, "-background");
        paper.box = shape.box;
        paper.parent = shape.parent;
        paper.fill = shape.fill;
        paper.stroke = {};
        paper.width = 1;
        paper.opacity = shape.opacity;
        paper.locked = shape.locked;
        text.fill = {};
        if (!shape.text.isEmpty())
            text.groups.prepend(freshId(shape.id, "-group"));
        paper.groups = text.groups;
        addPart({paper, {}, {}, {}, {}, {}});
    }
    if (shape.text.isEmpty())
        return;
    if (text.stroke.none || (text.stroke.rgba & 0xffu) == 0)
        text.stroke = Shape::defaults(Kind::Text).stroke; // as it is painted
    const ShapeId container = m_containers.value(shape.id);
    // Only what has a width of its own is broken into other lines than it is typed in.
    const QByteArray *const fits = findMember(kept.members, "autoResize");
    const bool broken = (fits && *fits == "false") || !container.isEmpty();
    const QString before = QString::fromUtf8(keptText(kept.members, "originalText"));
    const QString typed = broken && haveSameWords(before, shape.text) ? before : shape.text;
    addPart({text, container, shape.text, typed, shape.z, std::move(kept)});
}

void ExcalidrawNearest::addLinear(const Shape &shape, const KeptElement &kept)
{
    const QList<QPointF> points = scenePoints(shape);
    const bool tiny = shape.kind == Kind::Arrow && points.size() == 2 &&
                      std::hypot(points[1].x() - points[0].x(), points[1].y() - points[0].y()) < shortestArrow;
    if (points.isEmpty() || tiny || (points.size() < 2 && isLinear(shape.kind))) {
        ++m_losses.invisible;
        return;
    }
    if (isLinear(shape.kind) && isTooLong(shape)) {
        ++m_losses.tooLong;
        return;
    }
    if (shape.kind == Kind::Arrow && !shape.fill.none && isClosedPath(shape))
        ++m_losses.arrowFills;
    Shape line = shape;
    line.text.clear();
    if (shape.kind == Kind::Line && !shape.text.isEmpty())
        line.groups.prepend(freshId(shape.id, "-group"));
    ExcalidrawPart part{line, {}, {}, {}, shape.z, kept};
    const QByteArray *const polygon = findMember(part.kept.members, "polygon");
    part.polygon = polygon && *polygon == "true" && points.front() == points.back();
    addPart(std::move(part));
    if (shape.text.isEmpty())
        return;
    if (shape.kind == Kind::Arrow)
        addLabel(shape, kept);
    else
        addLooseLabel(shape, line.groups);
}

void ExcalidrawNearest::addFrame(const Shape &shape, KeptElement kept)
{
    Shape frame = shape;
    m_losses.frameFills += shape.fill.none ? 0 : 1;
    m_losses.turnedFrames += std::fmod(shape.box.angle, 360) != 0 ? 1 : 0;
    frame.box.angle = 0;
    addPart({frame, {}, {}, {}, shape.z, std::move(kept)});
}

QByteArray ExcalidrawNearest::freshId(const QByteArray &of, QByteArrayView ending)
{
    const QByteArray id = of.first(qMin(of.size(), longestId - ending.size() - 8)) + ending;
    QByteArray fresh = id;
    for (int i = 2; m_taken.contains(fresh); ++i)
        fresh = id + QByteArray::number(i);
    m_taken.insert(fresh);
    return fresh;
}

/// What every shape may lose, whatever it becomes.
void ExcalidrawNearest::countLooks(const Shape &shape)
{
    m_losses.unknownKinds += shape.isOfUnknownKind() ? 1 : 0;
    const bool written = !shape.text.isEmpty() && shape.kind != Kind::Frame;
    if (written && !isFamilyKnown(shape.font.family) && !m_losses.fonts.contains(shape.font.family))
        m_losses.fonts.append(shape.font.family);

    m_losses.corners += losesCorners(shape) ? 1 : 0;
}

} // namespace sketchroom
