#pragma once

// Private to the Excalidraw reader and writer.

#include "app/files/jsonfields.h"
#include "common/model/shape.h"

namespace sketchroom {

/// Places a shape whose kind and corner are set: box, and for ink, lines and arrows points. What is absurdly large or
/// far away is brought into range. Returns whether points had to be left out because there were more than a room takes.
bool placeExcalidrawElement(Shape &shape, JsonFields &fields);

/// Where an element is, as a file says it.
struct ElementPlace
{
    double x = 0; ///< of the unrotated box's corner, or of the first point
    double y = 0;
    double width = 0;
    double height = 0;
    double angle = 0;        ///< radians
    PointList points;        ///< x, y a point, from the first one; none for kinds without points
    QList<double> pressures; ///< one a point, of ink
};
/// The reverse: where an element is that shows the shape. No element is without size, nor ink or a line of less than
/// two points, since Excalidraw removes those.
ElementPlace placeOfShape(const Shape &shape);

} // namespace sketchroom
