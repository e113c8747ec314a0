#pragma once

#include "common/model/shape.h"

#include <QAbstractButton>

class QButtonGroup;

namespace sketchroom {

/// A square of one colour that can be chosen; no colour shows as a crossed-out square.
class Swatch final : public QAbstractButton
{
    Q_OBJECT

public:
    static constexpr int side = 22;

    Swatch(Color color, const QString &name, QWidget *parent = nullptr);

    Color color() const { return m_color; }
    void setColor(Color color);
    /// Shows a plus instead of a colour.
    void setPlus(bool plus);
    bool isPlus() const { return m_plus; }
    /// The board is dark, so the colour is shown as it will look there.
    void setDark(bool dark);

    QSize sizeHint() const override { return {side + 4, side + 4}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintState(QPainter &painter, const QRectF &frame) const;

    Color m_color;
    bool m_dark = false;
    bool m_plus = false;
};

/// The colours a person may have among the others.
class PersonColorRow final : public QWidget
{
    Q_OBJECT

public:
    explicit PersonColorRow(Color chosen, QWidget *parent = nullptr);

    Color color() const;

Q_SIGNALS:
    void colorChosen(sketchroom::Color color);

private:
    QButtonGroup *m_group;
};

} // namespace sketchroom
