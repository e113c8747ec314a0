#include "app/files/excalidrawmembers.h"

#include "app/files/excalidrawgeometry.h"
#include "app/files/excalidrawnames.h"
#include "app/render/textlayout.h"
#include "common/base/jsonwriter.h"
#include "common/model/registers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

/// FNV-1a, in 31 bits: what Excalidraw draws a hand-drawn look from, and all else that it would take at random.
qint64 numberFrom(const QByteArray &id, quint32 salt)
{
    quint32 hash = 2166136261u ^ salt;
    for (const char c : id)
        hash = (hash ^ quint8(c)) * 16777619u;
    return qMax<qint64>(1, hash & 0x7fffffffu);
}

QByteArray idList(const QList<QByteArray> &ids)
{
    QByteArray json;
    JsonWriter writer(json);
    writer.beginArray();
    for (const QByteArray &id : ids)
        writer.ascii(id);
    writer.endArray();
    return json;
}

QByteArray colorText(Color color)
{
    return color.none ? QByteArray("transparent") : colorName(color);
}

/// In percent, without the digits that a product of 0.29 and 100 has.
double percentOf(double share)
{
    const double percent = share * 100;
    return std::abs(percent - std::round(percent)) < 1e-9 ? std::round(percent) : percent;
}

QByteArray typeOfPart(const ExcalidrawPart &part)
{
    const Shape &shape = part.shape;
    QByteArray usual = typeOfKind(shape.kind).value_or(QByteArrayView("rectangle")).toByteArray();
    const QByteArray before = keptText(part.kept.members, "type");
    if (before.isEmpty() || before == "draw" || before == "selection")
        return usual;
    if (before == "embeddable" || before == "iframe")
        return part.embedded ? before : usual;
    return kindOfType(before).value_or(shape.kind) == shape.kind ? before : usual;
}

/// Sharp; in proportion, as Excalidraw curves lines, and diamonds, whose corners a radius would bend; or by a radius.
QByteArray roundnessOf(const Shape &shape)
{
    constexpr double usualRadius = 32;
    if (shape.corner <= 0 || !info(Register::Corner).usedBy(shape.kind) || shape.kind == Kind::Ellipse)
        return "null";
    if (isLinear(shape.kind) || shape.kind == Kind::Diamond)
        return R"({"type":2})";
    JsonMembers roundness;
    roundness.set("type", 3);
    if (shape.corner != usualRadius)
        roundness.set("value", shape.corner);
    return roundness.object();
}

void sayPlace(JsonMembers &element, const ElementPlace &place)
{
    element.set("x", place.x);
    element.set("y", place.y);
    element.set("width", place.width);
    element.set("height", place.height);
    element.set("angle", place.angle);
}

void sayLooks(JsonMembers &element, const Shape &shape)
{
    element.setAscii("strokeColor", colorText(shape.stroke));
    element.setAscii("backgroundColor", colorText(shape.fill));
    element.setAscii("fillStyle", nameOfHatch(shape.hatch));
    element.set("strokeWidth", shape.kind == Kind::Ink ? shape.width / excalidrawPenSize : shape.width);
    element.setAscii("strokeStyle", name(shape.dash));
    element.set("roughness", shape.rough);
    element.set("opacity", percentOf(shape.opacity));
    element.setJson("roundness", roundnessOf(shape));
}

/// What Excalidraw counts and throws dice for.
void sayHistory(JsonMembers &element, const Shape &shape)
{
    element.set("seed", numberFrom(shape.id, 1));
    element.set("version", 1);
    element.set("versionNonce", numberFrom(shape.id, 2));
    element.set("isDeleted", false);
    element.set("updated", qMax<qint64>(1, shape.changed));
}

void sayText(JsonMembers &element, const ExcalidrawPart &part)
{
    const Font &font = part.shape.font;
    element.set("fontSize", font.size);
    element.set("fontFamily", numberOfFamily(font.family));
    element.set("text", part.shown);
    element.set("originalText", part.typed);
    element.setAscii("textAlign", name(font.align));
    element.setAscii("verticalAlign", name(font.valign));
    if (part.container.isEmpty())
        element.setNull("containerId");
    else
        element.setAscii("containerId", part.container);
    element.set("autoResize", true);
    element.set("lineHeight", lineSpacing);
}

QByteArray pairsOf(const PointList &points)
{
    QByteArray json;
    JsonWriter writer(json);
    writer.beginArray();
    for (qsizetype i = 0; i + 1 < points.size(); i += 2)
        writer.values(std::span(points.constData() + i, 2));
    writer.endArray();
    return json;
}

void sayHead(JsonMembers &element, const char *key, Head head)
{
    if (head == Head::None)
        element.setNull(key);
    else
        element.setAscii(key, nameOfHead(head));
}

void sayInk(JsonMembers &element, const ExcalidrawPart &part, const ElementPlace &place)
{
    const bool pressed =
        std::any_of(place.pressures.begin(), place.pressures.end(), [](double pressure) { return pressure != 0.5; });
    const QByteArray *const before = findMember(part.kept.members, "simulatePressure");
    const bool real = pressed || (before && *before == "false");
    QByteArray pressures = "[]";
    if (real) {
        pressures.clear();
        JsonWriter(pressures).values(place.pressures);
    }
    element.setJson("points", pairsOf(place.points));
    element.setJson("pressures", pressures);
    element.set("simulatePressure", !real);
}

/// Whether an arrow of right angles still has nothing else.
bool hasRightAngles(const Shape &shape, const PointList &points)
{
    constexpr double slack = 1; // that of Excalidraw
    if (shape.corner > 0 || shape.box.angle != 0)
        return false;
    for (qsizetype i = 2; i + 1 < points.size(); i += 2) {
        if (std::abs(points[i] - points[i - 2]) > slack && std::abs(points[i + 1] - points[i - 1]) > slack)
            return false;
    }
    return true;
}

/// Which stretches of a path of right angles somebody has put where they are; null where the path has changed since.
QByteArray fixedSegments(const ExcalidrawPart &part, const PointList &points)
{
    const QByteArray *const before = findMember(part.kept.members, "fixedSegments");
    if (!before)
        return "null";
    const QJsonArray segments = QJsonDocument::fromJson(*before).array();
    const auto isAt = [&points](const QJsonValue &place, qsizetype index) {
        constexpr double near = 1e-6;
        return std::abs(place[0].toDouble() - points[2 * index]) < near &&
               std::abs(place[1].toDouble() - points[2 * index + 1]) < near;
    };
    for (const auto &segment : segments) {
        const int index = segment["index"_L1].toInt();
        if (index < 1 || 2 * index + 1 >= points.size() || !isAt(segment["start"_L1], index - 1) ||
            !isAt(segment["end"_L1], index))
            return "null";
    }
    return segments.isEmpty() ? "null" : *before;
}

void sayLine(JsonMembers &element, const ExcalidrawPart &part, const ElementPlace &place)
{
    const Shape &shape = part.shape;
    element.setJson("points", pairsOf(place.points));
    sayHead(element, "startArrowhead", shape.ends.start);
    sayHead(element, "endArrowhead", shape.ends.end);
    if (shape.kind == Kind::Line) {
        element.set("polygon", part.polygon);
        return;
    }
    const QByteArray *const before = findMember(part.kept.members, "elbowed");
    const bool elbowed = before && *before == "true" && hasRightAngles(shape, place.points);
    element.set("elbowed", elbowed);
    if (!elbowed)
        return;
    element.setJson("fixedSegments", fixedSegments(part, place.points));
    for (const char *key : {"startIsSpecial", "endIsSpecial"}) {
        const QByteArray *const special = findMember(part.kept.members, key);
        element.setJson(key, special ? *special : QByteArray("null"));
    }
}

void sayImage(JsonMembers &element, const Box &box)
{
    QByteArray scale;
    JsonWriter(scale).values(std::array{box.w < 0 ? -1.0 : 1.0, box.h < 0 ? -1.0 : 1.0});
    element.setJson("scale", scale);
    element.setNull("crop");
}

void sayOrNull(JsonMembers &element, const char *key, const QString &text)
{
    if (text.isEmpty())
        element.setNull(key);
    else
        element.set(key, text);
}

void sayKind(JsonMembers &element, const ExcalidrawPart &part, const ElementPlace &place)
{
    switch (info(part.shape.kind).family) {
    case Family::Text:
        return sayText(element, part);
    case Family::Ink:
        return sayInk(element, part, place);
    case Family::Line:
    case Family::Arrow:
        return sayLine(element, part, place);
    case Family::Image:
        return sayImage(element, part.shape.box);
    case Family::Frame:
        return sayOrNull(element, "name", part.shape.text);
    case Family::Closed:
    case Family::Note: // written as a rectangle
        return;
    }
}

} // namespace

JsonMembers excalidrawMembers(const ExcalidrawPart &part)
{
    const Shape &shape = part.shape;
    const ElementPlace place = placeOfShape(shape);
    JsonMembers element;
    element.setAscii("id", shape.id);
    element.setAscii("type", typeOfPart(part));
    sayPlace(element, place);
    sayLooks(element, shape);
    element.setJson("groupIds", idList(shape.groups));
    sayHistory(element, shape);
    sayOrNull(element, "link", part.embedded ? shape.text : shape.link);
    element.set("locked", shape.locked);
    sayKind(element, part, place);
    return element;
}

} // namespace sketchroom
