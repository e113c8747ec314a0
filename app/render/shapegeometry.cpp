#include "app/render/shapegeometry.h"

#include "app/render/labelroom.h"
#include "app/render/outlines.h"
#include "app/render/sketchy.h"
#include "common/model/geometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double labelPadding = 8;
constexpr double largestFrameTitle = 16;

bool isFilledShape(Kind kind)
{
    return info(kind).outline && kind != Kind::Text;
}

/// The room for a label in a shape that fills its box.
QRectF labelArea(const Shape &shape)
{
    const double w = std::abs(shape.box.w);
    const double h = std::abs(shape.box.h);
    const double padding = std::min({labelPadding, w / 8, h / 8});
    return QRectF(-w / 2, -h / 2, w, h).adjusted(padding, padding, -padding, -padding);
}

/// Breaks a label so that it stays inside an outline that is not the box, in as few lines as that takes. Where there is
/// no such way, it is as wide as its longest word wants to be, and higher than its area.
void addLabelInside(ShapeGeometry &geometry, const Shape &shape)
{
    const LabelRoom room(shape, labelPadding);
    const double lineHeight = shape.font.size * lineSpacing;
    const double widest = std::max(room.widthFor(0), shape.font.size);
    const double word = std::min(longestWordWidth(shape.text, shape.font), widest);
    bool fits = false;
    for (qsizetype lines = 1; !fits;) {
        const double width = room.widthFor(double(lines) * lineHeight);
        if (width < word || width <= 0)
            break;
        geometry.text = layOutText(shape.text, shape.font, width);
        fits = geometry.text.lines.size() <= lines;
        lines = std::max(lines + 1, geometry.text.lines.size());
    }
    if (!fits)
        geometry.text = layOutText(shape.text, shape.font, std::max(word, widest / 2));
    geometry.textArea = room.place(geometry.text.size, shape.font.valign);
}

/// What of the path lies outside of `hole`, in straight pieces.
QPainterPath outside(const QRectF &hole, const QPainterPath &path)
{
    constexpr double fineness = 4; // pieces a quarter of a scene unit off the curve look like it
    if (!path.intersects(hole))
        return path;
    QPainterPath rest;
    for (const QPolygonF &fine : path.toSubpathPolygons(QTransform::fromScale(fineness, fineness))) {
        bool joins = false;
        for (qsizetype i = 1; i < fine.size(); ++i) {
            const QLineF piece(fine[i - 1] / fineness, fine[i] / fineness);
            const auto [enters, leaves] = shareInside(hole, piece);
            if (enters > 0) {
                if (!joins)
                    rest.moveTo(piece.p1());
                rest.lineTo(piece.pointAt(enters));
            }
            if (leaves < 1) {
                rest.moveTo(piece.pointAt(leaves));
                rest.lineTo(piece.p2());
            }
            joins = enters >= 1 || leaves < 1;
        }
    }
    return rest;
}

QRectF lineLabelArea(const Shape &shape, const TextBlock &text)
{
    const QPointF box = centerOf(shape.box);
    const QPointF center = rotated(lineLabelCenter(shape), box, -shape.box.angle) - box;
    return {center - QPointF(text.size.width(), text.size.height()) / 2, text.size};
}

QRectF withGap(const QRectF &area)
{
    return area.adjusted(-lineLabelGap, -lineLabelGap, lineLabelGap, lineLabelGap);
}

void addLineLabel(ShapeGeometry &geometry, const Shape &shape)
{
    geometry.text = layOutText(shape.text, shape.font, lineLabelWidth(shape));
    geometry.textArea = lineLabelArea(shape, geometry.text);
    // The lines are mirrored when they are painted, and the text is not.
    const QRectF free = withGap(geometry.textArea);
    const auto mirror = QTransform::fromScale(shape.box.w < 0 ? -1 : 1, shape.box.h < 0 ? -1 : 1);
    geometry.outline = outside(mirror.mapRect(free), geometry.outline);
}

void addText(ShapeGeometry &geometry, const Shape &shape)
{
    if (isLinear(shape.kind))
        return addLineLabel(geometry, shape);
    if (info(shape.kind).family == Family::Closed && !info(shape.kind).fillsBox)
        return addLabelInside(geometry, shape);
    const double w = std::abs(shape.box.w);
    const double h = std::abs(shape.box.h);
    double wrapWidth = 0;
    geometry.textArea = QRectF(-w / 2, -h / 2, w, h);
    if (shape.kind == Kind::Frame) {
        geometry.textArea = QRectF(-w / 2, -h / 2 - frameTitleHeight, w, frameTitleHeight);
    } else if (shape.kind != Kind::Text) {
        geometry.textArea = labelArea(shape);
        const double needed = std::min(longestWordWidth(shape.text, shape.font), w - 2 * labelPadding);
        const double missing = std::max(0.0, needed - geometry.textArea.width());
        geometry.textArea.adjust(-missing / 2, 0, missing / 2, 0);
        wrapWidth = std::max(geometry.textArea.width(), shape.font.size);
    }
    Font font = shape.font;
    if (shape.kind == Kind::Frame)
        font.size = std::min(font.size, largestFrameTitle);
    geometry.text = layOutText(shape.text, font, wrapWidth);
}

QPainterPath inkArea(const StretchedPoints &points)
{
    QPainterPath path;
    for (qsizetype i = 0; i + 2 < points.numbers.size(); i += 3) {
        const QPointF at = QPointF(points.numbers[i], points.numbers[i + 1]) + points.toCenter;
        if (i == 0)
            path.moveTo(at);
        else
            path.lineTo(at);
    }
    path.closeSubpath();
    return path;
}

/// Where the text is in its area; it may be larger.
QRectF textRect(const ShapeGeometry &geometry)
{
    const QSizeF size = geometry.text.size;
    const QRectF &area = geometry.textArea;
    const Align align = geometry.text.font.align;
    const double x = align == Align::Left ? 0 : align == Align::Center ? 0.5 : 1;
    return {QPointF(area.x() + x * (area.width() - size.width()), textTop(geometry.text, area)), size};
}

void addHatch(ShapeGeometry &geometry, const Shape &shape)
{
    if (shape.hatch == Hatch::Solid || geometry.area.isEmpty())
        return;
    const double gap = std::max(4 * shape.width, 4.0);
    geometry.hatch = hatchLines(geometry.area, gap, -41);
    if (shape.hatch == Hatch::Cross) {
        const QPainterPath across = hatchLines(geometry.area, gap, 49);
        if (across.isEmpty())
            geometry.hatch.clear();
        else
            geometry.hatch.addPath(across);
    }
    if (shape.rough > 0)
        geometry.hatch = sketched(geometry.hatch, shape.rough, std::min(roughReach(shape), gap / 2),
                                  sketchSeed(shape.id) ^ 0x68617463, 1);
}

void roughen(ShapeGeometry &geometry, const Shape &shape)
{
    if (shape.rough <= 0)
        return;
    const double reach = roughReach(shape);
    const quint64 seed = sketchSeed(shape.id);
    // A second stroke would fill the gaps of a dashed one.
    const int strokes = shape.dash == Dash::Solid ? 2 : 1;
    geometry.outline = sketched(geometry.outline, shape.rough, reach, seed, strokes);
    geometry.marks = sketched(geometry.marks, shape.rough, reach, seed + 7);
}

QRectF paintedBounds(const ShapeGeometry &geometry, const Shape &shape)
{
    QRectF stroked = geometry.outline.controlPointRect() | geometry.marks.controlPointRect();
    // Half of the width, the corner of a mitred join, and the pixel that a hairline may spread to. (Without it a
    // straight line would have no width, and be lost in a union.)
    const double half = shape.width * 0.75 + 1;
    stroked.adjust(-half, -half, half, half);
    QRectF bounds = geometry.area.controlPointRect() | geometry.solid.controlPointRect();
    if (!geometry.hatch.isEmpty())
        bounds |= geometry.hatch.controlPointRect().adjusted(-half, -half, half, half);
    if (!geometry.outline.isEmpty() || !geometry.marks.isEmpty())
        bounds |= stroked;
    if (!geometry.ink.isEmpty())
        bounds |= geometry.ink.bounds().translated(geometry.inkOffset);
    bounds = QTransform::fromScale(shape.box.w < 0 ? -1 : 1, shape.box.h < 0 ? -1 : 1).mapRect(bounds);
    if (!geometry.text.isEmpty())
        bounds |= textRect(geometry);
    return bounds;
}

} // namespace

std::pair<double, double> shareInside(const QRectF &area, const QLineF &line)
{
    double enters = 0;
    double leaves = 1;
    const auto cut = [&](double along, double before, double behind) {
        // `before`: how far the area begins ahead of the line's start, `behind`: how far it ends, along one axis.
        if (along == 0)
            return before <= 0 && behind >= 0;
        enters = std::max(enters, std::min(before / along, behind / along));
        leaves = std::min(leaves, std::max(before / along, behind / along));
        return enters < leaves;
    };
    const bool inside = cut(line.dx(), area.left() - line.x1(), area.right() - line.x1()) &&
                        cut(line.dy(), area.top() - line.y1(), area.bottom() - line.y1());
    return inside ? std::pair(enters, leaves) : std::pair(1.0, 1.0);
}

QRectF lineLabelRoom(const Shape &shape)
{
    if (!isLinear(shape.kind) || shape.text.isEmpty())
        return {};
    const TextBlock text = layOutText(shape.text, shape.font, lineLabelWidth(shape));
    return withGap(lineLabelArea(shape, text)).translated(centerOf(shape.box));
}

double textTop(const TextBlock &text, const QRectF &area)
{
    const VAlign align = text.font.valign;
    const double y = align == VAlign::Top ? 0 : align == VAlign::Middle ? 0.5 : 1;
    return area.y() + y * (area.height() - text.size.height());
}

GeometryRef makeGeometry(const Shape &shape, const ShapeGeometry *previous)
{
    auto geometry = std::make_shared<ShapeGeometry>();
    if (isLinear(shape.kind)) {
        LinearOutline line = linearOutline(shape);
        geometry->outline = std::move(line.line);
        geometry->marks = std::move(line.lines);
        geometry->solid = std::move(line.solid);
        geometry->area = std::move(line.area);
    } else if (shape.kind == Kind::Ink) {
        const StretchedPoints points = stretchedPoints(shape);
        geometry->ink = makeInkOutline(points.numbers, shape.width, previous ? &previous->ink : nullptr);
        geometry->inkOffset = points.toCenter;
        if (!shape.fill.none && isClosedPath(shape))
            geometry->area = inkArea(points);
    } else if (isFilledShape(shape.kind)) {
        geometry->area = closedOutline(shape);
        geometry->outline = geometry->area;
        geometry->outline.addPath(innerLine(shape));
    } else if (!shape.fill.none) {
        geometry->area = closedOutline(shape);
    }
    addHatch(*geometry, shape);
    roughen(*geometry, shape);
    if (!shape.text.isEmpty())
        addText(*geometry, shape);
    geometry->bounds = paintedBounds(*geometry, shape);
    return geometry;
}

QTransform toSceneUnmirrored(const Shape &shape)
{
    const QPointF center = centerOf(shape.box);
    QTransform transform = QTransform::fromTranslate(center.x(), center.y());
    if (shape.box.angle != 0)
        transform.rotate(shape.box.angle);
    return transform;
}

QTransform toScene(const Shape &shape)
{
    QTransform transform = toSceneUnmirrored(shape);
    if (shape.box.w < 0 || shape.box.h < 0)
        transform.scale(shape.box.w < 0 ? -1 : 1, shape.box.h < 0 ? -1 : 1);
    return transform;
}

QRectF sceneBounds(const Shape &shape, const ShapeGeometry &geometry)
{
    return toSceneUnmirrored(shape).mapRect(geometry.bounds);
}

} // namespace sketchroom
