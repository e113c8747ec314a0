#include "app/tools/selectionoverlay.h"

#include "app/editing/attachments.h"
#include "app/editing/selection.h"
#include "app/render/colors.h"
#include "app/render/shapegeometry.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/widgets/icons.h"
#include "common/model/geometry.h"

#include <QPainter>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr double overlayZ = 1000;
constexpr double lineWidth = 1.5; // all in pixels of the view
constexpr double handleSize = 8;
constexpr double handleCorner = 2;
constexpr double margin = 40;
constexpr int bandOpacity = 24; // of 255
/// Frames around each of very many shapes would say nothing, and cost time.
constexpr qsizetype mostOutlines = 200;
/// More are drawn without smooth edges, which takes a tenth of the time, and not at all while they move.
constexpr qsizetype mostSmoothOutlines = 40;

QPen cosmetic(const QColor &color, double width)
{
    QPen pen(color, width);
    pen.setCosmetic(true);
    pen.setJoinStyle(Qt::MiterJoin);
    return pen;
}

/// Appends what is selected of one shape: its box, or the way of a line, which leaves its label free.
void appendOutline(QList<QLineF> &lines, const Shape &shape)
{
    QList<QPointF> way;
    if (isLinear(shape.kind)) {
        way = scenePoints(shape);
    } else {
        const std::array<QPointF, 4> corners = cornersOf(shape.box);
        way = QList<QPointF>(corners.begin(), corners.end()) << corners.front();
    }
    const QRectF label = lineLabelRoom(shape);
    const QPointF center = centerOf(shape.box);
    for (qsizetype i = 1; i < way.size(); ++i) {
        const QLineF line(way.at(i - 1), way.at(i));
        const auto [enters, leaves] = shareInside(
            label, {rotated(line.p1(), center, -shape.box.angle), rotated(line.p2(), center, -shape.box.angle)});
        if (label.isNull() || enters >= leaves) {
            lines.append(line);
        } else {
            lines.append({line.p1(), line.pointAt(enters)});
            lines.append({line.pointAt(leaves), line.p2()});
        }
    }
}

} // namespace

SelectionOverlay::SelectionOverlay(BoardScene &scene, BoardView &view, Selection &selection, QObject *parent)
    : m_scene(scene)
    , m_view(view)
    , m_selection(selection)
{
    setParent(parent);
    setZValue(overlayZ);
    setAcceptedMouseButtons(Qt::NoButton);
    scene.addItem(this);
    connect(&selection, &Selection::changed, this, &SelectionOverlay::refresh);
    connect(&view, &BoardView::viewChanged, this, [this] {
        if (m_view.zoom() != m_zoom)
            refresh();
    });
    connect(&scene.session(), &BoardSession::documentReset, this, &SelectionOverlay::refresh);
    connect(&scene.session(), &BoardSession::documentChanged, this, [this](const ChangeSet &changes) {
        const auto isSelected = [this](const Change &change) { return m_selection.contains(change.id()); };
        if (m_follows || std::any_of(changes.begin(), changes.end(), isSelected))
            refresh();
    });
}

void SelectionOverlay::setHandlesShown(bool shown)
{
    if (m_handlesShown == shown)
        return;
    m_handlesShown = shown;
    update();
}

void SelectionOverlay::setRubberBand(const QRectF &area)
{
    if (m_band == area)
        return;
    m_band = area;
    refresh();
}

void SelectionOverlay::setLasso(const QList<QPointF> &way)
{
    m_lasso = QPolygonF(way);
    refresh();
}

void SelectionOverlay::refresh()
{
    prepareGeometryChange();
    m_zoom = m_view.zoom();
    const QList<ShapeRef> &shapes = m_selection.unordered();
    const Document &document = m_scene.session().document();
    m_frame = SelectionFrame::around(document, shapes);
    m_follows =
        std::any_of(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return shape->from || shape->to; });
    m_outlines.clear();
    m_outlined = 0;
    const bool several = shapes.size() > 1 && shapes.size() <= mostOutlines;
    if (several || (m_frame && m_frame->isLine())) {
        m_outlined = shapes.size();
        for (const ShapeRef &shape : shapes)
            appendOutline(m_outlines, *shown(document, shape));
    }

    m_bounds = m_band.united(m_lasso.boundingRect());
    if (m_frame)
        m_bounds = m_bounds.united(QPolygonF(m_frame->outline(m_zoom)).boundingRect());
    const double around = margin / m_zoom;
    m_bounds.adjust(-around, -around, around, around);
    update();
}

void SelectionOverlay::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const QColor accent = m_view.palette().color(QPalette::Highlight);
    const bool few = m_outlined <= mostSmoothOutlines;
    painter->setRenderHint(QPainter::Antialiasing, few);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(cosmetic(accent, 1));
    if (m_handlesShown || few)
        painter->drawLines(m_outlines);
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_frame) {
        painter->setPen(cosmetic(accent, lineWidth));
        if (!m_frame->isLine())
            painter->drawPolygon(QPolygonF(m_frame->outline(m_zoom)));
        if (m_handlesShown) {
            for (const Handle handle : m_frame->handles(m_zoom))
                paintHandle(*painter, handle);
        }
    }
    QColor fill = accent;
    fill.setAlpha(bandOpacity);
    painter->setPen(cosmetic(accent, 1));
    painter->setBrush(fill);
    if (!m_band.isNull())
        painter->drawRect(m_band);
    if (!m_lasso.isEmpty())
        painter->drawPolygon(m_lasso);
}

void SelectionOverlay::paintHandle(QPainter &painter, Handle handle) const
{
    painter.save();
    painter.setBrush(m_scene.isDark() ? boardColor(true) : QColor(Qt::white));
    painter.translate(m_frame->position(handle, m_zoom));
    painter.rotate(m_frame->box().angle);
    painter.scale(1 / m_zoom, 1 / m_zoom);
    if (handle == Handle::Unlock) {
        constexpr int side = 16;
        painter.rotate(-m_frame->box().angle);
        painter.drawEllipse(QPointF(), side * 0.75, side * 0.75);
        themedIcon(QStringLiteral("lock")).paint(&painter, QRect(-side / 2, -side / 2, side, side));
        painter.restore();
        return;
    }
    const QRectF square(-handleSize / 2, -handleSize / 2, handleSize, handleSize);
    if (placeOf(handle).isNull())
        painter.drawEllipse(square);
    else
        painter.drawRoundedRect(square, handleCorner, handleCorner);
    painter.restore();
}

} // namespace sketchroom
