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
enum class Format : quint8 { Any, ShapeIdOrEmpty, ZIndex, Ids, Sha256OrEmpty, LinkOrEmpty };

/// One row of THE table: all that the program knows of a register.
struct RegisterInfo
{
    Register reg;
    const char *name;
    quint32 families; ///< of the kinds that have it; bit a Family
    double min;       ///< for numbers; of Box and Points: for each number
    double max;
    Format format;
    Control control;
    const char *type; ///< for the documentation
    const char *note;
    Value (*get)(const Shape &);
    /// Returns whether anything changed; a value of the wrong type changes nothing.
    bool (*set)(Shape &, const Value &);
    bool (*same)(const Shape &, const Shape &);

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

struct RegisterValue
{
    Register reg;
    Value value;
    bool operator==(const RegisterValue &) const = default;
};

/// The registers whose values differ. Stamps (by, made, changed), id and kind do not count.
RegisterSet differing(const Shape &a, const Shape &b);

} // namespace sketchroom
