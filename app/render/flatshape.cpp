#include "app/render/flatshape.h"

#include "app/render/strokes.h"

#include <QPainterPathStroker>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// Qt flattens curves to half a pixel; a sixth cannot be seen.
constexpr double finer = 3;
constexpr int finestDetail = 32;

FlatPath stroked(const QPainterPath &path, const QPen &pen, double pixelsPerUnit)
{
    if (path.isEmpty() || pen.widthF() <= 0)
        return {};
    QPainterPathStroker stroker(pen);
    stroker.setCurveThreshold(0.1 / pixelsPerUnit);
    QPainterPath outline = stroker.createStroke(path);
    outline.setFillRule(Qt::WindingFill);
    return {outline, pixelsPerUnit};
}

QList<FlatShape::InkPiece> flatInk(const InkOutline &ink, int detail, const FlatShape *previous)
{
    QList<FlatShape::InkPiece> pieces;
    pieces.reserve(ink.pieces.size());
    const bool lends = previous && previous->detail == detail;
    for (qsizetype i = 0; i < ink.pieces.size(); ++i) {
        const InkOutline::PieceRef &piece = ink.pieces[i];
        if (lends && i < previous->ink.size() && previous->ink[i].piece == piece)
            pieces.append(previous->ink[i]);
        else
            pieces.append({piece, std::make_shared<const FlatPath>(piece->path, detail)});
    }
    return pieces;
}

qsizetype sizeOf(const FlatShape &flat)
{
    qsizetype bytes = qsizetype(sizeof(FlatShape)) + 64;
    for (const FlatPath *path : {&flat.area, &flat.hatch, &flat.outline, &flat.marks, &flat.solid, &flat.solidEdge})
        bytes += path->bytes();
    for (const FlatShape::InkPiece &piece : flat.ink)
        bytes += piece.path->bytes() + qsizetype(sizeof(FlatShape::InkPiece) + sizeof(FlatPath));
    for (const TextLine &line : flat.text.lines)
        bytes += line.text.size() * 2 + qsizetype(sizeof(TextLine));
    return bytes;
}

} // namespace

FlatPath::FlatPath(const QPainterPath &path, double pixelsPerUnit)
    : m_rule(path.fillRule() == Qt::WindingFill ? Coverage::Rule::Winding : Coverage::Rule::OddEven)
{
    const double scale = pixelsPerUnit * finer;
    const QList<QPolygonF> polygons = path.toSubpathPolygons(QTransform::fromScale(scale, scale));
    qsizetype points = 0;
    for (const QPolygonF &polygon : polygons)
        points += polygon.size();
    m_numbers.reserve(size_t(points) * 2);
    m_ends.reserve(size_t(polygons.size()));
    for (const QPolygonF &polygon : polygons) {
        for (const QPointF &point : polygon) {
            m_numbers.push_back(float(point.x() / scale));
            m_numbers.push_back(float(point.y() / scale));
        }
        m_ends.push_back(int(m_numbers.size() / 2));
    }
}

void FlatPath::addTo(Coverage &coverage, const QTransform &transform) const
{
    const auto at = [&](int i) {
        const double x = double(m_numbers[2 * size_t(i)]);
        const double y = double(m_numbers[2 * size_t(i) + 1]);
        return QPointF(x * transform.m11() + y * transform.m21() + transform.dx(),
                       x * transform.m12() + y * transform.m22() + transform.dy());
    };
    int begin = 0;
    for (const int end : m_ends) {
        QPointF from = at(end - 1);
        for (int i = begin; i < end; ++i) {
            const QPointF to = at(i);
            coverage.addEdge(from.x(), from.y(), to.x(), to.y());
            from = to;
        }
        begin = end;
    }
}

qsizetype FlatPath::bytes() const
{
    return qsizetype(m_numbers.size()) * qsizetype(sizeof(float)) + qsizetype(m_ends.size()) * qsizetype(sizeof(int));
}

int detailFor(double pixelsPerUnit)
{
    // Half as large again the corners cannot be seen yet.
    int detail = 1;
    while (detail < finestDetail && detail * 1.5 < pixelsPerUnit)
        detail *= 2;
    return detail;
}

FlatRef flattened(const Shape &shape, const ShapeGeometry &geometry, int detail, const FlatShape *previous)
{
    auto flat = std::make_shared<FlatShape>();
    flat->detail = detail;
    const QColor any; // the polygons have no colour
    if (shape.hatch == Hatch::Solid || geometry.hatch.isEmpty())
        flat->area = FlatPath(geometry.area, detail);
    else
        flat->hatch = stroked(geometry.hatch, hatchPen(shape, any), detail);
    flat->outline = stroked(geometry.outline, outlinePen(shape, any, geometry.outline), detail);
    flat->marks = stroked(geometry.marks, solidPen(any, shape.width), detail);
    flat->solid = FlatPath(geometry.solid, detail);
    flat->solidEdge = stroked(geometry.solid, headPen(shape, any), detail);
    flat->ink = flatInk(geometry.ink, detail, previous);
    flat->inkOffset = geometry.inkOffset;
    flat->text = geometry.text;
    flat->textArea = geometry.textArea;
    flat->bytes = sizeOf(*flat);
    return flat;
}

} // namespace sketchroom
