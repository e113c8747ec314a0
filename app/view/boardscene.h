#pragma once

#include "app/view/boardpicture.h"
#include "app/view/inkplayback.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QGraphicsScene>

namespace sketchroom {

class BoardSession;
class LassoArea;
class ImageCache;
class LiveLayer;
class TileCache;

/// The board on the screen. The shapes of the document are not items: they are painted as the scene's background, so
/// that tens of thousands of them cost nothing; items are what lies over them for a while (selection frames, handles,
/// cursors, the text editor). Follows the session's document by itself.
class BoardScene final : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit BoardScene(BoardSession &session, QObject *parent = nullptr);
    ~BoardScene() override;

    BoardSession &session() const { return m_session; }

    /// The shapes that a click at `scene` means, topmost first; `tolerance` in scene units. Shapes of the document, as
    /// all that the scene returns: attached arrows are found where they are shown.
    QList<ShapeRef> shapesAt(QPointF scene, double tolerance) const;
    /// The shapes that lie in the area whole; in no order.
    QList<ShapeRef> shapesInside(const QRectF &area) const;
    QList<ShapeRef> shapesInside(const LassoArea &area) const;
    /// Those whose bounds, and those whose outline or filled area, reach into the area; in paint order.
    QList<ShapeRef> shapesAround(const QRectF &area) const;
    QList<ShapeRef> shapesTouching(const QRectF &area) const;
    /// Upright bounds of the shape as it is shown; empty for one that is not there.
    QRectF shownBounds(const ShapeId &id) const;
    /// Bounds of the whole drawing; null for an empty board.
    QRectF drawingBounds() const;

    /// Shapes that are not painted and not found, e.g. the text that is being edited.
    void setHidden(const QSet<ShapeId> &ids);
    /// Where images come from; without it they are placeholders.
    void setImages(const std::shared_ptr<ImageCache> &images);
    void setDark(bool dark);
    bool isDark() const { return m_dark; }
    void setGridShown(bool shown);
    bool isGridShown() const { return m_gridShown; }
    /// What the window shows, and where in it the user looks: it is painted ahead, and that first.
    void setVisibleArea(const QRectF &area, QPointF focus);
    /// Which parts of the scene the next frame brings to the screen. A view hands drawBackground() their bounding
    /// rectangle only, and clips the painter.
    void setClip(const QList<QRectF> &areas) { m_clip = areas; }
    /// Whether all that is shown is sharp, and each shape in its place among the others.
    bool isSettled() const;
    qsizetype tileBytes() const; ///< what the picture takes up in memory

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void applyChanges(const ChangeSet &changes);
    void playInk();
    void reset();
    void repaint(const BoardPicture::Spoilt &spoilt);
    void showAgain(const QRectF &area);
    void updateWindows(const QRectF &area);
    void showAllAgain();
    void showImagesAgain();
    QList<ShapeRef> original(QList<ShapeRef> shown) const;

    BoardSession &m_session;
    std::unique_ptr<BoardPicture> m_picture;
    std::unique_ptr<TileCache> m_tiles;
    std::unique_ptr<LiveLayer> m_live;
    InkPlayback m_ink;
    QElapsedTimer m_time;
    QBasicTimer m_inkTimer;
    bool m_dark = false;
    bool m_gridShown = true;
    QSet<QByteArray> m_changedImages; ///< by their hash, until they are shown again
    QList<QRectF> m_clip;
    // Since the last frame.
    int m_shownAgain = 0;
    QRectF m_manyAreas;
};

} // namespace sketchroom
