#pragma once

#include "common/base/ids.h"
#include "common/model/kinds.h"

#include <QList>
#include <QMap>
#include <QString>

#include <memory>
#include <optional>
#include <span>

namespace sketchroom {

enum class Dash : quint8 { Solid, Dashed, Dotted };
enum class Hatch : quint8 { Solid, Hachure, Cross };
enum class Align : quint8 { Left, Center, Right };
enum class VAlign : quint8 { Top, Middle, Bottom };
/// What a line ends in. The outlined forms are hollow; One … ZeroOrMany are the feet of entity diagrams.
enum class Head : quint8 {
    None,
    Arrow,
    Triangle,
    TriangleOutline,
    Bar,
    Circle,
    CircleOutline,
    Diamond,
    DiamondOutline,
    One,
    Many,
    OneOrMany,
    ExactlyOne,
    ZeroOrOne,
    ZeroOrMany,
};

/// Where a shape is. One register, so that a move and a resize never mix.
struct Box
{
    double x = 0; ///< scene units, 96 to the inch
    double y = 0;
    double w = 0; ///< negative: mirrored about the centre of the box
    double h = 0;
    double angle = 0; ///< degrees, clockwise on the screen, about the centre
    bool operator==(const Box &) const = default;
};

struct Color
{
    quint32 rgba = 0; ///< 0xRRGGBBAA; 0 when none
    bool none = true;
    bool operator==(const Color &) const = default;
    static constexpr Color rgb(quint32 rrggbb) { return {(rrggbb << 8) | 0xffu, false}; }
    static constexpr Color fromRgba(quint32 rrggbbaa) { return {rrggbbaa, false}; }
};

struct Font
{
    QString family;   ///< "hand", "sans", "serif", "mono" or a family of the system; empty: "sans"
    double size = 20; ///< scene units
    Align align = Align::Left;
    VAlign valign = VAlign::Top;
    bool operator==(const Font &) const = default;
};

struct Ends
{
    Head start = Head::None;
    Head end = Head::None;
    bool operator==(const Ends &) const = default;
};

/// What an end of an arrow is attached to: a place in the other shape's box, 0..1 inside it.
struct Anchor
{
    ShapeId shape;
    double u = 0.5;
    double v = 0.5;
    bool operator==(const Anchor &) const = default;
};
using Binding = std::optional<Anchor>;

/// A JSON object that we keep and do not read, as compact text; empty: no such object.
struct JsonObject
{
    QByteArray json;
    bool operator==(const JsonObject &) const = default;
};

/// Ink: x, y, pressure (0..1) a point; line and arrow: x, y a point. Local units: the points' own bounds fill the box.
using PointList = QList<double>;

/// One thing on the board. A member a register; registers.h says which kinds use which.
/// A shape that is in a document is immutable and shared (ShapeRef), also between threads.
struct Shape
{
    ShapeId id;
    Kind kind = Kind::Rect;
    Box box;
    QByteArray z; ///< fractional index, see zindex.h
    ShapeId parent;
    QList<QByteArray> groups; ///< innermost first
    PointList points;
    Color stroke;
    Color fill;
    double width = 2;
    Dash dash = Dash::Solid;
    Hatch hatch = Hatch::Solid;
    int rough = 0;
    double opacity = 1;
    double corner = 0;
    QString text;
    Font font;
    Ends ends;
    Binding from;
    Binding to;
    QByteArray asset;
    bool locked = false;
    QString link;
    JsonObject ext;
    /// What a newer program has said of it, as JSON by name: registers, and `kind` for a kind that is not known here,
    /// which is shown as a box with its text. Kept and sent back.
    QMap<QByteArray, QByteArray> unknown;

    // Stamped by the host.
    ClientId by;
    qint64 made = 0;    ///< ms since 1970
    qint64 changed = 0; ///< ms since 1970

    bool operator==(const Shape &) const = default;

    /// A shape of this kind with every register at its documented default.
    static const Shape &defaults(Kind kind);
    /// Whether this program knows no kind of that name; `kind` is Rect then.
    bool isOfUnknownKind() const { return !unknown.isEmpty() && unknown.contains("kind"); }
};
using ShapeRef = std::shared_ptr<const Shape>;

/// The name on the wire ("dashed", …); every enum above has one.
const char *name(Dash value);
const char *name(Hatch value);
const char *name(Align value);
const char *name(VAlign value);
const char *name(Head value);
/// All names of an enum, in its order.
template <class Enum>
std::span<const char *const> namesOf();
/// The reverse. Empty for a name that does not exist.
template <class Enum>
std::optional<Enum> fromName(QByteArrayView name);

/// "none", "#rrggbb" or "#rrggbbaa"; the shortest that says it.
QByteArray colorName(Color color);
std::optional<Color> colorFromName(QByteArrayView name);

} // namespace sketchroom
