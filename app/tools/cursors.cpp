#include "app/tools/cursors.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <array>
#include <cmath>

namespace sketchroom {

namespace {

constexpr int size = 24;

/// A cursor drawn around its hot spot, dark with a light edge so that it shows on any board.
template <class Paint>
QCursor drawn(Paint paint)
{
    constexpr double ratio = 2;
    QPixmap picture(QSize(size, size) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    paint(painter);
    painter.end();
    return QCursor(picture, size / 2, size / 2);
}

} // namespace

QCursor resizeCursor(double degrees)
{
    static constexpr std::array shapes = {Qt::SizeHorCursor, Qt::SizeFDiagCursor, Qt::SizeVerCursor,
                                          Qt::SizeBDiagCursor};
    const auto eighth = size_t(std::lround(degrees / 45.0));
    return shapes.at(eighth % shapes.size());
}

QCursor rotateCursor()
{
    static const QCursor cursor = drawn([](QPainter &painter) {
        QPainterPath arrow;
        arrow.arcMoveTo(QRectF(-6, -6, 12, 12), 60);
        arrow.arcTo(QRectF(-6, -6, 12, 12), 60, 280);
        const QPointF tip = arrow.currentPosition();
        arrow.moveTo(tip + QPointF(-5, 0.5));
        arrow.lineTo(tip);
        arrow.lineTo(tip + QPointF(1, 5));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::white, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(arrow);
        painter.setPen(QPen(QColor(0x22, 0x22, 0x22), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(arrow);
    });
    return cursor;
}

QCursor eraserCursor()
{
    static const QCursor cursor = drawn([](QPainter &painter) {
        painter.setPen(QPen(QColor(0x55, 0x55, 0x55), 1.5));
        painter.setBrush(QColor(255, 255, 255, 200));
        painter.drawEllipse(QPointF(0, 0), 6, 6);
    });
    return cursor;
}

} // namespace sketchroom
