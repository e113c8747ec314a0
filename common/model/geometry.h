#pragma once

#include "common/model/document.h"

#include <QPointF>
#include <QRectF>

#include <array>

namespace sketchroom {

// Where shapes are, without a screen. All in scene units; angles in degrees, clockwise on the screen. The measures that
// bounds depend on (ink, heads, rough edges) stand here too: whoever paints keeps to them.

QPointF rotated(QPointF point, QPointF about, double degrees);
/// The box without its rotation, with positive width and height: a box with w < 0 spans x + w to x.
QRectF frameOf(const Box &box);
QPointF centerOf(const Box &box);
/// The four corners of the rotated box: top left, top right, bottom right, bottom left of the unrotated one.
std::array<QPointF, 4> cornersOf(const Box &box);

/// The bounds of a list of points; a null rectangle for none.
QRectF pointBounds(const PointList &points, int numbersPerPoint);
/// How many scene units a local unit of points is along one axis, where their extent fills a side of the box that is
/// `side` long; with the sign of `side`. 0 for points in one place, which stand in the middle of the box; always
/// finite.
double axisScale(double side, double extent);
/// The points of ink, line or arrow in the scene, scaled into the box, mirrored and rotated. Empty for other kinds.
QList<QPointF> scenePoints(const Shape &shape);
/// The box that shows `points` where they are, given in scene units, and unrotated.
Box boxOfPoints(const PointList &points, int numbersPerPoint);

/// Whether ink, line or arrow ends where it begins, within 8 scene units: then it has an inside to fill.
bool isClosedPath(const Shape &shape);
/// The cubic Bézier curve through `points` as which a curved line is drawn: the first point, then two control points
/// and the next point for each stretch.
QList<QPointF> curveThrough(const QList<QPointF> &points);
/// The shape's outline in the scene in straight pieces, fine enough to look curved. That of a shape with an area has
/// its rounded corners and ends where it begins. `pixelsPerUnit`: how large it is seen.
QList<QPointF> outlineOf(const Shape &shape, double pixelsPerUnit = 1);
/// The line inside of it that is stroked too, likewise. Empty for most.
QList<QPointF> innerLineOf(const Shape &shape, double pixelsPerUnit = 1);

/// The width of ink where the pen pressed with `pressure` (0..1): `width` itself at 0.5, as with a mouse.
constexpr double inkWidth(double width, double pressure)
{
    return width * (0.5 + pressure);
}
/// How far the heads of a line reach back and to the sides. The painter makes them smaller on lines shorter than two.
double headLength(const Shape &shape);
/// How far a rough outline may stray from the exact one.
double roughReach(const Shape &shape);
/// The radius of the corners as drawn: never more than half of the shorter side.
double cornerRadius(const Shape &shape);
/// How wide the label of a line becomes before its words break.
double lineLabelWidth(const Shape &shape);
/// The middle of a line by its length, in the scene: its label is centred there.
QPointF lineLabelCenter(const Shape &shape);
/// About where the label of a line is, without the line's rotation: fonts are not known here. A null rectangle where
/// there is none.
QRectF roughLineLabel(const Shape &shape);
/// How far a line ends before its label.
inline constexpr double lineLabelGap = 4;
/// Height of a line of text over the size of its font. A constant, so that texts are equally high on every system.
inline constexpr double lineSpacing = 1.25;
/// How wide a letter is over the size of its font, on average.
inline constexpr double letterWidth = 0.55;
/// The band above a frame that its name stands in.
inline constexpr double frameTitleHeight = 24;

/// Upright bounds of the shape's own geometry, without the width of its outline.
QRectF geometryBounds(const Shape &shape);
/// Upright bounds of all that is painted: outline, heads, rough edges, a frame's name, roughly the label of a line. Not
/// of text that outgrows its box, which only a program with fonts can measure.
QRectF paintBounds(const Shape &shape);
/// Bounds of the geometry of several shapes; a null rectangle for none.
QRectF boundsOf(const QList<ShapeRef> &shapes);

/// Whether a click at `at` means this shape: on its outline within `tolerance`, or inside it when it is filled,
/// holds text, or is of a kind that is solid by nature (text, note, image). A frame is only its outline, a line is its
/// label too.
bool hits(const Shape &shape, QPointF at, double tolerance);
/// Whether the whole shape lies within `area`.
bool isInside(const Shape &shape, const QRectF &area);

/// The place of an anchor on a shape, in the scene; it turns and mirrors with the shape.
QPointF anchorPoint(const Shape &target, const Anchor &anchor);

/// Where `box` goes when everything in `from` is stretched onto `to`: what a resize does to each shape of a selection.
/// A negative width or height of `to` mirrors. A box at an angle keeps its right angles.
Box mapBox(const Box &box, const QRectF &from, const QRectF &to);

} // namespace sketchroom
