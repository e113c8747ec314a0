#pragma once

#include <QWidget>

namespace sketchroom {

/// The soft shadows of the panels that float over the board: one layer under all of them, which lets the pointer
/// through. Painted from a picture that is made once, since the board below repaints many times a second.
class PanelShadow final : public QWidget
{
public:
    explicit PanelShadow(QWidget *parent);

    void setColor(const QColor &color);
    /// Where the panels are; corners are those of the style sheet.
    void setPanels(const QList<QRect> &panels);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPixmap m_patch; ///< a shadow with its middle, to be stretched
    QColor m_color;
    QList<QRect> m_panels;
};

} // namespace sketchroom
