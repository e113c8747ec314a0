#pragma once

#include <QAbstractButton>

namespace sketchroom {

/// Someone as a coloured disc with initials. The colour says who it is, as their cursor does.
class Avatar final : public QAbstractButton
{
    Q_OBJECT

public:
    static constexpr int diameter = 28;

    explicit Avatar(QWidget *parent = nullptr);

    void setPerson(const QString &name, const QColor &color);
    /// Whether this person wants to say something.
    void setHandUp(bool up);
    /// A disc that counts instead: "+12".
    void setCount(int more);

    QSize sizeHint() const override { return {diameter + 4, diameter + 4}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_color;
    bool m_handUp = false;
};

/// Black or white: which can be read on `background`.
QColor readableOn(const QColor &background);

} // namespace sketchroom
