// The part of BoardView that is about events: panning and zooming, and the way of everything else to the tools.
#include "app/view/boardinput.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"

#include <QGraphicsItem>
#include <QNativeGestureEvent>
#include <QTabletEvent>
#include <QTouchEvent>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace sketchroom {

namespace {

constexpr double notch = 120;         // of a wheel, in the units of angleDelta()
constexpr double pixelsPerNotch = 64; // panned
constexpr double zoomPerNotch = 1.2;
constexpr double zoomPerPixel = 1.005; // of a touchpad

} // namespace

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
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        return touchEvent(static_cast<QTouchEvent *>(event));
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

bool BoardView::touchEvent(QTouchEvent *event)
{
    event->accept();
    QList<QPointF> fingers;
    for (const QEventPoint &finger : event->points()) {
        if (finger.state() != QEventPoint::Released)
            fingers.append(finger.position());
    }
    const bool cancelled = event->type() == QEvent::TouchCancel;
    for (const TouchGesture::Action &action : cancelled ? m_touch.cancel() : m_touch.touch(fingers))
        std::visit([&](const auto &what) { act(what, *event); }, action);
    return true;
}

void BoardView::act(const TouchGesture::Pinch &pinch, const QInputEvent &)
{
    setZoom(m_zoom * pinch.factor, pinch.from);
    panBy(pinch.to - pinch.from);
}

void BoardView::act(const TouchGesture::Press &press, const QInputEvent &event)
{
    if (m_input)
        m_input->pointerPressed(fingerEvent(press.at, event));
}

void BoardView::act(const TouchGesture::Move &move, const QInputEvent &event)
{
    if (m_input)
        m_input->pointerMoved(fingerEvent(move.at, event));
}

void BoardView::act(const TouchGesture::Release &release, const QInputEvent &event)
{
    if (m_input)
        m_input->pointerReleased(fingerEvent(release.at, event));
}

PointerEvent BoardView::fingerEvent(QPointF at, const QInputEvent &event) const
{
    PointerEvent pointer;
    pointer.view = at;
    pointer.scene = toScene(at);
    pointer.modifiers = event.modifiers();
    pointer.timeMs = qint64(event.timestamp());
    return pointer;
}

void BoardView::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    if (m_penDown || m_pressed != Qt::NoButton)
        return;
    m_pressed = event->button();
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
    // Another button, pressed and released meanwhile, ends nothing.
    if (event->button() != m_pressed)
        return;
    m_pressed = Qt::NoButton;
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
    if (m_pressed == Qt::NoButton && editsItemAt(event->position())) {
        m_pressed = event->button();
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
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && m_pressed == Qt::NoButton) {
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
