#include "app/render/shapepainter.h"

#include "app/render/colors.h"
#include "app/render/curves.h"
#include "app/render/imagepainter.h"
#include "app/render/strokes.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPathStroker>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// Paints one shape part by part, bottom first.
class ShapePainter final
{
public:
    ShapePainter(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options)
        : m_painter(painter)
        , m_shape(shape)
        , m_geometry(geometry)
        , m_options(options)
        , m_stroke(toQColor(shape.stroke, options.dark))
        , m_fill(toQColor(shape.fill, options.dark))
    {
    }

    void paint()
    {
        const QTransform before = m_painter.transform();
        const double opacityBefore = m_painter.opacity();
        m_painter.setOpacity(opacityBefore * m_shape.opacity);
        m_painter.setTransform(toScene(m_shape), true);
        if (m_shape.kind == Kind::Image) {
            paintImage(m_painter, m_shape, m_geometry.area, m_options);
        } else {
            paintArea();
            paintLines();
            paintInk();
        }
        m_painter.setTransform(before);
        m_painter.setOpacity(opacityBefore);
        paintShapeText(m_painter, m_shape, m_geometry.text, m_geometry.textArea, m_options);
    }

private:
    void fill(const QPainterPath &path, const QColor &color)
    {
        if (!path.isEmpty() && color.alpha() > 0)
            m_painter.fillPath(ownCopy(path), color);
    }

    void stroke(const QPainterPath &path, const QPen &pen)
    {
        if (path.isEmpty() || pen.color().alpha() == 0)
            return;
        // Lines that are a pixel wide or less Qt draws on screens by a shortcut, fainter than they are.
        const bool onScreen = m_painter.paintEngine()->type() == QPaintEngine::Raster;
        if (const QTransform to = m_painter.deviceTransform();
            onScreen && pen.widthF() * std::hypot(to.m11(), to.m12()) <= 1) {
            QPainterPath outline = QPainterPathStroker(pen).createStroke(path);
            outline.setFillRule(Qt::WindingFill);
            m_painter.fillPath(outline, pen.color());
        } else {
            m_painter.strokePath(ownCopy(path), pen);
        }
    }

    void paintArea()
    {
        if (m_shape.hatch == Hatch::Solid || m_geometry.hatch.isEmpty())
            fill(m_geometry.area, m_fill);
        else
            stroke(m_geometry.hatch, hatchPen(m_shape, m_fill));
    }

    void paintLines()
    {
        stroke(m_geometry.outline, outlinePen(m_shape, m_stroke, m_geometry.outline));
        stroke(m_geometry.marks, solidPen(m_stroke, m_shape.width));
        fill(m_geometry.solid, m_stroke);
        stroke(m_geometry.solid, headPen(m_shape, m_stroke));
    }

    void paintInk()
    {
        const InkOutline &ink = m_geometry.ink;
        if (ink.isEmpty())
            return;
        m_painter.translate(m_geometry.inkOffset);
        if (isThread(ink)) {
            paintThread(ink);
            return;
        }
        if (ink.pieces.size() == 1) {
            fill(ink.pieces.first()->path, m_stroke);
            return;
        }
        const QRectF clip = m_options.clip.isNull() ? QRectF() : localClip();
        QPainterPath visible;
        visible.setFillRule(Qt::WindingFill);
        for (const InkOutline::PieceRef &piece : ink.pieces) {
            if (clip.isNull() || clip.intersects(piece->bounds))
                visible.addPath(piece->path);
        }
        fill(visible, m_stroke);
    }

    /// Zoomed out so far that the ink's width cannot be seen to vary, and its points lie closer than pixels.
    bool isThread(const InkOutline &ink) const
    {
        constexpr double thin = 1.5; // pixels
        return m_options.pixelsPerUnit > 0 && m_options.pixelsPerUnit < 0.5 && ink.points.size() > 3 &&
               ink.width * m_options.pixelsPerUnit < thin;
    }

    /// A thin line through some of the points: a tenth of the work of filling the outline.
    void paintThread(const InkOutline &ink)
    {
        if (m_stroke.alpha() == 0)
            return;
        const double step = 2.5 / m_options.pixelsPerUnit;
        QPolygonF line;
        line.reserve(ink.points.size() / 3);
        for (qsizetype i = 0; i + 2 < ink.points.size(); i += 3) {
            const QPointF at(ink.points[i], ink.points[i + 1]);
            const bool last = i + 5 >= ink.points.size();
            if (line.isEmpty() || last || (at - line.last()).manhattanLength() >= step)
                line.append(at);
        }
        // Up to a pixel wide and without round joins, lines are drawn and not filled.
        const double width = std::min(ink.width, 1 / m_options.pixelsPerUnit);
        m_painter.setPen(QPen(m_stroke, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        m_painter.drawPolyline(line);
    }

    QRectF localClip() const
    {
        const QTransform inkToScene =
            QTransform::fromTranslate(m_geometry.inkOffset.x(), m_geometry.inkOffset.y()) * toScene(m_shape);
        return inkToScene.inverted().mapRect(m_options.clip);
    }

    QPainter &m_painter;
    const Shape &m_shape;
    const ShapeGeometry &m_geometry;
    const PaintOptions &m_options;
    const QColor m_stroke;
    const QColor m_fill;
};

/// Letters too small to be read, as bars.
void paintGreeked(QPainter &painter, const TextBlock &text, const QRectF &area, QColor color)
{
    color.setAlphaF(color.alphaF() * 0.4f);
    double y = textTop(text, area) + text.lineHeight() * 0.3;
    const double share = text.font.align == Align::Left ? 0 : text.font.align == Align::Center ? 0.5 : 1;
    for (const TextLine &line : text.lines) {
        const double x = area.x() + share * (area.width() - line.width);
        painter.fillRect(QRectF(x, y, line.width, text.lineHeight() * 0.4), color);
        y += text.lineHeight();
    }
}

/// Too small to tell apart from a dot.
bool paintSpeck(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options)
{
    const double pixels = std::max(geometry.bounds.width(), geometry.bounds.height()) * options.pixelsPerUnit;
    if (options.pixelsPerUnit <= 0 || pixels > speckSize)
        return false;
    QColor color = toQColor(shape.stroke.none ? shape.fill : shape.stroke, options.dark);
    color.setAlphaF(float(color.alphaF() * shape.opacity) * 0.5f);
    painter.fillRect(sceneBounds(shape, geometry), color);
    return true;
}

} // namespace

QColor textColor(const Shape &shape, bool dark)
{
    const QColor stroke = toQColor(shape.stroke, dark);
    return stroke.alpha() > 0 ? stroke : toQColor(Color::rgb(0x1e1e1e), dark);
}

void paintShapeText(QPainter &painter, const Shape &shape, const TextBlock &text, const QRectF &area,
                    const PaintOptions &options)
{
    if (text.isEmpty())
        return;
    const QTransform before = painter.transform();
    const double opacityBefore = painter.opacity();
    painter.setOpacity(opacityBefore * shape.opacity);
    painter.setTransform(toSceneUnmirrored(shape), true);
    const QColor color = textColor(shape, options.dark);
    if (options.pixelsPerUnit > 0 && text.font.size * options.pixelsPerUnit < readableText) {
        paintGreeked(painter, text, area, color);
    } else {
        painter.setPen(color);
        paintText(painter, text, {area.x(), textTop(text, area)}, area.width(), options.glyphs);
    }
    painter.setTransform(before);
    painter.setOpacity(opacityBefore);
}

void paintShape(QPainter &painter, const Shape &shape, const ShapeGeometry &geometry, const PaintOptions &options)
{
    if (!paintSpeck(painter, shape, geometry, options))
        ShapePainter(painter, shape, geometry, options).paint();
}

} // namespace sketchroom
