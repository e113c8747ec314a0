#pragma once

#include "common/model/outlinepath.h"

#include <QSizeF>

#include <array>
#include <optional>
#include <span>

namespace sketchroom {

/// The kinds of shapes. A new one is a value here, a row with its outline in kinds.cpp, a picture in resources/icons
/// called as on the wire, and a word in PROTOCOL.md (S1).
enum class Kind : quint8 {
    Rect,
    Ellipse,
    Triangle,
    Diamond,
    Line,
    Arrow,
    Ink,
    Text,
    Note,
    Image,
    Frame,
    Hexagon,
    Star,
    Cylinder,
    Cloud,
    Parallelogram,
    Callout,
    Document
};
inline constexpr int kindCount = int(Kind::Document) + 1;

/// What kinds have in common: which registers they use, and how they are drawn, edited and styled.
enum class Family : quint8 {
    Closed, ///< has an outline of its own, an area that is filled, and a label
    Line,
    Arrow,
    Ink,
    Text,
    Note,
    Image,
    Frame,
};

/// One row of the table of kinds.
struct KindInfo
{
    Kind kind;
    Family family;
    const char *name;  ///< on the wire
    const char *title; ///< for people and screen readers, untranslated
    QSizeF size;       ///< that a click stamps
    /// The outline of a shape so large, about the centre of its box, not mirrored and not rotated; `radius` of its
    /// corners. Closed, and within the box. Null for what runs along its points.
    OutlinePath (*outline)(const QSizeF &size, double radius);
    /// A line inside of it that is stroked too, and not filled. Null: none.
    OutlinePath (*innerLine)(const QSizeF &size);
    bool fillsBox;        ///< the outline is the box, but for round corners
    bool hasCorners;      ///< that can be rounded
    const char *shortcut; ///< of the tool that draws a closed shape; empty: none
};

/// The table, in the order of the enum. Here, so that a look-up is a load: painters ask for each shape that they see.
extern const std::array<KindInfo, kindCount> kindTable;
inline std::span<const KindInfo, kindCount> kinds()
{
    return kindTable;
}
inline const KindInfo &info(Kind kind)
{
    return kindTable[size_t(kind)];
}

/// Numbers that make one point of this kind: 3, 2, or 0 for a kind without points.
constexpr int numbersPerPoint(Kind kind)
{
    if (kind == Kind::Ink)
        return 3;
    return kind == Kind::Line || kind == Kind::Arrow ? 2 : 0;
}
constexpr bool isLinear(Kind kind)
{
    return kind == Kind::Line || kind == Kind::Arrow;
}

/// The name on the wire, and the reverse: empty for a name that does not exist.
const char *name(Kind value);
std::optional<Kind> kindNamed(QByteArrayView name);

} // namespace sketchroom
