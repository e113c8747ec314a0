#pragma once

#include <QMap>
#include <QMargins>
#include <QWidget>

namespace sketchroom {

class PanelShadow;
class Theme;

/// The board over the whole window, and the panels that float over it, each at its place. In a small window (compact)
/// the tool bar goes to the bottom edge, and the side panel is shown only when it is asked for.
class BoardFrame final : public QWidget
{
    Q_OBJECT

public:
    enum class Place {
        TopLeft,     ///< the menu
        TopCenter,   ///< the tool bar
        TopRight,    ///< people
        Side,        ///< the style panel: below the menu
        Chat,        ///< below people
        BottomLeft,  ///< zoom, undo
        BottomRight, ///< status
        Way,         ///< the way back to the drawing, above what stands at the bottom
        Notice,      ///< above what stands at the bottom
        Middle,      ///< hints on an empty board
    };

    BoardFrame(QWidget *board, const Theme &theme, QWidget *parent = nullptr);

    /// Puts `panel` there, and owns it. Its size is its size hint; it is hidden and shown by its owner.
    void place(QWidget *panel, Place place);
    /// Shows `popover` below (or above) `anchor` until the user presses anywhere else, or Escape.
    void popUp(QWidget *popover, const QWidget *anchor);

    bool isCompact() const { return m_compact; }

Q_SIGNALS:
    void compactChanged(bool compact);
    /// How much of each side the panels cover.
    void coveredChanged(const QMargins &covered);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void arrangeTop();
    void arrangeBottom();
    void arrangeMiddle();
    void placePopover();
    void closePopover();
    void castShadows();
    QMargins covered() const;
    QWidget *panelAt(Place place) const { return m_panels.value(place); }
    QRect put(Place place, QPoint topLeft, const QSize &size);
    QSize sizeOf(Place place) const;

    QWidget *m_board;
    PanelShadow *m_shadow;
    QMap<Place, QWidget *> m_panels;
    QWidget *m_popover = nullptr;
    const QWidget *m_popoverAnchor = nullptr;
    bool m_compact = false;
    QMargins m_covered;
    int m_bottom = 0; ///< the upper edge of what stands at the bottom
};

} // namespace sketchroom
