#include "app/tools/boardtoolcontext.h"

#include "app/editing/newshape.h"
#include "app/editing/textfit.h"
#include "app/editing/transform.h"
#include "app/render/colors.h"
#include "app/tools/selectionoverlay.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/view/lasertrail.h"
#include "common/model/attachment.h"
#include "common/model/geometry.h"

#include <algorithm>

namespace sketchroom {

namespace {

constexpr double hitPixels = 6;
constexpr double zOfLaser = 2500;
constexpr double noteSize = 200;
constexpr double noteGap = 20;

/// An arrow that is drawn within a frame is meant for what is in it.
constexpr bool attaches(Kind kind)
{
    return canBeAttachedTo(kind) && kind != Kind::Frame;
}

QList<ShapeRef> withoutLocked(QList<ShapeRef> shapes)
{
    shapes.removeIf([](const ShapeRef &shape) { return shape->locked; });
    return shapes;
}

} // namespace

BoardToolContext::BoardToolContext(BoardSession &session, BoardScene &scene, BoardView &view)
    : m_session(session)
    , m_scene(scene)
    , m_view(view)
    , m_selection(session)
    , m_commands(session, m_selection, m_style)
    , m_editor(scene, view)
    , m_conflicts(session)
    , m_overlay(new SelectionOverlay(scene, view, m_selection, this))
    , m_laser(new LaserTrail)
{
    m_laser->setParent(this);
    m_laser->setZValue(zOfLaser);
    scene.addItem(m_laser);
    connect(&m_commands, &ShapeCommands::noticed, this, &BoardToolContext::noticed);
    connect(&m_style, &StyleState::changed, this, [this] { m_editor.setStyle(m_style); });
    connect(&m_editor, &TextEditor::refused, this, &BoardToolContext::tell);
    connect(&m_editor, &TextEditor::noticed, this, &BoardToolContext::noticed);
    connect(&m_editor, &TextEditor::wrote, &m_conflicts, &TextConflicts::wrote);
    connect(&m_conflicts, &TextConflicts::lost, this, &BoardToolContext::wordsLost);
    connect(&m_editor, &TextEditor::nextNoteWanted, this, &BoardToolContext::putNextNote);
    connect(&m_editor, &TextEditor::started, this, [this] { m_overlay->hide(); });
    connect(&m_editor, &TextEditor::finished, this, [this](const ShapeId &created) {
        m_overlay->show();
        if (!created.isEmpty())
            Q_EMIT drawingFinished(created);
    });
}

BoardToolContext::~BoardToolContext() = default;

const Document &BoardToolContext::document() const
{
    return m_session.document();
}

quint64 BoardToolContext::board() const
{
    return m_session.board();
}

bool BoardToolContext::mayEdit() const
{
    return m_session.mayEdit();
}

const Limits &BoardToolContext::limits() const
{
    return m_session.limits();
}

std::optional<ChangeSet> BoardToolContext::submit(const QList<Op> &ops, const QString &label, const GestureId &gesture)
{
    // More may change than the operations say: what referred to a deleted shape lets go of it.
    ChangeSet made;
    QObject listening;
    connect(&m_session, &BoardSession::documentChanged, &listening,
            [&made](const ChangeSet &changes) { made += changes; });
    const Result<void> done = m_session.submit(ops, label, gesture);
    if (done)
        return made;
    tell(done.error());
    return std::nullopt;
}

void BoardToolContext::tell(const Error &error)
{
    // That somebody has deleted what one is dragging can be seen.
    if (error.code != ErrorCode::Gone)
        Q_EMIT noticed(error.message);
}

GestureId BoardToolContext::newGesture()
{
    return m_session.newGesture();
}

ShapeId BoardToolContext::newShapeId()
{
    return m_session.newShapeId();
}

const std::optional<SelectionFrame> &BoardToolContext::selectionFrame() const
{
    return m_overlay->frame();
}

double BoardToolContext::pixelsPerUnit() const
{
    return m_view.zoom();
}

ShapeRef BoardToolContext::shapeAt(QPointF at) const
{
    const QList<ShapeRef> shapes = m_scene.shapesAt(at, hitPixels / m_view.zoom());
    const auto found = std::find_if(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return !shape->locked; });
    return found == shapes.end() ? nullptr : *found;
}

ShapeRef BoardToolContext::lockedShapeAt(QPointF at) const
{
    const QList<ShapeRef> shapes = m_scene.shapesAt(at, hitPixels / m_view.zoom());
    const bool onlyLocked =
        std::all_of(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return shape->locked; });
    return onlyLocked && !shapes.isEmpty() ? shapes.constFirst() : nullptr;
}

ShapeRef BoardToolContext::enclosingShapeAt(QPointF at) const
{
    // Not what a click would hit: an arrow is meant for a shape also where that is not filled.
    const double reach = hitPixels / m_view.zoom();
    const QList<ShapeRef> near = m_scene.shapesAround({at.x() - reach, at.y() - reach, 2 * reach, 2 * reach});
    const auto found = std::find_if(near.rbegin(), near.rend(), [&](const ShapeRef &shape) {
        const QRectF frame = frameOf(shape->box).adjusted(-reach, -reach, reach, reach);
        return attaches(shape->kind) && frame.contains(rotated(at, centerOf(shape->box), -shape->box.angle));
    });
    return found == near.rend() ? nullptr : *found;
}

QList<ShapeRef> BoardToolContext::shapesInside(const QRectF &area) const
{
    return withoutLocked(m_scene.shapesInside(area));
}

QList<ShapeRef> BoardToolContext::shapesInside(const LassoArea &area) const
{
    return withoutLocked(m_scene.shapesInside(area));
}

void BoardToolContext::finishDrawing(const ShapeId &id)
{
    Q_EMIT drawingFinished(id);
}

void BoardToolContext::finishSelecting()
{
    Q_EMIT selectingFinished();
}

void BoardToolContext::editText(const ShapeId &id)
{
    const ShapeRef shape = document().find(id);
    if (shape && mayType())
        m_editor.edit(shape);
}

/// Words that nobody would take are not typed first.
bool BoardToolContext::mayType()
{
    if (m_session.mayEdit())
        return true;
    say(m_session.whyNoEdit());
    return false;
}

void BoardToolContext::typeText(QPointF at)
{
    if (!mayType())
        return;
    Shape draft = newShape(Kind::Text, newShapeId(), document(), m_style);
    draft.box = {};
    draft.box = fittedBox(draft, {}, draft.font);
    // The pointer is in the middle of the first line's height.
    draft.box = translated(draft.box, at - QPointF(draft.box.x, centerOf(draft.box).y()));
    m_editor.type(draft);
}

void BoardToolContext::putNote(QPointF at)
{
    Shape note = newShape(Kind::Note, newShapeId(), document(), m_style);
    note.box = {0, 0, noteSize, noteSize, 0};
    putNoteLike(note, at);
}

void BoardToolContext::putNoteLike(const Shape &model, QPointF center)
{
    if (!mayType())
        return;
    Shape note = model;
    note.box.x = center.x() - note.box.w / 2;
    note.box.y = center.y() - note.box.h / 2;
    if (!submit(creationOf({note}), tr("Put a note"), newGesture()))
        return;
    Q_EMIT drawingFinished(note.id);
    editText(note.id);
}

/// Tab on a note: the next one stands to its right.
void BoardToolContext::putNextNote(const Shape &before)
{
    Shape note = newShape(Kind::Note, newShapeId(), document(), m_style);
    note.fill = before.fill;
    note.stroke = before.stroke;
    note.font = before.font;
    note.opacity = before.opacity;
    note.corner = before.corner;
    note.box = {0, 0, before.box.w, noteSize, 0};
    const QPointF way = rotated({before.box.w + noteGap, 0}, {}, before.box.angle);
    const QPointF top = centerOf(before.box) - QPointF(0, (before.box.h - noteSize) / 2);
    putNoteLike(note, top + way);
}

void BoardToolContext::showLaser(const QList<QPointF> &points)
{
    if (!m_laser)
        return;
    m_laser->setColor(toQColor(m_session.self().color, false));
    m_laser->setPoints(points);
    Presence presence;
    presence.laser = PointList();
    for (const QPointF &point : points)
        *presence.laser << point.x() << point.y();
    m_session.setPresence(presence);
}

void BoardToolContext::panBy(QPointF pixels)
{
    m_view.panBy(pixels);
}

void BoardToolContext::setCursor(const QCursor &cursor)
{
    m_cursor = cursor;
    m_view.refreshCursor();
}

void BoardToolContext::showRubberBand(const QRectF &area)
{
    m_overlay->setRubberBand(area);
}

void BoardToolContext::showLasso(const QList<QPointF> &way)
{
    m_overlay->setLasso(way);
}

void BoardToolContext::setHandlesShown(bool shown)
{
    m_overlay->setHandlesShown(shown);
}

} // namespace sketchroom
