#include "app/files/excalidrawkept.h"

#include "app/files/csscolor.h"
#include "app/files/excalidrawnames.h"
#include "app/files/jsonfields.h"
#include "common/base/jsonwriter.h"
#include "common/model/registers.h"

#include <algorithm>
#include <array>

namespace sketchroom {

using namespace simdjson;

namespace {

constexpr qsizetype mostBytes = 16'384;
/// A message nests a shape six deep, and may be 32 deep in all.
constexpr int deepest = 20;

/// Said by the shape, always.
constexpr std::array placed = {"id",        "x",        "y",       "width",     "height",
                               "angle",     "groupIds", "frameId", "isDeleted", "points",
                               "pressures", "text",     "locked",  "textAlign", "verticalAlign"};

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

bool isNumber(dom::element value, double said)
{
    double number = 0;
    return !value.get(number) && number == said;
}

bool isText(dom::element value, QByteArrayView said)
{
    std::string_view text;
    return !value.get(text) && viewOf(text) == said;
}

bool isColor(dom::element value, Color said)
{
    return isText(value, said.none ? QByteArray("transparent") : colorName(said));
}

/// Whether the shape says the same already.
bool isSaid(QByteArrayView key, dom::element value, const Shape &shape)
{
    const auto uses = [&shape](Register reg) { return info(reg).usedBy(shape.kind); };
    if (std::find(placed.begin(), placed.end(), key) != placed.end())
        return true;
    if (key == QByteArrayView("type"))
        return isText(value, typeOfKind(shape.kind).value_or(QByteArrayView()));
    if (key == QByteArrayView("strokeColor"))
        return isColor(value, shape.stroke);
    if (key == QByteArrayView("backgroundColor"))
        return isColor(value, shape.fill);
    if (key == QByteArrayView("opacity"))
        return isNumber(value, shape.opacity * 100);
    if (key == QByteArrayView("strokeWidth"))
        return uses(Register::Width) && isNumber(value, shape.width);
    if (key == QByteArrayView("roughness"))
        return uses(Register::Rough) && isNumber(value, shape.rough);
    if (key == QByteArrayView("strokeStyle"))
        return uses(Register::Dash) && isText(value, name(shape.dash));
    if (key == QByteArrayView("fillStyle"))
        return uses(Register::Hatch) && isText(value, nameOfHatch(shape.hatch));
    if (key == QByteArrayView("fontSize"))
        return uses(Register::Font) && isNumber(value, shape.font.size);
    if (key == QByteArrayView("link"))
        return value.is_null() || isText(value, shape.link.toUtf8());
    return false;
}

} // namespace

QByteArray keptMembers(dom::object element, const Shape &shape)
{
    QByteArray members;
    for (const auto &field : element) {
        const QByteArrayView key = viewOf(field.key);
        if (isSaid(key, field.value, shape) || jsonDepth(field.value) > deepest)
            continue;
        const std::string value = minify(field.value);
        if (members.size() + key.size() + qsizetype(value.size()) > mostBytes)
            continue;
        if (!members.isEmpty())
            members.append(',');
        JsonWriter(members).value(QString::fromUtf8(key));
        members.append(':').append(QByteArrayView(value.data(), qsizetype(value.size())));
    }
    return members;
}

QByteArray keptWhole(dom::element element)
{
    const std::string json = minify(element);
    if (qsizetype(json.size()) > mostBytes || jsonDepth(element) > deepest)
        return {};
    return QByteArray::fromStdString(json);
}

JsonObject extOf(const QByteArray &kept, const QByteArray &label)
{
    if (kept.isEmpty() && label.isEmpty())
        return {};
    QByteArray json = R"({"excalidraw":{)" + kept;
    if (!label.isEmpty())
        json.append(kept.isEmpty() ? R"("label":)" : R"(,"label":)").append(label);
    return {json.append("}}")};
}

} // namespace sketchroom
