#pragma once

#include "common/model/shape.h"

#include <array>
#include <span>
#include <variant>

namespace sketchroom {

/// The unit of conflict: two people who change different registers of one shape both keep their change.
enum class Register : quint8 {
    Box,
    Z,
    Parent,
    Groups,
    Points,
    Stroke,
    Fill,
    Width,
    Dash,
    Hatch,
    Rough,
    Opacity,
    Corner,
    Text,
    Font,
    Ends,
    From,
    To,
    Asset,
    Locked,
    Link,
    Ext,
};
inline constexpr int registerCount = int(Register::Ext) + 1;

/// A set of registers.
class RegisterSet final
{
public:
    constexpr RegisterSet() = default;
    constexpr explicit RegisterSet(quint32 bits)
        : m_bits(bits)
    {
    }
    constexpr bool contains(Register reg) const { return (m_bits >> int(reg)) & 1u; }
    constexpr void insert(Register reg) { m_bits |= 1u << int(reg); }
    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr RegisterSet operator|(RegisterSet other) const { return RegisterSet(m_bits | other.m_bits); }
    constexpr bool operator==(const RegisterSet &) const = default;

private:
    quint32 m_bits = 0;
};

/// The value of any register.
using Value = std::variant<bool, int, double, Dash, Hatch, Box, Color, QByteArray, QList<QByteArray>, PointList,
                           QString, Font, Ends, Binding, JsonObject>;

/// What the style panel offers for a register.
enum class Control : quint8 { None, StrokeColor, FillColor, Width, Dash, Hatch, Rough, Opacity, Corner, Font, Ends };

/// How the text or bytes of a register are checked.
enum class Format : quint8 { Any, Text, ShapeIdOrEmpty, ZIndex, Ids, Sha256OrEmpty, LinkOrEmpty };

using Compare = bool (*)(const Shape &, const Shape &);

/// One row of THE table: all that the program knows of a register.
struct RegisterInfo
{
    Register reg;
    const char *name;
    quint32 families; ///< of the kinds that have it; bit a Family
    double min;       ///< for numbers; of Box and Points: for each number; of Ids: how many
    double max;
    Format format;
    Control control;  ///< None: it is no matter of style
    int since;        ///< the version of the protocol that it came with
    const char *type; ///< for the documentation, and for who sends something else
    const char *note;
    Value (*get)(const Shape &);
    /// Returns whether anything changed; a value of the wrong type changes nothing.
    bool (*set)(Shape &, const Value &);
    Compare same;
    Compare sameOutline; ///< whether both are painted along the same lines as far as it goes; null: it moves no line
    Compare sameLook;    ///< whether both look the same but for where they are; null: it is not seen
    /// The other shape that it refers to; null where there is none just now. No function: it never refers to one.
    const ShapeId *(*target)(const Shape &);
    qint64 (*wireSize)(const Shape &); ///< about the most bytes of a message; no function: it is always short
    qint64 (*memory)(const Shape &);   ///< about the bytes beside the shape itself; no function: none

    bool usedBy(Kind kind) const { return (families >> int(info(kind).family)) & 1u; }
};

/// The table, in the order of the enum.
extern const std::array<RegisterInfo, registerCount> registerTable;
inline std::span<const RegisterInfo, registerCount> registers()
{
    return registerTable;
}
inline const RegisterInfo &info(Register reg)
{
    return registerTable[size_t(reg)];
}
/// Null for a name that is no register.
const RegisterInfo *registerNamed(QByteArrayView name);

/// Whether a link may be followed: http, https and mailto; others could run or show what is on the reader's computer.
bool isLink(QStringView text);
/// Whether all numbers in the value are finite and within the register's range.
bool isInRange(const RegisterInfo &row, const Value &value);

/// About the most bytes that the value takes in a message, where it may be long; 0 for what is always short.
qint64 wireSize(const Value &value);

/// Whether both are painted along the same lines, from the same pen: they may still differ in place and colour.
bool sameOutline(const Shape &a, const Shape &b);
/// Whether both look the same but for where they are.
bool sameLook(const Shape &a, const Shape &b);

/// Calls `visit` with each shape that this one refers to.
template <class Visit>
void forEachReference(const Shape &shape, const Visit &visit)
{
    for (const RegisterInfo &row : registers()) {
        if (const ShapeId *target = row.target ? row.target(shape) : nullptr)
            visit(*target);
    }
}

struct RegisterValue
{
    Register reg;
    Value value;
    bool operator==(const RegisterValue &) const = default;
};

/// The registers whose values differ. Stamps (by, made, changed), id and kind do not count.
RegisterSet differing(const Shape &a, const Shape &b);

} // namespace sketchroom
