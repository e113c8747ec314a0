#pragma once

#include "app/panels/knowncolors.h"
#include "app/panels/stylecontrol.h"

namespace sketchroom {

class Swatch;

/// The colours that the panel offers at once; any other comes from a popover.
const QList<Color> &strokeColors();
const QList<Color> &fillColors();
/// The fills again, stronger: lines in pale colours can hardly be seen. The same number of them.
const QList<Color> &hatchColors();
const QList<Color> &noteColors();

/// Swatches of a few good colours, and a plus for any other.
class ColorControl final : public StyleControl
{
    Q_OBJECT

public:
    ColorControl(Register reg, const QString &caption, const QList<Color> &colors, KnownColors &known);

    void showValue(const std::optional<Value> &value) override;
    void setDark(bool dark) override;

private:
    void chooseOther();

    KnownColors &m_known;
    QList<Swatch *> m_swatches;
    Swatch *m_other; ///< shows the colour where it is none of the swatches, and a plus
    std::optional<Color> m_now;
    bool m_dark = false;
};

} // namespace sketchroom
