#include "app/tools/select/pointdragging.h"

#include "app/editing/attachments.h"
#include "app/editing/selection.h"
#include "app/tools/toolcontext.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <cmath>

namespace sketchroom {

namespace {

/// The place of the line between two points that is nearest.
QPointF nearestOn(QPointF from, QPointF to, QPointF at)
{
    const QPointF along = to - from;
    const double square = QPointF::dotProduct(along, along);
    const double share = square > 0 ? qBound(0.0, QPointF::dotProduct(at - from, along) / square, 1.0) : 0;
    return from + along * share;
}

} // namespace

PointDragging::PointDragging(ToolContext &context, const PointerEvent &press, Handle point)
    : m_context(context)
    , m_press(press)
    , m_now(press)
    , m_point(point)
    , m_shape(context.selection().shapes().constFirst())
    , m_points(scenePoints(*shown(context.document(), m_shape)))
    , m_gesture(context, QCoreApplication::translate("SelectTool", point == Handle::Middle ? "Bend" : "Move end"),
                [this] { return collect(); })
{
}

std::unique_ptr<SelectState> PointDragging::moved(const PointerEvent &event)
{
    m_now = event;
    m_context.setHandlesShown(false);
    m_gesture.touch();
    return nullptr;
}

void PointDragging::released(const PointerEvent &event)
{
    if (event.view == m_press.view && m_now.view == m_press.view)
        return;
    moved(event);
    m_gesture.flush();
}

void PointDragging::cancel()
{
    m_gesture.cancel();
}

QList<Op> PointDragging::collect() const
{
    if (!m_context.document().contains(m_shape->id))
        return {}; // somebody has deleted it, and may bring it back
    const QPointF by = m_now.scene - m_press.scene;
    return QList<Op>(1, m_point == Handle::Middle ? middleMoved(by) : endMoved(by));
}

UpdateOp PointDragging::endMoved(QPointF by) const
{
    QList<QPointF> points = m_points;
    QPointF &dragged = m_point == Handle::Start ? points.first() : points.last();
    const QPointF other = m_point == Handle::Start ? points.constLast() : points.constFirst();
    dragged += by;
    if (m_now.modifiers & Qt::ShiftModifier)
        dragged = steppedDirection(other, dragged);

    UpdateOp update{m_shape->id, withScenePoints(points)};
    if (m_shape->kind == Kind::Arrow) {
        const Register binding = m_point == Handle::Start ? Register::From : Register::To;
        update.set.append({binding, bindingTo(m_context.enclosingShapeAt(dragged), dragged)});
    }
    return update;
}

UpdateOp PointDragging::middleMoved(QPointF by) const
{
    constexpr double straightWithin = 5; // pixels of the view
    constexpr double curved = 16;        // any corner above 0 is
    const QPointF from = m_points.constFirst();
    const QPointF to = m_points.constLast();
    const bool wasBent = m_points.size() > 2;
    const QPointF middle = (wasBent ? m_points.at(1) : (from + to) / 2) + by;
    const QPointF away = middle - nearestOn(from, to, middle);
    if (std::hypot(away.x(), away.y()) * m_context.pixelsPerUnit() <= straightWithin)
        return {m_shape->id, withScenePoints({from, to})};
    UpdateOp update{m_shape->id, withScenePoints({from, middle, to})};
    if (!wasBent && m_shape->corner <= 0)
        update.set.append({Register::Corner, curved});
    return update;
}

} // namespace sketchroom
