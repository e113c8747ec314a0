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

template <auto Member>
const ShapeId *target(const Shape &shape)
{
    const auto &value = shape.*Member;
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, Binding>)
        return value ? &value->shape : nullptr;
    else
        return value.isEmpty() ? nullptr : &value;
}

// ---- how much a value takes ----

// The most that things take on the wire.
constexpr qint64 bytesPerNumber = 26;
constexpr qint64 bytesPerCharacter = 6;

qint64 wireSizeOf(const PointList &points)
{
    return points.size() * bytesPerNumber;
}
qint64 wireSizeOf(const QString &text)
{
    return text.size() * bytesPerCharacter;
}
qint64 wireSizeOf(const JsonObject &object)
{
    return object.json.size();
}

qint64 memoryOf(const PointList &points)
{
    return points.size() * qint64(sizeof(double));
}
qint64 memoryOf(const QString &text)
{
    return text.size() * 2;
}
qint64 memoryOf(const JsonObject &object)
{
    return object.json.size();
}
qint64 memoryOf(const QList<QByteArray> &ids)
{
    constexpr qint64 bytesOfId = 64;
    return ids.size() * bytesOfId;
}

template <class T>
concept MayBeLong = requires(const T &value)
{
    wireSizeOf(value);
};
template <class T>
concept TakesMemory = requires(const T &value)
{
    memoryOf(value);
};

// ---- what is painted ----

/// Where a register is seen on the board.
enum class Seen : quint8 { Nowhere, Look, Outline };

bool sameSize(const Shape &a, const Shape &b)
{
    return a.box.w == b.box.w && a.box.h == b.box.h;
}
bool sameSizeAndTurn(const Shape &a, const Shape &b)
{
    return sameSize(a, b) && a.box.angle == b.box.angle;
}
bool bothFilledOrNot(const Shape &a, const Shape &b)
{
    return a.fill.none == b.fill.none;
}

// ---- the rows ----

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

/// What a row says where it differs from most.
struct Traits
{
    double min = 0;
    double max = 0;
    Format format = Format::Any;
    Control control = Control::None;
    Seen seen = Seen::Nowhere;
    Compare sameOutline = nullptr; ///< where a part of the value decides
    Compare sameLook = nullptr;
    int since = 1;
};

template <auto Member>
constexpr RegisterInfo row(Register reg, const char *name, quint32 families, const char *type, const char *note,
                           const Traits &traits)
{
    using T = typename MemberType<decltype(Member)>::type;
    RegisterInfo info{.reg = reg,
                      .name = name,
                      .families = families,
                      .min = traits.min,
                      .max = traits.max,
                      .format = traits.format,
                      .control = traits.control,
                      .since = traits.since,
                      .type = type,
                      .note = note,
                      .get = &get<Member>,
                      .set = &set<Member>,
                      .same = &same<Member>,
                      .sameOutline = traits.sameOutline,
                      .sameLook = traits.sameLook,
                      .target = nullptr,
                      .wireSize = nullptr,
                      .memory = nullptr};
    if (!info.sameOutline && traits.seen == Seen::Outline)
        info.sameOutline = info.same;
    if (!info.sameLook && traits.seen != Seen::Nowhere)
        info.sameLook = info.same;
    if constexpr (std::is_same_v<T, Binding>)
        info.target = &target<Member>;
    if constexpr (std::is_same_v<T, ShapeId>)
        info.target = traits.format == Format::ShapeIdOrEmpty ? &target<Member> : nullptr;
    if constexpr (MayBeLong<T>)
        info.wireSize = [](const Shape &shape) { return wireSizeOf(shape.*Member); };
    if constexpr (TakesMemory<T>)
        info.memory = [](const Shape &shape) { return memoryOf(shape.*Member); };
    return info;
}

using R = Register;
using C = Control;

} // namespace

// A new register is one row here, one member of Shape and, for a new type of value, one line in the codec.
constexpr std::array<RegisterInfo, registerCount> registerTable = {
    row<&Shape::box>(R::Box, "box", all, "[x, y, w, h, angle]",
                     "scene units, 96 to the inch; degrees, clockwise, about the centre; negative w or h mirror",
                     {.min = -coordinate,
                      .max = coordinate,
                      .seen = Seen::Outline,
                      .sameOutline = &sameSize,
                      .sameLook = &sameSizeAndTurn}),
    row<&Shape::z>(R::Z, "z", all, "base-62 fractional index", "1 to 256 digits; paint order; ties by id",
                   {.format = Format::ZIndex, .seen = Seen::Look}),
    row<&Shape::parent>(R::Parent, "parent", all, "id of a frame, or \"\"", "", {.format = Format::ShapeIdOrEmpty}),
    row<&Shape::groups>(R::Groups, "groups", all, "list of ids, innermost first", "at most 32",
                        {.max = 32, .format = Format::Ids}),
    row<&Shape::points>(R::Points, "points", linear | families(Ink), "numbers",
                        "ink: x, y, pressure a point; line and arrow: x, y a point; their own bounds fill the box",
                        {.min = -coordinate, .max = coordinate, .seen = Seen::Outline}),
    row<&Shape::stroke>(R::Stroke, "stroke", all, "colour",
                        "#rrggbb, #rrggbbaa or none; of the outline, or of the text",
                        {.control = C::StrokeColor, .seen = Seen::Look}),
    row<&Shape::fill>(R::Fill, "fill", all, "colour",
                      "#rrggbb, #rrggbbaa or none; a line or ink is filled only where it is closed",
                      {.control = C::FillColor, .seen = Seen::Outline, .sameOutline = &bothFilledOrNot}),
    row<&Shape::width>(R::Width, "width", closed | linear | families(Ink, Image, Frame), "number", "of the outline",
                       {.min = 0.1, .max = 200, .control = C::Width, .seen = Seen::Outline}),
    row<&Shape::dash>(R::Dash, "dash", closed | linear | families(Image, Frame), "solid, dashed or dotted", "",
                      {.control = C::Dash, .seen = Seen::Outline}),
    row<&Shape::hatch>(R::Hatch, "hatch", closed | linear | families(Ink), "solid, hachure or cross",
                       "how it is filled", {.control = C::Hatch, .seen = Seen::Outline}),
    row<&Shape::rough>(R::Rough, "rough", closed | linear, "0, 1 or 2", "hand-drawn look",
                       {.max = 2, .control = C::Rough, .seen = Seen::Outline}),
    row<&Shape::opacity>(R::Opacity, "opacity", all, "number", "",
                         {.max = 1, .control = C::Opacity, .seen = Seen::Look}),
    row<&Shape::corner>(R::Corner, "corner", closed | linear | families(Note, Image, Frame), "number",
                        "corner radius; lines: 0 straight, above 0 curved",
                        {.max = 1e6, .control = C::Corner, .seen = Seen::Outline}),
    row<&Shape::text>(R::Text, "text", closed | linear | sheets, "text",
                      "on a closed shape, line or arrow: its label; on a frame: its name",
                      {.format = Format::Text, .seen = Seen::Outline}),
    row<&Shape::font>(R::Font, "font", closed | linear | sheets, "{family, size, align, valign}",
                      "size in scene units, 1 to 1000; align left, center or right; valign top, middle or bottom",
                      {.min = 1, .max = 1000, .control = C::Font, .seen = Seen::Outline}),
    row<&Shape::ends>(R::Ends, "ends", linear, "[start, end]",
                      "each none, arrow, triangle, triangle-outline, bar, circle, circle-outline, diamond, "
                      "diamond-outline, one, many, one-or-many, exactly-one, zero-or-one or zero-or-many",
                      {.control = C::Ends, .seen = Seen::Outline}),
    row<&Shape::from>(R::From, "from", families(Arrow), "{shape, at: [u, v]} or null",
                      "what the start is attached to; u, v within ±10", {.min = -10, .max = 10}),
    row<&Shape::to>(R::To, "to", families(Arrow), "{shape, at: [u, v]} or null",
                    "what the end is attached to; u, v within ±10", {.min = -10, .max = 10}),
    row<&Shape::asset>(R::Asset, "asset", families(Image), "sha-256 in hex, or \"\"", "",
                       {.format = Format::Sha256OrEmpty, .seen = Seen::Look}),
    row<&Shape::locked>(R::Locked, "locked", all, "true or false",
                        "a courtesy between clients: the host does not enforce it", {}),
    row<&Shape::link>(R::Link, "link", all, "URL of http, https or mailto, or \"\"", "",
                      {.format = Format::LinkOrEmpty}),
    row<&Shape::ext>(R::Ext, "ext", all, "object", "kept verbatim for file formats that know more", {}),
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

qint64 wireSize(const Value &value)
{
    return std::visit(
        []<class T>(const T &typed) {
            if constexpr (MayBeLong<T>)
                return wireSizeOf(typed);
            else
                return qint64(0);
        },
        value);
}

bool sameOutline(const Shape &a, const Shape &b)
{
    return a.id == b.id && a.kind == b.kind &&
           std::all_of(registerTable.begin(), registerTable.end(),
                       [&](const RegisterInfo &row) { return !row.sameOutline || row.sameOutline(a, b); });
}

bool sameLook(const Shape &a, const Shape &b)
{
    return a.id == b.id && a.kind == b.kind &&
           std::all_of(registerTable.begin(), registerTable.end(),
                       [&](const RegisterInfo &row) { return !row.sameLook || row.sameLook(a, b); });
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
