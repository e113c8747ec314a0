#include "app/files/excalidrawelement.h"
#include "app/files/excalidrawkept.h"

#include <algorithm>
#include <array>

namespace sketchroom {

using namespace simdjson;

namespace {

/// Where an element is, what it is tied to, and what only old versions wrote and newer ones would read again: the
/// writer knows better.
constexpr std::array neverPutBack = {
    "id",
    "type",
    "x",
    "y",
    "width",
    "height",
    "angle",
    "points",
    "pressures",
    "index",
    "groupIds",
    "frameId",
    "isDeleted",
    "boundElements",
    "locked",
    "text",
    "originalText",
    "containerId",
    "textAlign",
    "verticalAlign",
    "polygon",
    "elbowed",
    "fixedSegments",
    "startIsSpecial",
    "endIsSpecial",
    "startBinding",
    "endBinding",
    "fileId",
    "scale",
    "status",
    "label",
    "strokeSharpness",
    "boundElementIds",
    "font",
    "rawText",
    "simulatePressure",
};

/// What a shape says too, if not always in the same words.
constexpr std::array looksMembers = {
    "strokeColor", "backgroundColor", "fillStyle",  "strokeWidth", "strokeStyle",    "roughness",    "opacity",
    "roundness",   "fontSize",        "fontFamily", "link",        "startArrowhead", "endArrowhead", "name",
};

template <size_t Count>
bool isAmong(const std::array<const char *, Count> &names, const QByteArray &key)
{
    return std::find(names.begin(), names.end(), key) != names.end();
}

/// Whether a value can stand where the writer says another: it is of the same JSON type, or there is none yet. What is
/// damaged in a file is not written again.
bool canStandFor(const QByteArray &said, const QByteArray &kept)
{
    const auto typeOf = [](const QByteArray &json) {
        const char first = json.isEmpty() ? 'n' : json.front();
        return first == '-' || (first >= '0' && first <= '9') ? '0' : first == 't' ? 'f' : first;
    };
    return typeOf(said) == typeOf(kept) || typeOf(said) == 'n';
}

/// The shape that would be read from the element, as far as its looks go.
std::optional<Shape> asRead(const JsonMembers &element)
{
    // Points take long to read, and say nothing of looks.
    JsonMembers small;
    for (const JsonMember &member : element.all()) {
        if (member.key != "points" && member.key != "pressures" && member.key != "text" && member.key != "originalText")
            small.setJson(member.key, member.json);
    }
    const QByteArray json = small.object();
    dom::parser parser;
    dom::element value;
    if (parser.parse(json.constData(), size_t(json.size())).get(value))
        return std::nullopt;
    ExcalidrawReading reading = readExcalidrawElement(value);
    auto *const read = std::get_if<ExcalidrawElement>(&reading);
    return read ? std::optional(std::move(read->shape)) : std::nullopt;
}

bool appendMembers(QList<JsonMember> &members, dom::element value)
{
    dom::object object;
    if (value.get(object))
        return false;
    for (const auto &field : object)
        members.append({QByteArray(field.key.data(), qsizetype(field.key.size())),
                        QByteArray::fromStdString(minify(field.value))});
    return true;
}

std::optional<dom::element> parsed(dom::parser &parser, const QByteArray *json)
{
    dom::element value;
    if (!json || parser.parse(json->constData(), size_t(json->size())).get(value))
        return std::nullopt;
    return value;
}

} // namespace

KeptElement keptElement(const JsonObject &ext)
{
    KeptElement kept;
    if (!ext.json.contains("\"excalidraw\""))
        return kept;
    dom::parser parser;
    dom::element value;
    dom::object object;
    const auto root = parsed(parser, &ext.json);
    if (!root || root->at_key("excalidraw").get(value) || value.get(object))
        return kept;
    for (const auto &field : object) {
        if (field.key != "label" || !appendMembers(kept.label, field.value))
            kept.members.append({QByteArray(field.key.data(), qsizetype(field.key.size())),
                                 QByteArray::fromStdString(minify(field.value))});
    }
    return kept;
}

void putBack(JsonMembers &element, const QList<JsonMember> &kept)
{
    QList<JsonMember> inOtherWords;
    for (const JsonMember &member : kept) {
        if (isAmong(neverPutBack, member.key))
            continue;
        const QByteArray *const said = element.find(member.key);
        if (said && (*said == member.json || !canStandFor(*said, member.json)))
            continue;
        if (said && isAmong(looksMembers, member.key))
            inOtherWords.append(member);
        else
            element.setJson(member.key, member.json);
    }
    if (inOtherWords.isEmpty())
        return;
    const auto meant = asRead(element);
    const auto tryOut = [&](const QList<JsonMember> &members) {
        JsonMembers tried = element;
        for (const JsonMember &member : members)
            tried.setJson(member.key, member.json);
        if (asRead(tried) != meant)
            return false;
        element = tried;
        return true;
    };
    if (tryOut(inOtherWords))
        return;
    for (const JsonMember &member : std::as_const(inOtherWords))
        tryOut({member});
}

QByteArray keptText(const QList<JsonMember> &kept, const char *key)
{
    dom::parser parser;
    const auto value = parsed(parser, findMember(kept, key));
    return value && value->is_string() ? bytesOf(*value).value_or(QByteArray()) : QByteArray();
}

std::optional<double> keptNumber(const QList<JsonMember> &kept, const char *key)
{
    dom::parser parser;
    const auto value = parsed(parser, findMember(kept, key));
    return value && value->is_number() ? numberOf(*value) : std::nullopt;
}

QByteArray keptText(const QList<JsonMember> &kept, const char *key, const char *inner)
{
    dom::parser parser;
    const auto value = parsed(parser, findMember(kept, key));
    dom::element said;
    if (!value || !value->is_object() || value->at_key(inner).get(said) || !said.is_string())
        return {};
    return bytesOf(said).value_or(QByteArray());
}

} // namespace sketchroom
