#pragma once

#include <QFont>
#include <QGraphicsTextItem>

namespace sketchroom {

/// The field that a text is typed into on the board: plain text, which ends on Escape and Ctrl+Enter.
class TextItem final : public QGraphicsTextItem
{
    Q_OBJECT

public:
    TextItem();

    /// Lines of this height, in the item's units; `wrapWidth` above 0 breaks lines there, else lines break at line
    /// feeds only and are aligned in `width`.
    struct Format
    {
        QFont font;
        Qt::Alignment alignment;
        double lineHeight = 0;
        double width = 0;
        bool wraps = false;
    };
    void setFormat(const Format &format);
    /// Tab is a key like any other, or tabbed().
    void setTypesTab(bool types) { m_typesTab = types; }
    /// From the top of the item to the first line's baseline.
    double firstBaseline() const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

Q_SIGNALS:
    void textEdited();
    /// Nothing more is to be typed.
    void left();
    /// Tab was pressed, where it is not typed.
    void tabbed();

protected:
    bool sceneEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    bool m_typesTab = true;
};

} // namespace sketchroom
