#include "common/model/shape.h"

#include <array>

namespace sketchroom {

namespace {

template <class Enum>
struct Names;
template <>
struct Names<Dash>
{
    static constexpr std::array values = {"solid", "dashed", "dotted"};
};
template <>
struct Names<Hatch>
{
    static constexpr std::array values = {"solid", "hachure", "cross"};
};
template <>
struct Names<Align>
{
    static constexpr std::array values = {"left", "center", "right"};
};
template <>
struct Names<VAlign>
{
    static constexpr std::array values = {"top", "middle", "bottom"};
};
template <>
struct Names<Head>
{
    static constexpr std::array values = {
        "none",   "arrow",          "triangle",    "triangle-outline", "bar",
        "circle", "circle-outline", "diamond",     "diamond-outline",  "one",
        "many",   "one-or-many",    "exactly-one", "zero-or-one",      "zero-or-many"};
};
static_assert(Names<Head>::values.size() == size_t(Head::ZeroOrMany) + 1);

Shape makeDefaults(Kind kind)
{
    Shape shape;
    shape.kind = kind;
    shape.box = {0, 0, 100, 100, 0};
    shape.z = "a0";
    shape.stroke = Color::rgb(0x1e1e1e);
    if (kind == Kind::Arrow)
        shape.ends.end = Head::Arrow;
    if (kind == Kind::Note)
        shape.fill = Color::rgb(0xfff3bf);
    if (kind != Kind::Text)
        shape.font.align = Align::Center;
    if (kind != Kind::Text && kind != Kind::Frame)
        shape.font.valign = VAlign::Middle;
    if (kind == Kind::Frame)
        shape.font.align = Align::Left;
    return shape;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

const Shape &Shape::defaults(Kind kind)
{
    static const std::array<Shape, kindCount> table = [] {
        std::array<Shape, kindCount> shapes;
        for (int i = 0; i < kindCount; ++i)
            shapes.at(size_t(i)) = makeDefaults(Kind(i));
        return shapes;
    }();
    return table.at(size_t(kind));
}

template <class Enum>
std::span<const char *const> namesOf()
{
    return Names<Enum>::values;
}
template std::span<const char *const> namesOf<Dash>();
template std::span<const char *const> namesOf<Hatch>();
template std::span<const char *const> namesOf<Align>();
template std::span<const char *const> namesOf<VAlign>();
template std::span<const char *const> namesOf<Head>();

template <class Enum>
std::optional<Enum> fromName(QByteArrayView name)
{
    for (size_t i = 0; i < Names<Enum>::values.size(); ++i) {
        if (name == QByteArrayView(Names<Enum>::values.at(i)))
            return Enum(i);
    }
    return std::nullopt;
}
template <>
std::optional<Kind> fromName(QByteArrayView name)
{
    return kindNamed(name);
}
template std::optional<Dash> fromName(QByteArrayView);
template std::optional<Hatch> fromName(QByteArrayView);
template std::optional<Align> fromName(QByteArrayView);
template std::optional<VAlign> fromName(QByteArrayView);
template std::optional<Head> fromName(QByteArrayView);

const char *name(Dash value)
{
    return Names<Dash>::values.at(size_t(value));
}
const char *name(Hatch value)
{
    return Names<Hatch>::values.at(size_t(value));
}
const char *name(Align value)
{
    return Names<Align>::values.at(size_t(value));
}
const char *name(VAlign value)
{
    return Names<VAlign>::values.at(size_t(value));
}
const char *name(Head value)
{
    return Names<Head>::values.at(size_t(value));
}

QByteArray colorName(Color color)
{
    if (color.none)
        return "none";
    const bool opaque = (color.rgba & 0xffu) == 0xffu;
    static constexpr char hex[] = "0123456789abcdef";
    QByteArray text(opaque ? 7 : 9, '#');
    for (qsizetype i = 1; i < text.size(); ++i)
        text[i] = hex[(color.rgba >> (32 - 4 * i)) & 15u];
    return text;
}

std::optional<Color> colorFromName(QByteArrayView name)
{
    if (name == QByteArrayView("none"))
        return Color{};
    if ((name.size() != 7 && name.size() != 9) || name.front() != '#')
        return std::nullopt;
    quint32 bits = 0;
    for (const char c : name.sliced(1)) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return std::nullopt;
        bits = (bits << 4) | quint32(digit);
    }
    return name.size() == 7 ? Color::rgb(bits) : Color::fromRgba(bits);
}

} // namespace sketchroom
