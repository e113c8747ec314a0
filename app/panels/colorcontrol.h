#pragma once

#include "app/panels/stylecontrol.h"

namespace sketchroom {

class Swatch;

/// The colours that the panel offers at once; any other comes from the colour dialog.
const QList<Color> &strokeColors();
const QList<Color> &fillColors();
const QList<Color> &noteColors();

/// Swatches of a few good colours, and one for any other.
class ColorControl final : public StyleControl
{
    Q_OBJECT

public:
    ColorControl(Register reg, const QString &caption, const QList<Color> &colors);

    void showValue(const std::optional<Value> &value) override;
    void setDark(bool dark) override;

private:
    void chooseOther();

    QList<Swatch *> m_swatches;
    Swatch *m_other; ///< shows the colour where it is none of the swatches
};

} // namespace sketchroom
