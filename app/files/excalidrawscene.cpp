#include "app/files/excalidrawscene.h"

#include "app/files/excalidrawkept.h"
#include "common/model/geometry.h"

#include <utility>

namespace sketchroom {

namespace {

constexpr double farthestAnchor = 10;

bool holdsLabel(Kind kind)
{
    return kind == Kind::Rect || kind == Kind::Ellipse || kind == Kind::Diamond || kind == Kind::Arrow;
}

/// Whether the text looks the same as the shape's own label, which has the colour of its outline, or the default one
/// where there is no outline.
bool looksLikeLabelOf(const Shape &container, const Shape &text)
{
    const Color color = container.stroke.none ? Shape::defaults(container.kind).stroke : container.stroke;
    return color == text.stroke && container.opacity == text.opacity && container.text.isEmpty();
}

/// The place of a point in a shape's box; nothing for one too far away to be attached.
Binding anchorAt(const Shape &target, QPointF point)
{
    const Box &box = target.box;
    const QPointF upright = rotated(point, centerOf(box), -box.angle);
    const double u = box.w != 0 ? (upright.x() - box.x) / box.w : 0.5;
    const double v = box.h != 0 ? (upright.y() - box.y) / box.h : 0.5;
    if (std::abs(u) > farthestAnchor || std::abs(v) > farthestAnchor)
        return std::nullopt;
    return Anchor{target.id, u, v};
}

} // namespace

QByteArray ExcalidrawScene::newId()
{
    QByteArray id = makeId(m_random);
    while (m_used.contains(id))
        id = makeId(m_random);
    m_used.insert(id);
    return id;
}

QByteArray ExcalidrawScene::uniqueId(const QByteArray &wanted)
{
    if (!isValidId(wanted) || m_used.contains(wanted))
        return newId();
    m_used.insert(wanted);
    return wanted;
}

void ExcalidrawScene::giveIds(QList<ExcalidrawElement> &elements)
{
    m_places.clear();
    for (qsizetype i = 0; i < elements.size(); ++i) {
        ExcalidrawElement &element = elements[i];
        element.shape.id = uniqueId(element.id);
        // Of two elements with one id, the first is the one that others mean.
        if (!element.id.isEmpty() && !m_places.contains(element.id))
            m_places.insert(element.id, i);
    }
}

/// A group of one drawing must not join one of an earlier drawing that has the same id.
void ExcalidrawScene::renameGroups(QList<ExcalidrawElement> &elements)
{
    Ids ids;
    for (ExcalidrawElement &element : elements) {
        for (const QByteArray &group : std::as_const(element.groups)) {
            auto id = ids.constFind(group);
            if (id == ids.constEnd())
                id = ids.insert(group, uniqueId(group));
            if (!element.shape.groups.contains(*id))
                element.shape.groups.append(*id);
        }
    }
}

/// An anchor is where the arrow ends in the file: so it stays there to a hair, whichever way the file describes it.
void ExcalidrawScene::attach(ExcalidrawElement &arrow, const QList<ExcalidrawElement> &elements) const
{
    const auto anchor = [&](const QByteArray &id, QPointF end) -> Binding {
        const auto place = m_places.constFind(id);
        if (place == m_places.constEnd())
            return std::nullopt;
        const ExcalidrawElement *target = &elements.at(*place);
        if (const auto container = m_places.constFind(target->container); container != m_places.constEnd())
            target = &elements.at(*container); // attached to a label means attached to what it labels
        return target == &arrow ? std::nullopt : anchorAt(target->shape, end);
    };
    const QList<QPointF> path = scenePoints(arrow.shape);
    if (path.isEmpty())
        return;
    arrow.shape.from = anchor(arrow.from, path.front());
    arrow.shape.to = anchor(arrow.to, path.back());
}

/// Makes a text the label of its container. Where it would look different it stays a text, in a group with it, so that
/// the two move together. Returns whether the text is gone.
bool ExcalidrawScene::mergeLabel(ExcalidrawElement &label, QList<ExcalidrawElement> &elements)
{
    const auto place = m_places.constFind(label.container);
    if (place == m_places.constEnd() || label.shape.kind != Kind::Text)
        return false;
    ExcalidrawElement &container = elements[*place];
    if (&container == &label)
        return false;
    if (!holdsLabel(container.shape.kind) || !looksLikeLabelOf(container.shape, label.shape)) {
        if (container.labelGroup.isEmpty()) {
            container.labelGroup = newId();
            container.shape.groups.prepend(container.labelGroup);
        }
        if (label.labelGroup.isEmpty()) {
            label.labelGroup = container.labelGroup;
            label.shape.groups.prepend(label.labelGroup);
        }
        return false;
    }
    container.shape.text = label.unwrapped;
    container.shape.font = label.shape.font;
    container.label = label.whole;
    return true;
}

QList<Shape> ExcalidrawScene::take(QList<ExcalidrawElement> elements)
{
    giveIds(elements);
    renameGroups(elements);
    for (ExcalidrawElement &element : elements) {
        if (const auto frame = m_places.constFind(element.frame); frame != m_places.constEnd()) {
            const Shape &shape = elements.at(*frame).shape;
            if (shape.kind == Kind::Frame && shape.id != element.shape.id)
                element.shape.parent = shape.id;
        }
        if (element.shape.kind == Kind::Arrow)
            attach(element, elements);
    }

    QList<bool> merged(elements.size(), false);
    for (qsizetype i = 0; i < elements.size(); ++i)
        merged[i] = !elements.at(i).container.isEmpty() && mergeLabel(elements[i], elements);

    QList<Shape> shapes;
    shapes.reserve(elements.size());
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (merged.at(i))
            continue;
        ExcalidrawElement &element = elements[i];
        element.shape.ext = extOf(element.kept, element.label);
        element.shape.z = element.index;
        shapes.append(std::move(element.shape));
    }
    return shapes;
}

} // namespace sketchroom
