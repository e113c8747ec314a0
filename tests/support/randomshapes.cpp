#include "tests/support/randomshapes.h"

#include "common/protocol/codec.h"

namespace sketchroom::testing {

namespace {

double coordinate(Random &random)
{
    return double(qint64(random.below(2'000'000)) - 1'000'000) / 1000;
}

PointList points(Kind kind, int count, Random &random)
{
    PointList list;
    for (int i = 0; i < count; ++i) {
        list << coordinate(random) << coordinate(random);
        if (kind == Kind::Ink)
            list << random.real();
    }
    return list;
}

QString text(Random &random)
{
    static const QStringList words = {QString(),
                                      QStringLiteral("plan"),
                                      QStringLiteral("다 함께 그려요"),
                                      QStringLiteral("two\nlines\t\"quoted\" \\ back"),
                                      QStringLiteral("\u0001 control"),
                                      QStringLiteral("🙂 beyond the BMP")};
    return words.at(random.below(quint32(words.size())));
}

template <class Enum>
Enum anyOf(int count, Random &random)
{
    return Enum(random.below(quint32(count)));
}

} // namespace

Value randomValue(Register reg, Kind kind, Random &random)
{
    const RegisterInfo &row = info(reg);
    switch (reg) {
    case Register::Box:
        return Box{coordinate(random), coordinate(random), coordinate(random), coordinate(random), random.real() * 360};
    case Register::Z:
        return QByteArray("a") + QByteArray::number(random.below(90) + 10);
    case Register::Parent:
        return random.chance(0.5) ? QByteArray() : makeId(random, 4);
    case Register::Groups: {
        QList<QByteArray> groups;
        for (quint32 i = random.below(3); i > 0; --i)
            groups << makeId(random, 3);
        return groups;
    }
    case Register::Points:
        return points(kind, int(random.below(12)), random);
    case Register::Stroke:
    case Register::Fill:
        return random.chance(0.2) ? Color{} : Color::fromRgba(quint32(random.next()));
    case Register::Width:
    case Register::Corner:
    case Register::Opacity:
        return row.min + (qMin(row.max, 200.0) - row.min) * random.real();
    case Register::Dash:
        return anyOf<Dash>(3, random);
    case Register::Hatch:
        return anyOf<Hatch>(3, random);
    case Register::Rough:
        return int(random.below(3));
    case Register::Text:
        return text(random);
    case Register::Link:
        return random.chance(0.5) ? QString() : QString(QStringLiteral("https://example.org/") + text(random));
    case Register::Font:
        return Font{random.chance(0.5) ? QString() : QStringLiteral("serif"), 1 + random.real() * 100,
                    anyOf<Align>(3, random), anyOf<VAlign>(3, random)};
    case Register::Ends:
        return Ends{anyOf<Head>(int(Head::ZeroOrMany) + 1, random), anyOf<Head>(int(Head::ZeroOrMany) + 1, random)};
    case Register::From:
    case Register::To:
        return random.chance(0.3) ? Binding() : Binding(Anchor{makeId(random, 4), random.real(), random.real()});
    case Register::Asset:
        return random.chance(0.5) ? QByteArray() : QByteArray(64, 'a');
    case Register::Locked:
        return random.chance(0.5);
    case Register::Ext:
        return JsonObject{random.chance(0.5) ? QByteArray() : QByteArray(R"({"tool":{"n":[1,2.5,"x"],"none":null}})")};
    }
    Q_UNREACHABLE();
}

Kind randomKind(Random &random)
{
    return Kind(random.below(kindCount));
}

Shape randomShape(const ShapeId &id, Kind kind, Random &random)
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    for (const RegisterInfo &row : registers()) {
        if (row.usedBy(kind) && random.chance(0.4))
            row.set(shape, randomValue(row.reg, kind, random));
    }
    return shape;
}

Op randomOp(const Document &document, const ShapeId &freshId, Random &random)
{
    if (document.isEmpty() || random.chance(0.25))
        return CreateOp{std::make_shared<const Shape>(randomShape(freshId, randomKind(random), random))};
    const ShapeRef shape = *std::next(document.inPaintOrder().begin(), random.below(quint32(document.size())));
    if (random.chance(0.15))
        return DeleteOp{shape->id};
    if (numbersPerPoint(shape->kind) > 0 && random.chance(0.4))
        return AppendOp{shape->id, shape->points.size(), points(shape->kind, 1 + int(random.below(3)), random)};
    UpdateOp update{shape->id, {}};
    for (const RegisterInfo &row : registers()) {
        if (row.usedBy(shape->kind) && random.chance(0.15))
            update.set.append({row.reg, randomValue(row.reg, shape->kind, random)});
    }
    return update;
}

QByteArray nested(int levels)
{
    return QByteArray(R"({"a":)").repeated(levels) + "1" + QByteArray("}").repeated(levels);
}

QByteArray canonical(const Document &document)
{
    return encodeShapes(document.shapes());
}

} // namespace sketchroom::testing
