#include "app/files/excalidrawelement.h"

#include "app/files/csscolor.h"
#include "app/files/excalidrawgeometry.h"
#include "app/files/excalidrawkept.h"
#include "app/files/excalidrawnames.h"
#include "common/base/plaintext.h"
#include "common/model/registers.h"
#include "common/protocol/limits.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace simdjson;

namespace {

bool uses(const Shape &shape, Register reg)
{
    return info(reg).usedBy(shape.kind);
}

Kind kindOf(const QByteArray &type, const JsonFields &fields)
{
    const auto points = fields.find("points");
    const auto text = fields.find("text");
    const Kind likeliest = points && points->is_array() ? Kind::Line
                           : text && text->is_string()  ? Kind::Text
                                                        : Kind::Rect;
    return kindOfType(type).value_or(likeliest);
}

Color colorOf(const JsonFields &fields, const char *key, Color fallback)
{
    const QByteArray text = fields.looseBytes(key);
    return text.isEmpty() ? fallback : parseCssColor(QString::fromUtf8(text)).value_or(fallback);
}

/// Corners are written in three ways: as a kind of rounding, as the legacy "sharpness", or not at all.
double cornerOf(const Shape &shape, const JsonFields &fields, const QByteArray &type)
{
    enum { Legacy = 1, Proportional = 2, Adaptive = 3 };
    int rounding = 0;
    double fixed = 32;
    dom::object roundness;
    if (const auto value = fields.find("roundness"); value && !value->get(roundness)) {
        double number = 0;
        rounding = roundness.at_key("type").get(number) ? int(Proportional) : int(number);
        if (roundness.at_key("value").get(number) == SUCCESS && number >= 0)
            fixed = number;
    } else if (fields.looseBytes("strokeSharpness") == "round") {
        rounding = isLinear(shape.kind) ? Proportional : Legacy;
    }
    if (rounding == 0 || fields.looseFlag("elbowed", false))
        return 0;
    if (isLinear(shape.kind))
        return 16; // how much does not matter for a line: it is curved or not
    const bool shown = type != "ellipse" && type != "text";
    const double side = qMin(std::abs(fields.looseNumber("width", 0)), std::abs(fields.looseNumber("height", 0)));
    const double proportional = qMin(0.25 * side, 1e6);
    return !shown ? 0 : rounding == Adaptive ? qMin(fixed, proportional) : proportional;
}

void readLooks(Shape &shape, const JsonFields &fields, const QByteArray &type)
{
    shape.stroke = colorOf(fields, "strokeColor", Color::rgb(0x1e1e1e));
    // The origin keeps a background for texts and arrows too, and never paints it.
    const bool painted = shape.kind != Kind::Text && shape.kind != Kind::Arrow;
    shape.fill = painted ? colorOf(fields, "backgroundColor", {}) : Color{};
    shape.opacity = qBound(0.0, fields.looseNumber("opacity", 100) / 100, 1.0);
    const double width = fields.looseNumber("strokeWidth", 2) * (shape.kind == Kind::Ink ? excalidrawPenSize : 1);
    const RegisterInfo &widths = info(Register::Width);
    if (uses(shape, Register::Width))
        shape.width = qBound(widths.min, width, widths.max);
    if (uses(shape, Register::Dash))
        shape.dash = fromName<Dash>(fields.looseBytes("strokeStyle")).value_or(Dash::Solid);
    if (uses(shape, Register::Hatch))
        shape.hatch = hatchOfName(fields.looseBytes("fillStyle"));
    if (uses(shape, Register::Rough))
        shape.rough = int(qBound(0.0, std::round(fields.looseNumber("roughness", 1)), 2.0));
    if (uses(shape, Register::Corner))
        shape.corner = cornerOf(shape, fields, type);
}

Head headOf(const JsonFields &fields, const char *key, Head missing)
{
    if (fields.all().at_key(key).error())
        return missing;
    const QByteArray name = fields.looseBytes(key);
    return name.isEmpty() ? Head::None : headOfName(name);
}

void readFont(Shape &shape, const JsonFields &fields)
{
    double size = fields.looseNumber("fontSize", 20);
    double family = fields.looseNumber("fontFamily", 5);
    // Legacy: "20px Virgil".
    if (const QByteArray legacy = fields.looseBytes("font"); !legacy.isEmpty()) {
        const double said = legacy.left(legacy.indexOf("px")).toDouble();
        size = said > 0 ? said : size;
        family = legacy.contains("Cascadia") ? 3 : legacy.contains("Helvetica") ? 2 : 1;
    }
    const RegisterInfo &range = info(Register::Font);
    shape.font.size = qBound(range.min, size, range.max);
    shape.font.family = familyOfNumber(int(qBound(0.0, family, 100.0)));
    shape.font.align = fromName<Align>(fields.looseBytes("textAlign")).value_or(Align::Left);
    shape.font.valign = fromName<VAlign>(fields.looseBytes("verticalAlign")).value_or(VAlign::Top);
}

QList<QByteArray> readGroups(JsonFields &fields)
{
    QList<QByteArray> groups;
    const auto list = fields.list("groupIds");
    if (!list)
        return groups;
    // Two more may come: one that ties a label to its shape, and one around an item of a library.
    const auto most = qsizetype(info(Register::Groups).max) - 2;
    for (const dom::element item : *list) {
        const auto group = bytesOf(item);
        if (!group || !item.is_string())
            fields.mend();
        if (group && groups.size() < most)
            groups.append(*group);
    }
    return groups;
}

QByteArray boundElement(JsonFields &fields, const char *key)
{
    const auto binding = fields.object(key);
    dom::element id;
    if (!binding || binding->at_key("elementId").get(id))
        return {};
    return bytesOf(id).value_or(QByteArray());
}

void readText(ExcalidrawElement &element, JsonFields &fields, const QByteArray &type)
{
    Shape &shape = element.shape;
    const int most = Limits{}.textLength;
    QString text;
    if (shape.kind == Kind::Text) {
        readFont(shape, fields);
        text = fields.text("text");
        element.unwrapped = cutText(plainText(fields.text("originalText")), most);
        if (element.unwrapped.isEmpty())
            element.unwrapped = cutText(plainText(text), most);
    } else if (shape.kind == Kind::Frame) {
        text = fields.text("name");
    } else if (type == "embeddable" || type == "iframe") {
        text = fields.text("link");
    }
    shape.text = cutText(plainText(text), most);
    element.shortened |= text.size() > most;
}

} // namespace

ExcalidrawReading readExcalidrawElement(dom::element value)
{
    dom::object object;
    if (value.get(object))
        return Unreadable{};
    JsonFields fields(object);
    const QByteArray type = fields.bytes("type");
    // Without a type it may still say where something is, and then what.
    if (type.isEmpty() && !fields.find("points") && !fields.find("width") && !fields.find("text"))
        return Unreadable{};
    if (type.isEmpty())
        fields.mend();
    if (fields.flag("isDeleted") || type == "selection")
        return NoDrawing{};

    ExcalidrawElement element;
    Shape &shape = element.shape;
    shape = Shape::defaults(kindOf(type, fields));
    readLooks(shape, fields, type);
    readText(element, fields, type);
    if (isLinear(shape.kind))
        shape.ends = {headOf(fields, "startArrowhead", Head::None),
                      headOf(fields, "endArrowhead", shape.kind == Kind::Arrow ? Head::Arrow : Head::None)};
    element.shortened |= placeExcalidrawElement(shape, fields);
    shape.locked = fields.flag("locked");
    // Others, such as those to a place in the drawing, are kept as the file has them.
    if (const QString link = cutText(fields.text("link"), 2000); isLink(link))
        shape.link = link;

    element.id = fields.bytes("id");
    element.index = fields.looseBytes("index");
    element.frame = fields.bytes("frameId");
    if (shape.kind == Kind::Image)
        element.file = fields.looseBytes("fileId");
    element.container = fields.bytes("containerId");
    element.groups = readGroups(fields);
    if (shape.kind == Kind::Arrow) {
        element.from = boundElement(fields, "startBinding");
        element.to = boundElement(fields, "endBinding");
    }
    element.mended = fields.isMended();
    element.kept = keptMembers(fields.all(), shape);
    if (!element.container.isEmpty())
        element.whole = keptWhole(value);
    return element;
}

} // namespace sketchroom
