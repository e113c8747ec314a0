#include "tests/support/extremeshapes.h"

#include "common/model/registers.h"

#include <QHash>

namespace sketchroom::testing {

namespace {

QList<PointList> oddPoints(Kind kind)
{
    const QList<QList<QPointF>> places = {
        {},
        {{0, 0}},
        {{0, 0}, {0, 0}},
        {{7, 7}, {7, 7}, {7, 7}},
        {{0, 0}, {1e-12, 0}},
        {{0, 0}, {0, 1e-300}},
        {{1e9, 1e9}, {1e9, 1e9}},
        {{-1e9, -1e9}, {1e9, 1e9}},
        {{1e9, 0}, {1e9 - 1e-7, 1e-7}},
        {{0, 0}, {100, 0}, {100, 0}, {0, 0}},
        {{0, 0}, {100, 50}, {0, 100}, {0, 0}},
        {{0, 0}, {1e9, 0}, {0, 1}, {-1e9, 3}, {0, 0}},
    };
    QList<PointList> result;
    for (const QList<QPointF> &list : places) {
        PointList points;
        double pressure = 0;
        for (const QPointF &place : list) {
            points << place.x() << place.y();
            if (numbersPerPoint(kind) == 3) {
                points << pressure;
                pressure = 1 - pressure;
            }
        }
        result.append(points);
    }
    return result;
}

QList<Box> oddBoxes()
{
    return {{0, 0, 0, 0, 0},           {300, 100, 0, 0, 0},          {0, 0, 100, 0, 0},
            {0, 0, 0, 100, 45},        {0, 0, -100, 50, 0},          {50, 50, -100, -50, 30},
            {0, 0, 1e-300, 1e-300, 0}, {1e9, 1e9, 1e9, 1e9, 0},      {-1e9, -1e9, 1e9, 1e9, 0},
            {0, 0, 1e9, 1e-9, 0},      {0, 0, 1e9, 40, 17},          {-1e9, 0, -1e9, 1e9, 359},
            {10, 10, 200, 100, 1e9},   {5e8, 5e8, 1e-5, 1e-5, -1e9}, {0, 0, 60, 40, 0}};
}

Shape ordinary(Kind kind)
{
    Shape shape = Shape::defaults(kind);
    shape.id = "odd";
    shape.box = {10, 10, 120, 80, 0};
    shape.fill = Color::rgb(0xa5d8ff);
    shape.stroke = Color::rgb(0x1971c2);
    if (numbersPerPoint(kind) == 2)
        shape.points = {0, 40, 40, 0, 80, 80, 120, 20};
    else if (numbersPerPoint(kind) == 3)
        shape.points = {0, 40, 0.2, 40, 0, 0.9, 80, 80, 0.9, 120, 20, 0.5};
    if (info(Register::Text).usedBy(kind))
        shape.text = QStringLiteral("Plan");
    return shape;
}

} // namespace

QList<ShapeRef> extremeShapes(Kind kind)
{
    QList<ShapeRef> shapes;
    const auto add = [&](const Shape &shape) { shapes.append(std::make_shared<const Shape>(shape)); };
    const Shape plain = ordinary(kind);
    const auto uses = [kind](Register reg) { return info(reg).usedBy(kind); };

    for (const Box &box : oddBoxes()) {
        QList<PointList> all = numbersPerPoint(kind) > 0 ? oddPoints(kind) : QList<PointList>();
        all.append(plain.points);
        for (const PointList &points : std::as_const(all)) {
            Shape shape = plain;
            shape.box = box;
            shape.points = points;
            add(shape);
            if (uses(Register::Ends)) {
                for (const Head head : {Head::Arrow, Head::Triangle, Head::Diamond, Head::ZeroOrMany}) {
                    shape.ends = {head, head};
                    add(shape);
                }
            }
            // Everything at once, at either end.
            if (uses(Register::Width))
                shape.width = info(Register::Width).max;
            if (uses(Register::Corner))
                shape.corner = info(Register::Corner).max;
            if (uses(Register::Rough))
                shape.rough = 2;
            if (uses(Register::Hatch))
                shape.hatch = Hatch::Cross;
            if (uses(Register::Dash))
                shape.dash = Dash::Dotted;
            // Pictures of it are large: of a few lines only.
            if (uses(Register::Font) && (numbersPerPoint(kind) == 0 || &points == &all.constFirst()))
                shape.font.size = info(Register::Font).max;
            if (uses(Register::Text))
                shape.text = QStringLiteral("long ").repeated(6);
            add(shape);
            if (uses(Register::Width))
                shape.width = info(Register::Width).min;
            if (uses(Register::Font))
                shape.font.size = info(Register::Font).min;
            if (uses(Register::Dash))
                shape.dash = Dash::Dashed;
            shape.opacity = 0;
            add(shape);
        }
    }
    return shapes;
}

} // namespace sketchroom::testing
