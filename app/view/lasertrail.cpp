#include "app/view/lasertrail.h"

#include <QPainter>

namespace sketchroom {

namespace {

constexpr double thickestPixels = 6;

} // namespace

LaserTrail::LaserTrail()
{
    setAcceptedMouseButtons(Qt::NoButton);
    setVisible(false);
}

void LaserTrail::setColor(const QColor &color)
{
    m_color = color;
    update();
}

void LaserTrail::setPoints(const QList<QPointF> &points)
{
    if (points == m_points)
        return;
    prepareGeometryChange();
    m_points = points;
    // The pen is one of the screen's, so its width in the scene is not known: this is enough at the smallest zoom.
    constexpr double margin = 20 * thickestPixels;
    m_bounds =
        points.isEmpty() ? QRectF() : QPolygonF(points).boundingRect().adjusted(-margin, -margin, margin, margin);
    setVisible(!points.isEmpty());
    update();
}

void LaserTrail::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const double ratio = painter->device()->devicePixelRatioF();
    const auto count = double(m_points.size());
    const auto draw = [&](const QColor &color, double share) {
        QPen pen(color, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        pen.setCosmetic(true);
        for (qsizetype i = 0; i < m_points.size(); ++i) {
            pen.setWidthF(thickestPixels * share * ratio * double(i + 1) / count);
            painter->setPen(pen);
            painter->drawLine(m_points.at(qMax<qsizetype>(0, i - 1)), m_points.at(i));
        }
    };
    draw(m_color, 1);
    draw(Qt::white, 0.35); // a bright core, so that it is seen on its own colour too
}

} // namespace sketchroom
