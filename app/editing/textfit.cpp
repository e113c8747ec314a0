#include "app/editing/textfit.h"

#include "app/editing/transform.h"
#include "app/render/shapegeometry.h"
#include "app/render/textlayout.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom {

Box fittedBox(const Shape &shape, const QString &text, const Font &font)
{
    const QRectF frame = frameOf(shape.box);
    const QSizeF growth = measureText(text, font, 0) - frame.size();
    const Box upright = {frame.x(), frame.y(), frame.width(), frame.height(), shape.box.angle};
    const auto inScene = [&](double x, double y) { return rotated({x, y}, {0, 0}, shape.box.angle); };
    const Box higher = resized(upright, Handle::Bottom, inScene(0, growth.height()), {});
    switch (font.align) {
    case Align::Left:
        return resized(higher, Handle::Right, inScene(growth.width(), 0), {});
    case Align::Right:
        return resized(higher, Handle::Left, inScene(-growth.width(), 0), {});
    case Align::Center:
        break;
    }
    return resized(higher, Handle::Right, inScene(growth.width() / 2, 0), {.fromCenter = true});
}

Box grownBox(const Shape &shape)
{
    constexpr int mostSteps = 20; // each makes what is missing about half as much, or less
    constexpr double enough = 0.5;
    Shape grown = shape;
    const bool holdsText =
        info(Register::Text).usedBy(shape.kind) && shape.kind != Kind::Frame && !isLinear(shape.kind);
    // What is mirrored would have to be turned over to grow.
    if (!holdsText || shape.text.isEmpty() || shape.box.w <= 0 || shape.box.h <= 0)
        return shape.box;
    for (int step = 0; step < mostSteps; ++step) {
        const GeometryRef geometry = makeGeometry(grown);
        const double missing = geometry->text.size.height() - geometry->textArea.height();
        if (missing <= enough)
            break;
        // Where only a part of the shape holds text, all of it grows so much more.
        const double share = qMax(0.15, geometry->textArea.height() / grown.box.h);
        const QPointF down = rotated({0, missing / share}, {}, grown.box.angle);
        grown.box = resized(grown.box, Handle::Bottom, down, {});
    }
    return grown.box;
}

QList<RegisterValue> placedIn(const Shape &shape, const Box &box)
{
    if (shape.kind != Kind::Text)
        return {{Register::Box, box}};
    const QRectF before = frameOf(shape.box);
    const QRectF after = frameOf(box);
    const double scale = before.height() > 0 ? after.height() / before.height() : 1;
    Font font = shape.font;
    font.size = std::clamp(font.size * scale, info(Register::Font).min, info(Register::Font).max);
    return {{Register::Box, Box{after.x(), after.y(), after.width(), after.height(), box.angle}},
            {Register::Font, font}};
}

QString withoutTabs(QString text)
{
    return text.replace(u'\t', QString(spacesOfTab, u' '));
}

QString cutNotice(qsizetype lost, qsizetype most)
{
    return QCoreApplication::translate("sketchroom::TextFit",
                                       "A text can be %1 characters long at the most: the last %2 were left out.")
        .arg(most)
        .arg(lost);
}

} // namespace sketchroom
