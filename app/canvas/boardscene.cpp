#include "app/canvas/boardscene.h"

#include "app/canvas/boardpicture.h"
#include "app/canvas/colors.h"
#include "app/canvas/shapepainter.h"
#include "app/connection/boardsession.h"
#include "common/model/geometry.h"

#include <QPainter>

#include <algorithm>

namespace sketchroom {

namespace {

// Scene units each way: large enough to never meet its end, small enough that pixels are still whole numbers at the
// greatest zoom.
constexpr double reach = 3e7;

} // namespace

BoardScene::BoardScene(BoardSession &session, QObject *parent)
    : QGraphicsScene(parent)
    , m_session(session)
    , m_picture(std::make_unique<BoardPicture>(session.document()))
{
    setSceneRect(-reach, -reach, 2 * reach, 2 * reach);
    setItemIndexMethod(NoIndex);
    connect(&session, &BoardSession::documentChanged, this, &BoardScene::applyChanges);
    connect(&session, &BoardSession::documentReset, this, &BoardScene::reset);
}

BoardScene::~BoardScene() = default;

QList<ShapeRef> BoardScene::original(const QList<ShapeRef> &shown) const
{
    QList<ShapeRef> shapes;
    shapes.reserve(shown.size());
    for (const ShapeRef &shape : shown) {
        if (const ShapeRef stored = m_session.document().find(shape->id))
            shapes.append(stored);
    }
    return shapes;
}

QList<ShapeRef> BoardScene::shapesAt(QPointF scene, double tolerance) const
{
    const QRectF area(scene.x() - tolerance, scene.y() - tolerance, 2 * tolerance, 2 * tolerance);
    QList<ShapeRef> shapes = m_picture->shown(area);
    shapes.removeIf([&](const ShapeRef &shape) { return !hits(*shape, scene, tolerance); });
    std::reverse(shapes.begin(), shapes.end());
    return original(shapes);
}

QList<ShapeRef> BoardScene::shapesInside(const QRectF &area) const
{
    QList<ShapeRef> shapes = m_picture->shown(area);
    shapes.removeIf([&](const ShapeRef &shape) { return !isInside(*shape, area); });
    return original(shapes);
}

QList<ShapeRef> BoardScene::shapesTouching(const QRectF &area) const
{
    QList<ShapeRef> shapes = m_picture->shown(area);
    shapes.removeIf([&](const ShapeRef &shape) { return !reaches(*shape, area); });
    return original(shapes);
}

QRectF BoardScene::shownBounds(const ShapeId &id) const
{
    const ShapeRef shape = m_picture->shown(id);
    return shape ? geometryBounds(*shape) : QRectF();
}

QRectF BoardScene::drawingBounds() const
{
    return m_picture->index().bounds();
}

void BoardScene::setHidden(const QSet<ShapeId> &ids)
{
    for (const QRectF &area : m_picture->setHidden(ids))
        update(area);
}

void BoardScene::setDark(bool dark)
{
    if (m_dark == dark)
        return;
    m_dark = dark;
    update();
}

void BoardScene::setGridShown(bool shown)
{
    if (m_gridShown == shown)
        return;
    m_gridShown = shown;
    update();
}

void BoardScene::applyChanges(const ChangeSet &changes)
{
    for (const QRectF &area : m_picture->apply(changes))
        update(area);
}

void BoardScene::reset()
{
    m_picture->reset();
    update();
}

void BoardScene::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, boardColor(m_dark));
    PaintOptions options;
    options.dark = m_dark;
    options.clip = rect;
    options.pixelsPerUnit = std::abs(painter->deviceTransform().m11());
    painter->setRenderHint(QPainter::Antialiasing);
    for (const ShapeRef &shape : m_picture->shown(rect))
        paintShape(*painter, *shape, *m_picture->geometry().get(shape), options);
}

} // namespace sketchroom
