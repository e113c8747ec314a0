#include "common/model/kinds.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>

namespace sketchroom {

namespace {

OutlinePath rectangle(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    return OutlinePath::polygon({{-x, -y}, {x, -y}, {x, y}, {-x, y}}, radius);
}

OutlinePath ellipse(const QSizeF &size, double)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    OutlinePath path(QPointF(x, 0));
    path.quarterTo({x, y}, {0, y});
    path.quarterTo({-x, y}, {-x, 0});
    path.quarterTo({-x, -y}, {0, -y});
    path.quarterTo({x, -y}, {x, 0});
    return path;
}

OutlinePath triangle(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    return OutlinePath::polygon({{0, -y}, {x, y}, {-x, y}}, radius);
}

OutlinePath diamond(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    return OutlinePath::polygon({{0, -y}, {x, 0}, {0, y}, {-x, 0}}, radius);
}

OutlinePath hexagon(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    const double inner = x - qMin(x / 2, y);
    return OutlinePath::polygon({{-inner, -y}, {inner, -y}, {x, 0}, {inner, y}, {-inner, y}, {-x, 0}}, radius);
}

/// Five rays; the outer corners touch all sides of the box.
OutlinePath star(const QSizeF &size, double radius)
{
    constexpr int corners = 10;
    constexpr double inner = 0.5; // of the outer radius: as much as leaves room for a word
    const double fifth = 2 * M_PI / 5;
    const double wide = std::sin(fifth);
    const double low = -std::cos(2 * fifth);
    QList<QPointF> points;
    for (int i = 0; i < corners; ++i) {
        const double reach = i % 2 == 0 ? 1 : inner;
        const double turn = M_PI * i / 5;
        const double across = reach * std::sin(turn) / wide;
        const double down = (1 - reach * std::cos(turn)) / (1 + low);
        points.append({across * size.width() / 2, (down - 0.5) * size.height()});
    }
    return OutlinePath::polygon(points, radius);
}

double rimOf(const QSizeF &size)
{
    return qMin(size.height() / 8, size.width() / 5);
}

OutlinePath cylinder(const QSizeF &size, double)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    const double rim = rimOf(size);
    OutlinePath path(QPointF(-x, rim - y));
    path.quarterTo({-x, -y}, {0, -y});
    path.quarterTo({x, -y}, {x, rim - y});
    path.lineTo({x, y - rim});
    path.quarterTo({x, y}, {0, y});
    path.quarterTo({-x, y}, {-x, y - rim});
    path.close();
    return path;
}

/// The front of the rim.
OutlinePath rimOfCylinder(const QSizeF &size)
{
    const double x = size.width() / 2;
    const double rim = rimOf(size);
    const double middle = rim - size.height() / 2;
    OutlinePath path(QPointF(-x, middle));
    path.quarterTo({-x, middle + rim}, {0, middle + rim});
    path.quarterTo({x, middle + rim}, {x, middle});
    return path;
}

OutlinePath cloud(const QSizeF &size, double)
{
    // Lobes between points of a drawing 100 wide and 92 high, which they fill.
    const auto at = [&](double x, double y) {
        return QPointF((x / 100 - 0.5) * size.width(), (y / 92 - 0.5) * size.height());
    };
    OutlinePath path(at(22, 92));
    path.curveTo(at(6, 92), at(0, 80), at(0, 70));
    path.curveTo(at(0, 56), at(8, 48), at(17, 46));
    path.curveTo(at(12, 28), at(26, 14), at(40, 20));
    path.curveTo(at(48, -6.9), at(74, -6.9), at(76, 22));
    path.curveTo(at(92, 20), at(100, 34), at(92, 48));
    path.curveTo(at(104.1, 56), at(104.1, 92), at(80, 92));
    path.close();
    return path;
}

OutlinePath parallelogram(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    const double slant = qMin(x / 2, y);
    return OutlinePath::polygon({{slant - x, -y}, {x, -y}, {x - slant, y}, {-x, y}}, radius);
}

/// A box whose tail points down, near its left end.
OutlinePath callout(const QSizeF &size, double radius)
{
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    const double bottom = y - size.height() / 5; // of the box
    const double round = qMin(radius, qMin(size.width() * 0.18, (bottom + y) / 2));
    const auto turn = [round](OutlinePath &path, QPointF corner, QPointF to) {
        if (round > 0)
            path.quarterTo(corner, to);
    };
    OutlinePath path(QPointF(round - x, -y));
    path.lineTo({x - round, -y});
    turn(path, {x, -y}, {x, round - y});
    path.lineTo({x, bottom - round});
    turn(path, {x, bottom}, {x - round, bottom});
    path.lineTo({-x * 0.25, bottom});
    path.lineTo({-x * 0.7, y});
    path.lineTo({-x * 0.6, bottom});
    path.lineTo({round - x, bottom});
    turn(path, {-x, bottom}, {-x, bottom - round});
    path.lineTo({-x, round - y});
    turn(path, {-x, -y}, {round - x, -y});
    if (round <= 0)
        path.close();
    return path;
}

/// A sheet whose lower edge is a wave.
OutlinePath document(const QSizeF &size, double)
{
    constexpr double share = 3.464; // of a wave as deep as its curve's control points lie apart
    const double x = size.width() / 2;
    const double y = size.height() / 2;
    const double wave = qMin(size.height() / 10, size.width() / 10);
    OutlinePath path(QPointF(-x, -y));
    path.lineTo({x, -y});
    path.lineTo({x, y - wave});
    path.curveTo({x / 3, y - wave - share * wave}, {-x / 3, y - wave + share * wave}, {-x, y - wave});
    path.close();
    return path;
}

} // namespace

// clang-format off
#define TITLE(text) QT_TRANSLATE_NOOP("KindInfo", text)
constexpr std::array<KindInfo, kindCount> kindTable{{
    {Kind::Rect, Family::Closed, "rect", TITLE("Rectangle"), {160, 100}, &rectangle, nullptr, true, true, "R"},
    {Kind::Ellipse, Family::Closed, "ellipse", TITLE("Ellipse"), {120, 120}, &ellipse, nullptr, false, false, "O"},
    {Kind::Triangle, Family::Closed, "triangle", TITLE("Triangle"), {120, 120}, &triangle, nullptr, false, true, "G"},
    {Kind::Diamond, Family::Closed, "diamond", TITLE("Diamond"), {120, 120}, &diamond, nullptr, false, true, "D"},
    {Kind::Line, Family::Line, "line", TITLE("Line"), {120, 0}, nullptr, nullptr, false, false, ""},
    {Kind::Arrow, Family::Arrow, "arrow", TITLE("Arrow"), {120, 0}, nullptr, nullptr, false, false, ""},
    {Kind::Ink, Family::Ink, "ink", TITLE("Stroke of the pen"), {0, 0}, nullptr, nullptr, false, false, ""},
    {Kind::Text, Family::Text, "text", TITLE("Text"), {0, 0}, &rectangle, nullptr, true, false, ""},
    {Kind::Note, Family::Note, "note", TITLE("Sticky note"), {200, 200}, &rectangle, nullptr, true, true, ""},
    {Kind::Image, Family::Image, "image", TITLE("Image"), {0, 0}, &rectangle, nullptr, true, true, ""},
    {Kind::Frame, Family::Frame, "frame", TITLE("Frame"), {400, 300}, &rectangle, nullptr, true, true, ""},
    {Kind::Hexagon, Family::Closed, "hexagon", TITLE("Hexagon"), {140, 120}, &hexagon, nullptr, false, true, ""},
    {Kind::Star, Family::Closed, "star", TITLE("Star"), {140, 140}, &star, nullptr, false, true, ""},
    {Kind::Cylinder, Family::Closed, "cylinder", TITLE("Cylinder"), {120, 140}, &cylinder, &rimOfCylinder, false, false, ""},
    {Kind::Cloud, Family::Closed, "cloud", TITLE("Cloud"), {180, 120}, &cloud, nullptr, false, false, ""},
    {Kind::Parallelogram, Family::Closed, "parallelogram", TITLE("Parallelogram"), {160, 100}, &parallelogram, nullptr, false, true, ""},
    {Kind::Callout, Family::Closed, "callout", TITLE("Callout"), {180, 130}, &callout, nullptr, false, true, ""},
    {Kind::Document, Family::Closed, "document", TITLE("Document"), {140, 120}, &document, nullptr, false, false, ""},
}};
#undef TITLE
// clang-format on

namespace {

constexpr bool kindsAreInOrder()
{
    for (size_t i = 0; i < kindTable.size(); ++i) {
        if (size_t(kindTable[i].kind) != i)
            return false;
    }
    return true;
}
static_assert(kindsAreInOrder(), "a row of a kind stands elsewhere than its value");

} // namespace

const char *name(Kind value)
{
    return info(value).name;
}

std::optional<Kind> kindNamed(QByteArrayView name)
{
    const auto found = std::find_if(kindTable.begin(), kindTable.end(),
                                    [&](const KindInfo &row) { return name == QByteArrayView(row.name); });
    return found == kindTable.end() ? std::nullopt : std::optional(found->kind);
}

} // namespace sketchroom
