#include "app/tools/toolcontroller.h"

#include "app/editing/groups.h"
#include "app/editing/newshape.h"
#include "app/editing/selectionframe.h"
#include "app/editing/stylestate.h"
#include "app/editing/textfit.h"
#include "app/tools/boardtoolcontext.h"
#include "app/tools/tool.h"
#include "app/tools/toolregistry.h"
#include "app/view/boardview.h"
#include "common/model/geometry.h"

#include <QKeyEvent>

#include <map>

namespace sketchroom {

namespace {

Qt::KeyboardModifier modifierOf(int key)
{
    switch (key) {
    case Qt::Key_Shift:
        return Qt::ShiftModifier;
    case Qt::Key_Alt:
        return Qt::AltModifier;
    case Qt::Key_Control:
        return Qt::ControlModifier;
    default:
        return Qt::NoModifier;
    }
}

} // namespace

struct ToolController::Private
{
    Private(BoardSession &boardSession, BoardScene &scene, BoardView &boardView)
        : session(boardSession)
        , view(&boardView)
        , context(boardSession, scene, boardView)
    {
        for (const ToolInfo &info : sketchroom::tools())
            tools.emplace(info.id, info.make(context, info));
    }

    Tool &tool() const { return *tools.at(current); }

    void showPointer(const PointerEvent &event)
    {
        pointer = event.view;
        Presence presence;
        presence.cursor = std::optional(event.scene);
        session.setPresence(presence);
    }

    /// Lets go of the drag in progress; returns its newest event.
    std::optional<PointerEvent> endDrag() { return std::exchange(drag, std::nullopt); }

    BoardSession &session;
    QPointer<BoardView> view; ///< may go first when a window takes all down
    BoardToolContext context;
    std::map<ToolId, std::unique_ptr<Tool>> tools;
    ToolId current = ToolId::Select;
    bool keepsTool = false;
    std::optional<PointerEvent> drag; ///< the newest event of the drag in progress
    std::optional<QPointF> pointer;   ///< in the view; empty: elsewhere
    std::optional<QPointF> menuPlace; ///< in the scene: where the context menu was opened, until the pointer is back
};

ToolController::ToolController(BoardSession &session, BoardScene &scene, BoardView &view, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(session, scene, view))
{
    connect(&d->context, &BoardToolContext::noticed, this, &ToolController::noticed);
    connect(&d->context.textEditor(), &TextEditor::started, this, [this] { Q_EMIT typingChanged(true); });
    connect(&d->context.textEditor(), &TextEditor::finished, this, [this] { Q_EMIT typingChanged(false); });
    connect(&d->context, &BoardToolContext::wordsLost, this, &ToolController::wordsLost);
    connect(&d->context, &BoardToolContext::drawingFinished, this, &ToolController::finishDrawing);
    connect(&d->context, &BoardToolContext::selectingFinished, this, [this] {
        if (!d->keepsTool)
            setTool(ToolId::Select);
    });
    connect(&selection(), &Selection::changed, this, [this] {
        Presence presence;
        presence.selection = selection().ids();
        d->session.setPresence(presence);
    });
    connect(&session, &BoardSession::documentReset, this, [this] {
        if (d->endDrag())
            d->tool().cancel();
    });
    view.setInput(this);
    useTool(ToolId::Select);
}

ToolController::~ToolController()
{
    if (d->view)
        d->view->setInput(nullptr);
}

ToolId ToolController::tool() const
{
    return d->current;
}

void ToolController::setTool(ToolId tool)
{
    finishTextEditing();
    if (const auto last = d->endDrag())
        d->tool().released(*last);
    if (tool == d->current)
        return;
    if (!toolInfo(tool).keepsSelection)
        selection().clear();
    useTool(tool);
    Q_EMIT toolChanged(tool);
}

void ToolController::useTool(ToolId tool)
{
    if (tool != d->current)
        d->tool().deactivate();
    d->current = tool;
    style().setPurpose(toolInfo(tool).purpose);
    d->tool().activate();
    Presence presence;
    presence.tool = toolInfo(tool).key;
    d->session.setPresence(presence);
}

bool ToolController::keepsTool() const
{
    return d->keepsTool;
}

void ToolController::setKeepsTool(bool keep)
{
    if (d->keepsTool == keep)
        return;
    d->keepsTool = keep;
    Q_EMIT keepsToolChanged(keep);
}

void ToolController::finishDrawing(const ShapeId &id)
{
    if (d->keepsTool)
        return;
    setTool(ToolId::Select);
    selection().set({id});
}

Selection &ToolController::selection() const
{
    return d->context.selection();
}

StyleState &ToolController::style() const
{
    return d->context.style();
}

ShapeCommands &ToolController::commands() const
{
    return d->context.commands();
}

QPointF ToolController::pastePosition() const
{
    if (d->menuPlace)
        return *d->menuPlace;
    return d->pointer ? d->view->toScene(*d->pointer) : d->view->visibleScene().center();
}

bool ToolController::isEditingText() const
{
    return d->context.textEditor().isActive();
}

void ToolController::finishTextEditing()
{
    d->context.textEditor().finish();
}

void ToolController::putBeside(const Shape &shape)
{
    constexpr double gap = 16;
    Shape text = newShape(Kind::Text, d->context.newShapeId(), d->session.document(), d->context.style());
    text.stroke = shape.stroke;
    text.font = shape.font;
    text.font.align = Align::Left;
    text.text = shape.text;
    const QRectF bounds = frameOf(shape.box);
    text.box = {bounds.right() + gap, bounds.top(), 0, 0, 0};
    text.box = fittedBox(text, text.text, text.font);
    if (d->context.submit(creationOf({text}), tr("Put words beside"), d->context.newGesture()))
        selection().set({text.id});
}

void ToolController::editSelectedText()
{
    const QList<ShapeRef> shapes = selection().shapes();
    if (shapes.size() == 1 && info(Register::Text).usedBy(shapes.constFirst()->kind) && !shapes.constFirst()->locked)
        d->context.editText(shapes.constFirst()->id);
}

void ToolController::selectForMenu(QPointF scene)
{
    finishTextEditing();
    ShapeRef shape = d->context.shapeAt(scene);
    if (!shape)
        shape = d->context.lockedShapeAt(scene);
    if (!shape)
        selection().clear();
    else if (!selection().contains(shape->id))
        selection().set(clickTargets(d->session.document(), *shape, {}));
}

void ToolController::openMenu(QPointF scene, QPointF inView)
{
    d->menuPlace = scene;
    Q_EMIT menuWanted(d->view->viewport()->mapToGlobal(inView.toPoint()));
}

// ---- pointer ----

void ToolController::pointerPressed(const PointerEvent &event)
{
    d->showPointer(event);
    d->menuPlace.reset();
    if (event.button == Qt::RightButton && !d->drag) {
        selectForMenu(event.scene);
        openMenu(event.scene, event.view);
    }
    if (event.button != Qt::LeftButton)
        return;
    finishTextEditing();
    d->drag = event;
    d->tool().pressed(event);
}

void ToolController::pointerMoved(const PointerEvent &event)
{
    d->showPointer(event);
    if (!d->drag)
        return;
    d->drag = event;
    d->tool().moved(event);
}

void ToolController::pointerReleased(const PointerEvent &event)
{
    d->showPointer(event);
    if (event.button == Qt::LeftButton && d->endDrag())
        d->tool().released(event);
}

void ToolController::pointerHovered(const PointerEvent &event)
{
    d->showPointer(event);
    d->menuPlace.reset();
    d->tool().hovered(event);
}

void ToolController::pointerDoubleClicked(const PointerEvent &event)
{
    if (event.button == Qt::LeftButton)
        d->tool().doubleClicked(event);
}

void ToolController::pointerLeft()
{
    d->pointer.reset();
    Presence presence;
    presence.cursor = std::optional<QPointF>();
    d->session.setPresence(presence);
}

QCursor ToolController::cursor() const
{
    return d->context.cursor();
}

// ---- keys ----

bool ToolController::keyPressed(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        escape();
        return true;
    }
    const bool wantsMenu =
        event->key() == Qt::Key_Menu || (event->key() == Qt::Key_F10 && event->modifiers().testFlag(Qt::ShiftModifier));
    if (wantsMenu && !d->drag) {
        const auto &frame = d->context.selectionFrame();
        const QPointF at = frame ? centerOf(frame->box()) : d->view->visibleScene().center();
        openMenu(at, d->view->toView(at));
        return true;
    }
    modifierChanged(event->key(), true);
    return d->tool().keyPressed(*event);
}

bool ToolController::keyReleased(QKeyEvent *event)
{
    modifierChanged(event->key(), false);
    d->tool().keyReleased(*event);
    return false;
}

void ToolController::modifierChanged(int key, bool down)
{
    const Qt::KeyboardModifier modifier = modifierOf(key);
    if (!d->drag || modifier == Qt::NoModifier)
        return;
    // Constraints take effect at once, not only when the pointer moves again.
    d->drag->modifiers.setFlag(modifier, down);
    d->tool().moved(*d->drag);
}

void ToolController::escape()
{
    if (d->endDrag() && d->tool().cancel())
        return;
    if (!selection().isEmpty())
        selection().clear();
    else
        setTool(ToolId::Select);
}

} // namespace sketchroom
