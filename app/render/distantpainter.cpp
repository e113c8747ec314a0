#include "app/render/distantpainter.h"

#include "app/render/colors.h"
#include "app/render/shapepainter.h"
#include "app/render/strokes.h"
#include "common/model/geometry.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double distantBelow = 0.5; // pixels a scene unit
constexpr double thickLine = 2.0;    // pixels: how its lines join can be seen
constexpr double finestStep = 2.0;   // pixels between two points of a line
constexpr double smallestHead = 1.5; // pixels

/// How much ink a pattern leaves out.
double shareOf(Dash dash)
{
    return dash == Dash::Solid ? 1 : dash == Dash::Dashed ? 0.6 : 0.35;
}

double lineWidth(const Shape &shape)
{
    if (shape.kind == Kind::Ink)
        return inkWidth(shape.width, 0.5);
    // A hand goes over its lines twice, and not on the same way.
    return shape.kind == Kind::Note ? 1 : shape.width * (shape.rough > 0 ? 1.3 : 1);
}

/// The points in pixels, without those that lie too close to the last one.
QPolygonF thinned(const TileCanvas &canvas, const QList<QPointF> &scene)
{
    QPolygonF points;
    points.reserve(scene.size());
    for (qsizetype i = 0; i < scene.size(); ++i) {
        const QPointF at = canvas.toPixels.map(scene[i]);
        const bool last = i + 1 == scene.size();
        if (points.isEmpty() || last || (at - points.last()).manhattanLength() >= finestStep)
            points.append(at);
    }
    return points;
}

void addPolygon(Coverage &coverage, const QPolygonF &polygon)
{
    QPointF from = polygon.last();
    for (const QPointF &to : polygon) {
        coverage.addEdge(from.x(), from.y(), to.x(), to.y());
        from = to;
    }
}

/// A ribbon of so many pixels along a line that need not be closed.
void addRibbon(Coverage &coverage, const QPolygonF &line, double width)
{
    QPolygonF ribbon(2 * line.size());
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QPointF along = line[std::min(i + 1, line.size() - 1)] - line[std::max<qsizetype>(i - 1, 0)];
        const double length = std::sqrt(QPointF::dotProduct(along, along));
        const QPointF side = length > 0 ? QPointF(-along.y(), along.x()) * (width / 2 / length) : QPointF(0, width / 2);
        ribbon[i] = line[i] + side;
        ribbon[ribbon.size() - 1 - i] = line[i] - side;
    }
    addPolygon(coverage, ribbon);
}

void addHead(Coverage &coverage, QPointF tip, QPointF from, double size, double width)
{
    const QPointF back = from - tip;
    const double length = std::sqrt(QPointF::dotProduct(back, back));
    if (length == 0)
        return;
    const QPointF along = back / length * size;
    const QPointF side(-along.y() * 0.4, along.x() * 0.4);
    addRibbon(coverage, {tip + along * 0.9 + side, tip, tip + along * 0.9 - side}, width);
}

QPolygonF outlineInPixels(const TileCanvas &canvas, const Shape &shape)
{
    const double scale = canvas.pixelsPerUnit();
    // Most shapes are boxes, whose round corners cannot be seen from here.
    if (info(shape.kind).fillsBox && cornerRadius(shape) * scale < 1) {
        const std::array<QPointF, 4> corners = cornersOf(shape.box);
        QPolygonF box;
        box.reserve(corners.size() + 1);
        for (const QPointF &corner : corners)
            box.append(canvas.toPixels.map(corner));
        box.append(box.constFirst());
        return box;
    }
    return thinned(canvas, outlineOf(shape, scale));
}

bool isFilled(const Shape &shape)
{
    if (shape.fill.none || shape.kind == Kind::Text)
        return false;
    return numbersPerPoint(shape.kind) == 0 || isClosedPath(shape);
}

void paintFill(TileCanvas &canvas, const Shape &shape, const QPolygonF &outline)
{
    addPolygon(canvas.coverage, outline);
    // Hatching too fine to be seen as lines covers so much.
    const double share = shape.hatch == Hatch::Solid ? 1 : shape.hatch == Hatch::Hachure ? 0.15 : 0.28;
    canvas.fill(toQColor(shape.fill, canvas.dark), shape.opacity * share, Coverage::Rule::OddEven);
}

void paintLines(TileCanvas &canvas, const Shape &shape, const QPolygonF &outline)
{
    const double scale = canvas.pixelsPerUnit();
    const double width = lineWidth(shape) * scale;
    if (outline.size() == 1)
        addRibbon(canvas.coverage, {outline.first() - QPointF(width / 2, 0), outline.first() + QPointF(width / 2, 0)},
                  width);
    else
        addRibbon(canvas.coverage, outline, width);
    if (info(shape.kind).innerLine)
        addRibbon(canvas.coverage, thinned(canvas, innerLineOf(shape, scale)), width);
    const double head = std::min(headLength(shape), std::abs(shape.box.w) + std::abs(shape.box.h)) * scale;
    if (isLinear(shape.kind) && outline.size() > 1 && head > smallestHead) {
        if (shape.ends.end != Head::None)
            addHead(canvas.coverage, outline.last(), outline[outline.size() - 2], head, width);
        if (shape.ends.start != Head::None)
            addHead(canvas.coverage, outline.first(), outline[1], head, width);
    }
    const QColor color = outlineColor(shape, toQColor(shape.stroke, canvas.dark));
    canvas.fill(color, shape.opacity * shareOf(shape.dash), Coverage::Rule::Winding);
}

/// Bars for lines of text that could not be read, as long as letters usually make them.
void paintBars(TileCanvas &canvas, const Shape &shape)
{
    const QRectF box = isLinear(shape.kind) ? roughLineLabel(shape) : frameOf(shape.box);
    const bool isText = shape.kind == Kind::Text;
    const double lineHeight = shape.font.size * lineSpacing;
    QList<double> lines;
    for (const QStringView line : QStringView(shape.text).split(u'\n')) {
        const double width = double(line.size()) * shape.font.size * letterWidth;
        const double room = isText ? width : std::max(box.width() * 0.9, shape.font.size);
        const int rows = width > room ? int(std::ceil(width / room)) : 1;
        lines.append(QList<double>(rows, width / rows));
    }
    const double share = shape.font.align == Align::Left ? 0 : shape.font.align == Align::Center ? 0.5 : 1;
    const double shareDown = shape.font.valign == VAlign::Top ? 0 : shape.font.valign == VAlign::Middle ? 0.5 : 1;
    double y = shape.kind == Kind::Frame ? box.top() - frameTitleHeight
                                         : box.top() + shareDown * (box.height() - double(lines.size()) * lineHeight);
    QTransform toPixels = canvas.toPixels;
    if (shape.box.angle != 0) {
        const QPointF center = centerOf(shape.box);
        toPixels = QTransform::fromTranslate(-center.x(), -center.y()) * QTransform().rotate(shape.box.angle) *
                   QTransform::fromTranslate(center.x(), center.y()) * canvas.toPixels;
    }
    for (const double width : std::as_const(lines)) {
        const double x = box.left() + share * (box.width() - width);
        addPolygon(canvas.coverage, toPixels.map(QPolygonF(QRectF(x, y + lineHeight * 0.3, width, lineHeight * 0.4))));
        y += lineHeight;
    }
    canvas.fill(textColor(shape, canvas.dark), shape.opacity * 0.4, Coverage::Rule::Winding);
}

void paintSpeck(TileCanvas &canvas, const Shape &shape)
{
    addPolygon(canvas.coverage, canvas.toPixels.map(QPolygonF(paintBounds(shape))));
    const Color color = shape.stroke.none ? shape.fill : shape.stroke;
    canvas.fill(toQColor(color, canvas.dark), shape.opacity * 0.5, Coverage::Rule::Winding);
}

} // namespace

bool isDistant(const Shape &shape, double pixelsPerUnit)
{
    if (pixelsPerUnit >= distantBelow || shape.kind == Kind::Image)
        return false;
    const bool readable = !shape.text.isEmpty() && shape.font.size * pixelsPerUnit >= readableText;
    return !readable && lineWidth(shape) * pixelsPerUnit < thickLine;
}

void paintDistant(TileCanvas &canvas, const Shape &shape)
{
    const double size = std::max(std::abs(shape.box.w), std::abs(shape.box.h)) + shape.width;
    if (size * canvas.pixelsPerUnit() <= speckSize)
        return paintSpeck(canvas, shape);
    if (shape.kind != Kind::Text) {
        const QPolygonF outline = outlineInPixels(canvas, shape);
        if (outline.isEmpty())
            return;
        if (isFilled(shape))
            paintFill(canvas, shape, outline);
        if (shape.kind == Kind::Note || !shape.stroke.none)
            paintLines(canvas, shape, outline);
    }
    if (!shape.text.isEmpty())
        paintBars(canvas, shape);
}

} // namespace sketchroom
