#pragma once

#include "common/model/shape.h"

#include <QLineF>
#include <QList>
#include <QRectF>

namespace sketchroom {

/// Where the label of a closed shape fits inside its outline, whatever that is: bands about the vertical line through
/// the middle of its box. Coordinates are relative to the centre of the box, mirrored and not rotated.
class LabelRoom final
{
public:
    /// `padding` is kept free at both sides.
    LabelRoom(const Shape &shape, double padding);

    /// How wide a label of that height can be, at the best place; 0 where there is none.
    double widthFor(double height) const;
    /// How high a label of that width can be.
    double heightFor(double width) const;
    /// Where a label of that size stands: in the middle of the places where it fits, or at the first or last of them.
    /// Where it fits nowhere, about the middle of where it would be the widest.
    QRectF place(const QSizeF &size, VAlign valign) const;

private:
    struct Band
    {
        double top = 0;
        double width = 0;
    };
    /// At regular distances from the top of the box to the bottom.
    QList<Band> bands(double height) const;
    double widthBetween(double top, double bottom) const;

    QList<QLineF> m_lines; ///< the outline, and what is stroked inside of it
    double m_top;
    double m_height;
    double m_padding;
};

} // namespace sketchroom
