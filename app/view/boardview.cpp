#include "app/view/boardview.h"

#include "app/view/boardscene.h"

#include <QPaintEvent>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <cmath>

namespace sketchroom {

namespace {

constexpr double fitMargin = 32; // pixels

// Where zoomIn() and zoomOut() stop.
constexpr std::array zoomSteps = {0.05, 0.1, 0.25, 0.5, 0.75, 1.0,  1.25, 1.5, 2.0,
                                  3.0,  4.0, 6.0,  8.0, 12.0, 16.0, 24.0, 30.0};

} // namespace

BoardView::BoardView(BoardScene &scene, QWidget *parent)
    : QGraphicsView(&scene, parent)
    , m_scene(scene)
{
    setAccessibleName(tr("Board"));
    setAccessibleDescription(tr("The drawing. Choose a tool and drag to draw."));
    setFrameShape(QFrame::NoFrame);
    // Where the board is looked at is where the scroll bars stand; they count from the left in every language.
    setLayoutDirection(Qt::LeftToRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setDragMode(NoDrag);
    setFocusPolicy(Qt::StrongFocus);
    setViewportUpdateMode(MinimalViewportUpdate);
    setOptimizationFlags(DontSavePainterState | DontAdjustForAntialiasing);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_AcceptTouchEvents);
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
}

void BoardView::setInput(BoardInput *input)
{
    m_input = input;
    refreshCursor();
}

QPointF BoardView::toScene(QPointF view) const
{
    return viewportTransform().inverted().map(view);
}

QPointF BoardView::toView(QPointF scene) const
{
    return viewportTransform().map(scene);
}

QRectF BoardView::visibleScene() const
{
    return {toScene({0, 0}), QSizeF(viewport()->size()) / m_zoom};
}

QPointF BoardView::viewCenter() const
{
    return QRectF(viewport()->rect()).center();
}

void BoardView::setZoom(double zoom, QPointF viewAnchor)
{
    const double clamped = std::clamp(zoom, minimumZoom, maximumZoom);
    if (!m_zoomAnchor || m_zoomAnchor->view != viewAnchor)
        m_zoomAnchor = ZoomAnchor{viewAnchor, toScene(viewAnchor)};
    if (clamped == m_zoom)
        return;
    m_zoom = clamped;
    setTransform(QTransform::fromScale(m_zoom, m_zoom));
    place(m_zoomAnchor->scene, viewAnchor);
}

void BoardView::place(QPointF scene, QPointF view)
{
    scrollTo(scene * m_zoom - view);
    announce();
}

void BoardView::announce()
{
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const bool within = viewport()->rect().contains(pointer);
    m_scene.setVisibleArea(visibleScene(), toScene(within ? QPointF(pointer) : viewCenter()));
    Q_EMIT viewChanged();
}

void BoardView::scrollTo(QPointF topLeft)
{
    const QPoint whole = topLeft.toPoint();
    m_panRest = QPointF(whole) - topLeft;
    horizontalScrollBar()->setValue(whole.x());
    verticalScrollBar()->setValue(whole.y());
}

void BoardView::panBy(QPointF pixels)
{
    m_zoomAnchor.reset();
    scrollTo(QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()) - m_panRest - pixels);
    announce();
}

void BoardView::centerOnScene(QPointF scene)
{
    m_zoomAnchor.reset();
    place(scene, viewCenter());
}

void BoardView::zoomIn()
{
    const auto next = std::upper_bound(zoomSteps.begin(), zoomSteps.end(), m_zoom * 1.001);
    setZoom(next == zoomSteps.end() ? maximumZoom : *next, viewCenter());
}

void BoardView::zoomOut()
{
    const auto next = std::lower_bound(zoomSteps.begin(), zoomSteps.end(), m_zoom * 0.999);
    setZoom(next == zoomSteps.begin() ? minimumZoom : *std::prev(next), viewCenter());
}

void BoardView::resetZoom()
{
    setZoom(1, viewCenter());
}

void BoardView::zoomToFit()
{
    const QRectF drawing = m_scene.drawingBounds();
    if (drawing.isNull())
        resetZoom();
    else
        zoomToRect(drawing);
}

void BoardView::zoomToRect(const QRectF &scene, double atMost)
{
    const QRectF free = freeArea();
    const double width = std::max(1.0, free.width() - 2 * fitMargin);
    const double height = std::max(1.0, free.height() - 2 * fitMargin);
    const double fitting = std::min(width / std::max(scene.width(), 1.0), height / std::max(scene.height(), 1.0));
    setZoom(std::min(fitting, atMost), viewCenter());
    m_zoomAnchor.reset();
    place(scene.center(), free.center());
}

void BoardView::setCovered(const QMargins &covered)
{
    m_covered = covered;
}

QRect BoardView::freeArea() const
{
    const QRect whole = viewport()->rect();
    const QRect free = whole.marginsRemoved(m_covered);
    // In a tiny window the panels cover it all.
    constexpr int least = 80;
    return free.width() < least || free.height() < least ? whole : free;
}

void BoardView::paintEvent(QPaintEvent *event)
{
    QList<QRectF> areas;
    for (const QRect &area : event->region())
        areas.append(viewportTransform().inverted().mapRect(QRectF(area)));
    m_scene.setClip(areas);
    QGraphicsView::paintEvent(event);
    m_scene.setClip({});
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_zoomAnchor.reset();
    announce();
}

void BoardView::setGridShown(bool shown)
{
    m_scene.setGridShown(shown);
}

bool BoardView::gridShown() const
{
    return m_scene.isGridShown();
}

} // namespace sketchroom
