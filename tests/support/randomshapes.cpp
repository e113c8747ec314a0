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
Enum anyOf(Random &random)
{
    return Enum(random.below(quint32(namesOf<Enum>().size())));
}

/// A value of each type that registers have, of the row's range and format.
struct RandomValue
{
    const RegisterInfo &row;
    Kind kind;
    Random &random;

    Value operator()(bool) const { return random.chance(0.5); }
    Value operator()(int) const { return int(row.min) + int(random.below(quint32(row.max - row.min) + 1)); }
    Value operator()(double) const { return row.min + (qMin(row.max, 200.0) - row.min) * random.real(); }
    template <class Enum>
    requires std::is_enum_v<Enum> Value operator()(Enum) const { return anyOf<Enum>(random); }
    Value operator()(const Box &) const
    {
        return Box{coordinate(random), coordinate(random), coordinate(random), coordinate(random), random.real() * 360};
    }
    Value operator()(Color) const { return random.chance(0.2) ? Color{} : Color::fromRgba(quint32(random.next())); }
    Value operator()(const QByteArray &) const
    {
        if (row.format == Format::ZIndex)
            return QByteArray("a") + QByteArray::number(random.below(90) + 10);
        if (random.chance(0.5))
            return QByteArray();
        return row.format == Format::Sha256OrEmpty ? QByteArray(64, 'a') : makeId(random, 4);
    }
    Value operator()(const QList<QByteArray> &) const
    {
        QList<QByteArray> ids;
        for (quint32 i = random.below(3); i > 0; --i)
            ids << makeId(random, 3);
        return ids;
    }
    Value operator()(const PointList &) const { return points(kind, int(random.below(12)), random); }
    Value operator()(const QString &) const
    {
        if (row.format != Format::LinkOrEmpty)
            return text(random);
        return random.chance(0.5) ? QString() : QString(QStringLiteral("https://example.org/") + text(random));
    }
    Value operator()(const Font &) const
    {
        return Font{random.chance(0.5) ? QString() : QStringLiteral("serif"), row.min + random.real() * 100,
                    anyOf<Align>(random), anyOf<VAlign>(random)};
    }
    Value operator()(const Ends &) const { return Ends{anyOf<Head>(random), anyOf<Head>(random)}; }
    Value operator()(const Binding &) const
    {
        return random.chance(0.3) ? Binding() : Binding(Anchor{makeId(random, 4), random.real(), random.real()});
    }
    Value operator()(const JsonObject &) const
    {
        return JsonObject{random.chance(0.5) ? QByteArray() : QByteArray(R"({"tool":{"n":[1,2.5,"x"],"none":null}})")};
    }
};

} // namespace

Value randomValue(Register reg, Kind kind, Random &random)
{
    const RegisterInfo &row = info(reg);
    return std::visit(RandomValue{row, kind, random}, row.get(Shape::defaults(kind)));
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
