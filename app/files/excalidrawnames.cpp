#include "app/files/excalidrawnames.h"

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

template <class Value>
struct NameRow
{
    const char *name;
    Value value;
};

// Of rows with the same value, the first is the one that is written.

constexpr NameRow<Kind> typeNames[] = {
    {"rectangle", Kind::Rect}, {"diamond", Kind::Diamond},  {"ellipse", Kind::Ellipse}, {"line", Kind::Line},
    {"arrow", Kind::Arrow},    {"freedraw", Kind::Ink},     {"text", Kind::Text},       {"image", Kind::Image},
    {"frame", Kind::Frame},    {"magicframe", Kind::Frame}, {"embeddable", Kind::Rect}, {"iframe", Kind::Rect},
    {"draw", Kind::Line},
};

// Excalidraw 0.18 draws a cardinality that it does not know as an arrow; newer ones take the old names too.
constexpr NameRow<Head> headNames[] = {
    {"arrow", Head::Arrow},
    {"bar", Head::Bar},
    {"circle", Head::Circle},
    {"dot", Head::Circle},
    {"circle_outline", Head::CircleOutline},
    {"triangle", Head::Triangle},
    {"triangle_outline", Head::TriangleOutline},
    {"diamond", Head::Diamond},
    {"diamond_outline", Head::DiamondOutline},
    {"crowfoot_one", Head::One},
    {"crowfoot_many", Head::Many},
    {"crowfoot_one_or_many", Head::OneOrMany},
    {"cardinality_one", Head::One},
    {"cardinality_many", Head::Many},
    {"cardinality_one_or_many", Head::OneOrMany},
    {"cardinality_exactly_one", Head::ExactlyOne},
    {"cardinality_zero_or_one", Head::ZeroOrOne},
    {"cardinality_zero_or_many", Head::ZeroOrMany},
};

constexpr NameRow<Hatch> hatchNames[] = {
    {"solid", Hatch::Solid}, {"hachure", Hatch::Hachure}, {"zigzag", Hatch::Hachure}, {"cross-hatch", Hatch::Cross}};

template <class Value, size_t Count>
std::optional<Value> valueOf(const NameRow<Value> (&table)[Count], QByteArrayView name)
{
    for (const NameRow<Value> &row : table) {
        if (name == QByteArrayView(row.name))
            return row.value;
    }
    return std::nullopt;
}

template <class Value, size_t Count>
std::optional<QByteArrayView> nameOf(const NameRow<Value> (&table)[Count], Value value)
{
    for (const NameRow<Value> &row : table) {
        if (row.value == value)
            return QByteArrayView(row.name);
    }
    return std::nullopt;
}

enum FamilyNumber { Virgil = 1, Helvetica = 2, Cascadia = 3, Excalifont = 5, ComicShanns = 8 };

} // namespace

std::optional<Kind> kindOfType(QByteArrayView type)
{
    return valueOf(typeNames, type);
}

std::optional<QByteArrayView> typeOfKind(Kind kind)
{
    return nameOf(typeNames, kind);
}

Head headOfName(QByteArrayView name)
{
    return valueOf(headNames, name).value_or(Head::Arrow);
}

QByteArrayView nameOfHead(Head head)
{
    return nameOf(headNames, head).value_or(QByteArrayView());
}

Hatch hatchOfName(QByteArrayView name)
{
    return valueOf(hatchNames, name).value_or(Hatch::Solid);
}

QByteArrayView nameOfHatch(Hatch hatch)
{
    return nameOf(hatchNames, hatch).value_or(QByteArrayView("solid"));
}

QString familyOfNumber(int number)
{
    if (number == Virgil || number == Excalifont)
        return u"hand"_s;
    return number == Cascadia || number == ComicShanns ? u"mono"_s : u"sans"_s;
}

int numberOfFamily(const QString &family)
{
    if (family == "hand"_L1)
        return Excalifont;
    return family == "mono"_L1 ? Cascadia : Helvetica;
}

bool isFamilyKnown(const QString &family)
{
    return family.isEmpty() || family == familyOfNumber(numberOfFamily(family));
}

} // namespace sketchroom
