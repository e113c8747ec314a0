#pragma once

#include "app/render/inkoutline.h"
#include "app/render/textlayout.h"
#include "common/model/shape.h"

#include <QLineF>
#include <QPainterPath>
#include <QRectF>
#include <QTransform>

#include <utility>

namespace sketchroom {

/// What a shape looks like, without its colours and its place: everything that costs time to work out. Immutable and
/// shared, also between threads. Coordinates are relative to the centre of the shape's box, before mirroring and
/// rotation; the text's are after mirroring, since letters are never mirrored.
struct ShapeGeometry
{
    QPainterPath area;    ///< what the fill fills
    QPainterPath hatch;   ///< instead of the area: lines in the fill's colour
    QPainterPath outline; ///< stroked
    QPainterPath marks;   ///< stroked, never dashed: open arrow heads
    QPainterPath solid;   ///< filled with the stroke's colour: closed arrow heads
    InkOutline ink;       ///< likewise, in pieces; inkOffset takes it to the centre of the box
    QPointF inkOffset;
    TextBlock text;
    QRectF textArea; ///< texts may be larger than it
    QRectF bounds;   ///< of all of it with the width of its lines, mirrored but not rotated
};
using GeometryRef = std::shared_ptr<const ShapeGeometry>;

/// Works out the geometry of a shape. Usable from any thread. `previous` may hold the geometry of the same ink before
/// points were appended, which makes this cost as much as the new points.
GeometryRef makeGeometry(const Shape &shape, const ShapeGeometry *previous = nullptr);
/// The room that a line leaves its label, in the scene before the line is rotated about the middle of its box; null
/// where there is none.
QRectF lineLabelRoom(const Shape &shape);
/// Between which shares of its length a line is inside of `area`; both 1 where it is not.
std::pair<double, double> shareInside(const QRectF &area, const QLineF &line);
/// Where the text's first line begins in its area; above it, when the text is higher.
double textTop(const TextBlock &text, const QRectF &area);
/// From the geometry's coordinates into the scene, with and without mirroring.
QTransform toScene(const Shape &shape);
QTransform toSceneUnmirrored(const Shape &shape);
/// Upright bounds in the scene of what is painted.
QRectF sceneBounds(const Shape &shape, const ShapeGeometry &geometry);

} // namespace sketchroom
