#pragma once

#include "app/panels/knowncolors.h"

#include <QFrame>

class QGridLayout;
class QLineEdit;

namespace sketchroom {

class Swatch;

/// Any colour for one register: shades of ten hues, what was chosen last, what the board is drawn in, and a field for
/// hexadecimal numbers. Closes when one is chosen. Arrow keys go from colour to colour.
class ColorPopover final : public QFrame
{
    Q_OBJECT

public:
    /// `dark`: colours are shown as a dark board shows them. `now`: what the shapes have.
    ColorPopover(const KnownColors &known, Register reg, std::optional<Color> now, bool dark, QWidget *parent);

    /// Opens beside `anchor`, within its screen.
    void openAt(const QWidget *anchor);

Q_SIGNALS:
    void chosen(sketchroom::Color color);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addColors(const QString &caption, const QList<Color> &colors);
    Swatch *addSwatch(Color color, const QString &name);
    void addField();
    void choose(Color color);
    void takeTyped();
    void step(const QWidget *from, QPoint by);

    std::optional<Color> m_now;
    bool m_dark;
    QGridLayout *m_grid;
    QLineEdit *m_field = nullptr;
    Swatch *m_typed = nullptr; ///< the colour that the field says
    QList<Swatch *> m_swatches;
    int m_row = 0;
};

/// A colour as people type it: "#1971c2", "1971c2", "#19c", with an opacity "#1971c280", or "none".
std::optional<Color> typedColor(const QString &text);

} // namespace sketchroom
