#pragma once

#include "app/view/pointerevent.h"
#include "app/view/touchgesture.h"

#include <QGraphicsView>

#include <optional>

class QInputEvent;
class QNativeGestureEvent;
class QSinglePointEvent;
class QTabletEvent;
class QTouchEvent;

namespace sketchroom {

class BoardInput;
class BoardScene;

/// The window on the board: camera, and the way of the pointer and the keys to the tools. Panning (wheel, middle
/// button, space and drag) and zooming (Ctrl and wheel, pinch) are its own; everything else goes to a BoardInput.
class BoardView final : public QGraphicsView
{
    Q_OBJECT

public:
    static constexpr double minimumZoom = 0.05;
    static constexpr double maximumZoom = 30;

    explicit BoardView(BoardScene &scene, QWidget *parent = nullptr);

    /// Null: nobody listens. The input must outlive the view, or be taken back.
    void setInput(BoardInput *input);
    BoardScene &boardScene() const { return m_scene; }

    double zoom() const { return m_zoom; }
    /// The scene point under `viewAnchor` (pixels of the viewport) stays there. Clamped to the limits above.
    void setZoom(double zoom, QPointF viewAnchor);
    void zoomIn();
    void zoomOut();
    void resetZoom();
    /// Shows the whole drawing, at 100 % at most; an empty board at 100 %.
    void zoomToFit();
    /// How much panels cover of each side: what is zoomed to fit stays beside them.
    void setCovered(const QMargins &covered);
    /// What no panel covers, in the view.
    QRect freeArea() const;
    void zoomToRect(const QRectF &scene, double atMost = 1);
    void centerOnScene(QPointF scene);
    /// Moves what is shown by so many pixels; fractions are kept for the next time.
    void panBy(QPointF pixels);

    QPointF toScene(QPointF view) const;
    QPointF toView(QPointF scene) const;
    QRectF visibleScene() const;

    void setGridShown(bool shown);
    bool gridShown() const;
    /// The input wants another cursor.
    void refreshCursor();

Q_SIGNALS:
    /// Zoom or place changed, or the size of the window.
    void viewChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Pan { None, Ready, Dragging };
    /// Who gets the mouse from a press to its release.
    enum class Target { None, Input, Items };

    PointerEvent pointerEvent(const QSinglePointEvent &event) const;
    bool penEvent(QTabletEvent *event);
    bool touchEvent(QTouchEvent *event);
    void act(const TouchGesture::Press &press, const QInputEvent &event);
    void act(const TouchGesture::Move &move, const QInputEvent &event);
    void act(const TouchGesture::Release &release, const QInputEvent &event);
    void act(const TouchGesture::Pinch &pinch, const QInputEvent &event);
    PointerEvent fingerEvent(QPointF at, const QInputEvent &event) const;
    bool nativeGesture(QNativeGestureEvent *event);
    void startPan(QPointF at);
    void endPan();
    bool editsItemAt(QPointF view) const;
    void place(QPointF scene, QPointF view);
    void announce();
    void scrollTo(QPointF topLeft);
    QPointF viewCenter() const;

    BoardScene &m_scene;
    BoardInput *m_input = nullptr;
    double m_zoom = 1;
    /// Scrolling is in whole pixels: the rest is kept, and the point that a zoom holds on to stays the same one while
    /// the pointer rests, so that zooming in and out again leads back.
    QPointF m_panRest;
    struct ZoomAnchor
    {
        QPointF view;
        QPointF scene;
    };
    std::optional<ZoomAnchor> m_zoomAnchor;
    QMargins m_covered;
    Pan m_pan = Pan::None;
    bool m_spaceHeld = false;
    QPointF m_panFrom;
    Target m_target = Target::None;
    Qt::MouseButton m_pressed = Qt::NoButton; ///< the one that began what is going on
    bool m_penDown = false;
    TouchGesture m_touch;
};

} // namespace sketchroom
