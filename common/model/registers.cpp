#include "common/model/registers.h"

#include <algorithm>

namespace sketchroom {

namespace {

template <class T>
struct MemberType;
template <class T>
struct MemberType<T Shape::*>
{
    using type = T;
};

template <auto Member>
Value get(const Shape &shape)
{
    return shape.*Member;
}

template <auto Member>
bool set(Shape &shape, const Value &value)
{
    using T = typename MemberType<decltype(Member)>::type;
    const T *typed = std::get_if<T>(&value);
    if (!typed || shape.*Member == *typed)
        return false;
    shape.*Member = *typed;
    return true;
}

template <auto Member>
bool same(const Shape &a, const Shape &b)
{
    return a.*Member == b.*Member;
}

template <class... Families>
constexpr quint32 families(Families... list)
{
    return (0u | ... | (1u << int(list)));
}

using enum Family;
constexpr quint32 all = ~0u;
constexpr quint32 closed = families(Closed);
constexpr quint32 linear = families(Line, Arrow);
constexpr quint32 sheets = families(Text, Note, Frame);
constexpr double coordinate = 1e9;

template <auto Member>
constexpr RegisterInfo row(Register reg, const char *name, quint32 families, const char *type, const char *note,
                           Control control = Control::None, double min = 0, double max = 0, Format format = Format::Any)
{
    return {reg, name, families, min, max, format, control, type, note, &get<Member>, &set<Member>, &same<Member>};
}

using R = Register;
using C = Control;

} // namespace

// A new register is one row here, one member of Shape and, for a new type of value, one line in the codec.
constexpr std::array<RegisterInfo, registerCount> registerTable = {
    row<&Shape::box>(R::Box, "box", all, "[x, y, w, h, angle]",
                     "scene units, 96 to the inch; degrees about the centre; negative w or h mirror", C::None,
                     -coordinate, coordinate),
    row<&Shape::z>(R::Z, "z", all, "base-62 fractional index", "paint order; ties by id", C::None, 0, 0,
                   Format::ZIndex),
    row<&Shape::parent>(R::Parent, "parent", all, "id of a frame, or \"\"", "", C::None, 0, 0, Format::ShapeIdOrEmpty),
    row<&Shape::groups>(R::Groups, "groups", all, "list of ids, innermost first", "at most 32", C::None, 0, 32,
                        Format::Ids),
    row<&Shape::points>(R::Points, "points", linear | families(Ink), "numbers",
                        "ink: x, y, pressure a point; line and arrow: x, y a point; their own bounds fill the box",
                        C::None, -coordinate, coordinate),
    row<&Shape::stroke>(R::Stroke, "stroke", all, "colour", "outline, or the colour of the text", C::StrokeColor),
    row<&Shape::fill>(R::Fill, "fill", all, "colour", "a line or ink is filled only where it is closed", C::FillColor),
    row<&Shape::width>(R::Width, "width", closed | linear | families(Ink, Image, Frame), "number", "of the outline",
                       C::Width, 0.1, 200),
    row<&Shape::dash>(R::Dash, "dash", closed | linear | families(Image, Frame), "solid, dashed or dotted", "",
                      C::Dash),
    row<&Shape::hatch>(R::Hatch, "hatch", closed | linear | families(Ink), "solid, hachure or cross",
                       "how it is filled", C::Hatch),
    row<&Shape::rough>(R::Rough, "rough", closed | linear, "0, 1 or 2", "hand-drawn look", C::Rough, 0, 2),
    row<&Shape::opacity>(R::Opacity, "opacity", all, "number", "", C::Opacity, 0, 1),
    row<&Shape::corner>(R::Corner, "corner", closed | linear | families(Note, Image, Frame), "number",
                        "corner radius; lines: 0 straight, above 0 curved", C::Corner, 0, 1e6),
    row<&Shape::text>(R::Text, "text", closed | linear | sheets, "text",
                      "on a closed shape, line or arrow: its label; on a frame: its name"),
    row<&Shape::font>(R::Font, "font", closed | linear | sheets, "{family, size, align, valign}",
                      "size in scene units, 1 to 1000; align left, center or right; valign top, middle or bottom",
                      C::Font, 1, 1000),
    row<&Shape::ends>(R::Ends, "ends", linear, "[start, end]",
                      "each none, arrow, triangle, triangle-outline, bar, circle, circle-outline, diamond, "
                      "diamond-outline, one, many, one-or-many, exactly-one, zero-or-one or zero-or-many",
                      C::Ends),
    row<&Shape::from>(R::From, "from", families(Arrow), "{shape, at: [u, v]} or null", "what the start is attached to",
                      C::None, -10, 10),
    row<&Shape::to>(R::To, "to", families(Arrow), "{shape, at: [u, v]} or null", "what the end is attached to", C::None,
                    -10, 10),
    row<&Shape::asset>(R::Asset, "asset", families(Image), "sha-256 in hex, or \"\"", "", C::None, 0, 0,
                       Format::Sha256OrEmpty),
    row<&Shape::locked>(R::Locked, "locked", all, "true or false", ""),
    row<&Shape::link>(R::Link, "link", all, "URL of http, https or mailto, or \"\"", "", C::None, 0, 0,
                      Format::LinkOrEmpty),
    row<&Shape::ext>(R::Ext, "ext", all, "object", "kept verbatim for file formats that know more"),
};

namespace {

constexpr bool registersAreInOrder()
{
    for (size_t i = 0; i < registerTable.size(); ++i) {
        if (size_t(registerTable[i].reg) != i)
            return false;
    }
    return true;
}
static_assert(registersAreInOrder(), "a row of a register stands elsewhere than its value");

} // namespace

const RegisterInfo *registerNamed(QByteArrayView name)
{
    for (const RegisterInfo &row : registerTable) {
        if (name == QByteArrayView(row.name))
            return &row;
    }
    return nullptr;
}

namespace {

struct InRange
{
    const RegisterInfo &row;

    bool operator()(double number) const { return number >= row.min && number <= row.max; }
    bool operator()(int number) const { return (*this)(double(number)); }
    bool operator()(const Box &box) const
    {
        return (*this)(box.x) && (*this)(box.y) && (*this)(box.w) && (*this)(box.h) && (*this)(box.angle);
    }
    bool operator()(const PointList &points) const { return std::all_of(points.begin(), points.end(), *this); }
    bool operator()(const Font &font) const { return (*this)(font.size); }
    bool operator()(const Binding &binding) const { return !binding || ((*this)(binding->u) && (*this)(binding->v)); }
    template <class Other>
    bool operator()(const Other &) const
    {
        return true;
    }
};

} // namespace

bool isLink(QStringView text)
{
    static constexpr std::array<QStringView, 3> schemes = {u"http://", u"https://", u"mailto:"};
    return std::any_of(schemes.begin(), schemes.end(),
                       [&](QStringView scheme) { return text.startsWith(scheme, Qt::CaseInsensitive); });
}

bool isInRange(const RegisterInfo &row, const Value &value)
{
    return std::visit(InRange{row}, value);
}

RegisterSet differing(const Shape &a, const Shape &b)
{
    RegisterSet set;
    for (const RegisterInfo &row : registerTable) {
        if (!row.same(a, b))
            set.insert(row.reg);
    }
    return set;
}

} // namespace sketchroom
