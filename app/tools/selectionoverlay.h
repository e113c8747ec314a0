#pragma once

#include "app/editing/selectionframe.h"

#include <QColor>
#include <QGraphicsObject>
#include <QPolygonF>

namespace sketchroom {

class BoardScene;
class BoardView;
class Selection;

/// Shows what is selected: a thin frame around each shape, the frame with its handles around all, and the rubber band.
/// Of the same size on the screen at any zoom. Goes with its parent or with the scene, whichever goes first.
class SelectionOverlay final : public QGraphicsObject
{
    Q_OBJECT

public:
    SelectionOverlay(BoardScene &scene, BoardView &view, Selection &selection, QObject *parent);

    const std::optional<SelectionFrame> &frame() const { return m_frame; }
    void setHandlesShown(bool shown);
    /// A null rectangle: none.
    void setRubberBand(const QRectF &area);
    /// An empty way: none.
    void setLasso(const QList<QPointF> &way);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void refresh();
    void paintHandle(QPainter &painter, Handle handle) const;

    BoardScene &m_scene;
    BoardView &m_view;
    Selection &m_selection;
    std::optional<SelectionFrame> m_frame;
    QList<QLineF> m_outlines;
    qsizetype m_outlined = 0; ///< the shapes that those are around
    QRectF m_band;
    QPolygonF m_lasso;
    QRectF m_bounds;
    double m_zoom = 1;
    bool m_follows = false; ///< an arrow is selected that follows other shapes
    bool m_handlesShown = true;
};

} // namespace sketchroom
