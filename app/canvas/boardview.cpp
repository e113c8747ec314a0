#include "app/canvas/boardview.h"

#include "app/canvas/boardscene.h"
#include "app/tools/boardinput.h"

#include <QGraphicsItem>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QTabletEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double notch = 120;         // of a wheel, in the units of angleDelta()
constexpr double pixelsPerNotch = 64; // panned
constexpr double zoomPerNotch = 1.2;
constexpr double zoomPerPixel = 1.005; // of a touchpad
constexpr double fitMargin = 48;       // pixels

// Where zoomIn() and zoomOut() stop.
constexpr std::array zoomSteps = {0.05, 0.1, 0.25, 0.5, 0.75, 1.0,  1.25, 1.5, 2.0,
                                  3.0,  4.0, 6.0,  8.0, 12.0, 16.0, 24.0, 30.0};

} // namespace

BoardView::BoardView(BoardScene &scene, QWidget *parent)
    : QGraphicsView(&scene, parent)
    , m_scene(scene)
{
    setAccessibleName(tr("Board"));
    setAccessibleDescription(tr("The drawing. Choose a tool and drag to draw."));
    setFrameShape(QFrame::NoFrame);
    // Where the board is looked at is where the scroll bars stand; they count from the left in every language.
    setLayoutDirection(Qt::LeftToRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setDragMode(NoDrag);
    setFocusPolicy(Qt::StrongFocus);
    setViewportUpdateMode(MinimalViewportUpdate);
    setOptimizationFlags(DontSavePainterState | DontAdjustForAntialiasing);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    viewport()->setMouseTracking(true);
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
}

void BoardView::setInput(BoardInput *input)
{
    m_input = input;
    refreshCursor();
}

// ---- camera ----

QPointF BoardView::toScene(QPointF view) const
{
    return viewportTransform().inverted().map(view);
}

QPointF BoardView::toView(QPointF scene) const
{
    return viewportTransform().map(scene);
}

QRectF BoardView::visibleScene() const
{
    return {toScene({0, 0}), QSizeF(viewport()->size()) / m_zoom};
}

QPointF BoardView::viewCenter() const
{
    return QRectF(viewport()->rect()).center();
}

void BoardView::setZoom(double zoom, QPointF viewAnchor)
{
    const double clamped = std::clamp(zoom, minimumZoom, maximumZoom);
    if (!m_zoomAnchor || m_zoomAnchor->view != viewAnchor)
        m_zoomAnchor = ZoomAnchor{viewAnchor, toScene(viewAnchor)};
    if (clamped == m_zoom)
        return;
    m_zoom = clamped;
    setTransform(QTransform::fromScale(m_zoom, m_zoom));
    place(m_zoomAnchor->scene, viewAnchor);
}

void BoardView::place(QPointF scene, QPointF view)
{
    scrollTo(scene * m_zoom - view);
    announce();
}

void BoardView::announce()
{
    m_scene.setVisibleArea(visibleScene());
    Q_EMIT viewChanged();
}

void BoardView::scrollTo(QPointF topLeft)
{
    const QPoint whole = topLeft.toPoint();
    m_panRest = QPointF(whole) - topLeft;
    horizontalScrollBar()->setValue(whole.x());
    verticalScrollBar()->setValue(whole.y());
}

void BoardView::panBy(QPointF pixels)
{
    m_zoomAnchor.reset();
    scrollTo(QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()) - m_panRest - pixels);
    announce();
}

void BoardView::centerOnScene(QPointF scene)
{
    m_zoomAnchor.reset();
    place(scene, viewCenter());
}

void BoardView::zoomIn()
{
    const auto next = std::upper_bound(zoomSteps.begin(), zoomSteps.end(), m_zoom * 1.001);
    setZoom(next == zoomSteps.end() ? maximumZoom : *next, viewCenter());
}

void BoardView::zoomOut()
{
    const auto next = std::lower_bound(zoomSteps.begin(), zoomSteps.end(), m_zoom * 0.999);
    setZoom(next == zoomSteps.begin() ? minimumZoom : *std::prev(next), viewCenter());
}

void BoardView::resetZoom()
{
    setZoom(1, viewCenter());
}

void BoardView::zoomToFit()
{
    const QRectF drawing = m_scene.drawingBounds();
    if (drawing.isNull())
        resetZoom();
    else
        zoomToRect(drawing);
}

void BoardView::zoomToRect(const QRectF &scene, double atMost)
{
    const double width = std::max(1.0, viewport()->width() - 2 * fitMargin);
    const double height = std::max(1.0, viewport()->height() - 2 * fitMargin);
    const double fitting = std::min(width / std::max(scene.width(), 1.0), height / std::max(scene.height(), 1.0));
    setZoom(std::min(fitting, atMost), viewCenter());
    centerOnScene(scene.center());
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_zoomAnchor.reset();
    announce();
}

void BoardView::setGridShown(bool shown)
{
    m_scene.setGridShown(shown);
}

bool BoardView::gridShown() const
{
    return m_scene.isGridShown();
}

// ---- wheel and touchpad ----

void BoardView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPointF angle = event->angleDelta();
    const QPointF pixels = event->pixelDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        const double factor =
            pixels.isNull() ? std::pow(zoomPerNotch, angle.y() / notch) : std::pow(zoomPerPixel, pixels.y());
        setZoom(m_zoom * factor, event->position());
        return;
    }
    QPointF delta = pixels.isNull() ? angle / notch * pixelsPerNotch : pixels;
    // Some platforms turn the direction round by themselves.
    if ((event->modifiers() & Qt::ShiftModifier) && delta.x() == 0)
        delta = delta.transposed();
    panBy(delta);
}

bool BoardView::nativeGesture(QNativeGestureEvent *event)
{
    if (event->gestureType() == Qt::ZoomNativeGesture)
        setZoom(m_zoom * (1 + event->value()), event->position());
    else if (event->gestureType() == Qt::PanNativeGesture)
        panBy(event->delta());
    else
        return false;
    return true;
}

// ---- pointer ----

void BoardView::refreshCursor()
{
    if (m_pan == Pan::Dragging)
        viewport()->setCursor(Qt::ClosedHandCursor);
    else if (m_pan == Pan::Ready)
        viewport()->setCursor(Qt::OpenHandCursor);
    else if (m_input)
        viewport()->setCursor(m_input->cursor());
    else
        viewport()->unsetCursor();
}

PointerEvent BoardView::pointerEvent(const QSinglePointEvent &event) const
{
    PointerEvent pointer;
    pointer.view = event.position();
    pointer.scene = toScene(pointer.view);
    pointer.modifiers = event.modifiers();
    pointer.button = event.button() == Qt::NoButton ? Qt::LeftButton : event.button();
    pointer.timeMs = qint64(event.timestamp());
    return pointer;
}

bool BoardView::editsItemAt(QPointF view) const
{
    const QGraphicsItem *item = scene()->focusItem();
    return item && item->isVisible() && item->contains(item->mapFromScene(toScene(view)));
}

void BoardView::startPan(QPointF at)
{
    m_pan = Pan::Dragging;
    m_panFrom = at;
    refreshCursor();
}

void BoardView::endPan()
{
    m_pan = m_spaceHeld ? Pan::Ready : Pan::None;
    refreshCursor();
}

bool BoardView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::TabletRelease:
        return penEvent(static_cast<QTabletEvent *>(event));
    case QEvent::NativeGesture:
        return nativeGesture(static_cast<QNativeGestureEvent *>(event));
    case QEvent::Leave:
        if (m_input)
            m_input->pointerLeft();
        break;
    default:
        break;
    }
    return QGraphicsView::viewportEvent(event);
}

bool BoardView::penEvent(QTabletEvent *event)
{
    // An event that is not accepted comes again as a mouse event: what panning and editors on the board understand.
    if (!m_input || m_pan != Pan::None || (!m_penDown && editsItemAt(event->position()))) {
        event->ignore();
        return false;
    }
    event->accept();
    PointerEvent pointer = pointerEvent(*event);
    pointer.pen = true;
    if (event->type() == QEvent::TabletPress && !m_penDown) {
        m_penDown = true;
        pointer.pressure = event->pressure();
        m_input->pointerPressed(pointer);
    } else if (event->type() == QEvent::TabletRelease && m_penDown) {
        m_penDown = false;
        pointer.pressure = event->pressure();
        m_input->pointerReleased(pointer);
    } else if (m_penDown) {
        pointer.pressure = event->pressure();
        m_input->pointerMoved(pointer);
    } else {
        m_input->pointerHovered(pointer);
    }
    refreshCursor();
    return true;
}

void BoardView::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    if (m_penDown || m_target != Target::None)
        return;
    if (event->button() == Qt::MiddleButton || (m_spaceHeld && event->button() == Qt::LeftButton)) {
        startPan(event->position());
    } else if (editsItemAt(event->position())) {
        m_target = Target::Items;
        QGraphicsView::mousePressEvent(event);
    } else if (m_input) {
        m_target = Target::Input;
        m_input->pointerPressed(pointerEvent(*event));
        refreshCursor();
    }
}

void BoardView::mouseMoveEvent(QMouseEvent *event)
{
    event->accept();
    if (m_penDown)
        return;
    if (m_pan == Pan::Dragging) {
        panBy(event->position() - m_panFrom);
        m_panFrom = event->position();
    } else if (m_target == Target::Items || (m_target == Target::None && editsItemAt(event->position()))) {
        QGraphicsView::mouseMoveEvent(event);
    } else if (m_input) {
        if (m_target == Target::Input)
            m_input->pointerMoved(pointerEvent(*event));
        else
            m_input->pointerHovered(pointerEvent(*event));
        refreshCursor();
    }
}

void BoardView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    if (m_pan == Pan::Dragging) {
        endPan();
        return;
    }
    const Target target = std::exchange(m_target, Target::None);
    if (target == Target::Items) {
        QGraphicsView::mouseReleaseEvent(event);
    } else if (target == Target::Input && m_input) {
        m_input->pointerReleased(pointerEvent(*event));
        refreshCursor();
    }
}

void BoardView::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
    if (m_penDown)
        return;
    if (editsItemAt(event->position())) {
        m_target = Target::Items;
        QGraphicsView::mouseDoubleClickEvent(event);
        return;
    }
    // Two quick strokes are two strokes: the second press is told as such, and that it made a double click.
    mousePressEvent(event);
    if (m_target == Target::Input && m_input && event->button() == Qt::LeftButton)
        m_input->pointerDoubleClicked(pointerEvent(*event));
}

// ---- keys ----

void BoardView::keyPressEvent(QKeyEvent *event)
{
    if (scene()->focusItem()) {
        QGraphicsView::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && m_target == Target::None) {
        m_spaceHeld = true;
        if (m_pan == Pan::None)
            m_pan = Pan::Ready;
        refreshCursor();
        event->accept();
        return;
    }
    event->setAccepted(m_input && m_input->keyPressed(event));
}

void BoardView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && m_spaceHeld) {
        if (!event->isAutoRepeat()) {
            m_spaceHeld = false;
            if (m_pan == Pan::Ready)
                endPan();
        }
        event->accept();
        return;
    }
    if (scene()->focusItem()) {
        QGraphicsView::keyReleaseEvent(event);
        return;
    }
    event->setAccepted(m_input && m_input->keyReleased(event));
}

void BoardView::focusOutEvent(QFocusEvent *event)
{
    // The release of a key goes to whoever has the focus then.
    m_spaceHeld = false;
    if (m_pan != Pan::None)
        endPan();
    QGraphicsView::focusOutEvent(event);
}

} // namespace sketchroom
