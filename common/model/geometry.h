#pragma once

#include "common/model/document.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <functional>

namespace sketchroom {

// Where shapes are, without a screen. All in scene units; angles in degrees, clockwise on the screen.

QPointF rotated(QPointF point, QPointF about, double degrees);
/// The box without its rotation, with positive width and height.
QRectF frameOf(const Box &box);
QPointF centerOf(const Box &box);
/// The four corners of the rotated box: top left, top right, bottom right, bottom left of the unrotated one.
std::array<QPointF, 4> cornersOf(const Box &box);

/// The bounds of a list of points.
QRectF pointBounds(const PointList &points, int numbersPerPoint);
/// The points of ink, line or arrow in the scene, x and y a point, scaled into the box, mirrored and rotated.
QList<QPointF> scenePoints(const Shape &shape);
/// The box that shows `points` where they are, given in scene units, and unrotated.
Box boxOfPoints(const PointList &points, int numbersPerPoint);

/// Upright bounds of the shape's own geometry, without the width of its outline.
QRectF geometryBounds(const Shape &shape);
/// Upright bounds of all that is painted: outline, arrow heads, rough edges.
QRectF paintBounds(const Shape &shape);
/// Bounds of the geometry of several shapes; a null rectangle for none.
QRectF boundsOf(const QList<ShapeRef> &shapes);

/// Whether a click at `at` means this shape: on its outline within `tolerance`, or inside it when it is filled,
/// holds text, or is of a kind that is solid by nature (text, note, image).
bool hits(const Shape &shape, QPointF at, double tolerance);
/// Whether the whole shape lies within `area`.
bool isInside(const Shape &shape, const QRectF &area);

/// The place of an anchor on a shape, in the scene.
QPointF anchorPoint(const Shape &target, const Anchor &anchor);

/// A function that turns points of one box into the other's: what a resize does to everything in a selection.
Box mapBox(const Box &box, const QRectF &from, const QRectF &to);

} // namespace sketchroom
