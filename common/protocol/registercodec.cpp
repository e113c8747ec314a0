#include "common/protocol/registercodec.h"

#include "common/model/zindex.h"
#include "common/protocol/verbatim.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom::json {

using simdjson::dom::array;
using simdjson::dom::element;

namespace {

struct RegisterCodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::json::Registers)
};

// ---- reading a register: true when the value is of the right form ----

bool inRange(double number, const RegisterInfo &row)
{
    return number >= row.min && number <= row.max;
}

bool read(element value, const RegisterInfo &, bool &into)
{
    return !value.get(into);
}

bool read(element value, const RegisterInfo &row, int &into)
{
    const auto number = toInteger(value);
    if (!number || !inRange(double(*number), row))
        return false;
    into = int(*number);
    return true;
}

bool read(element value, const RegisterInfo &row, double &into)
{
    const auto number = toNumber(value);
    if (!number || !inRange(*number, row))
        return false;
    into = *number;
    return true;
}

template <class Enum>
requires std::is_enum_v<Enum>
bool read(element value, const RegisterInfo &, Enum &into)
{
    const auto bytes = toBytes(value);
    const auto found = bytes ? fromName<Enum>(*bytes) : std::nullopt;
    into = found.value_or(into);
    return found.has_value();
}

bool read(element value, const RegisterInfo &row, Box &into)
{
    const auto numbers = toNumbers(value);
    if (!numbers || numbers->size() != 5)
        return false;
    for (const double number : *numbers) {
        if (!inRange(number, row))
            return false;
    }
    into = {numbers->at(0), numbers->at(1), numbers->at(2), numbers->at(3), numbers->at(4)};
    return true;
}

bool read(element value, const RegisterInfo &, Color &into)
{
    const auto bytes = toBytes(value);
    const auto color = bytes ? colorFromName(*bytes) : std::nullopt;
    into = color.value_or(into);
    return color.has_value();
}

bool isSha256(QByteArrayView text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool read(element value, const RegisterInfo &row, QByteArray &into)
{
    const auto bytes = toBytes(value);
    if (!bytes)
        return false;
    const bool fits = (row.format == Format::ZIndex && isValidZ(*bytes)) ||
                      (row.format == Format::ShapeIdOrEmpty && (bytes->isEmpty() || isValidId(*bytes))) ||
                      (row.format == Format::Sha256OrEmpty && (bytes->isEmpty() || isSha256(*bytes)));
    if (fits)
        into = bytes->toByteArray();
    return fits;
}

bool read(element value, const RegisterInfo &row, QList<QByteArray> &into)
{
    array list;
    if (value.get(list) || double(list.size()) > row.max)
        return false;
    into.clear();
    for (const element item : list) {
        const auto id = toBytes(item);
        if (!id || !isValidId(*id))
            return false;
        into.append(id->toByteArray());
    }
    return true;
}

bool read(element value, const RegisterInfo &row, PointList &into)
{
    auto numbers = toNumbers(value);
    if (!numbers || !std::all_of(numbers->cbegin(), numbers->cend(), [&](double n) { return inRange(n, row); }))
        return false;
    into = std::move(*numbers);
    return true;
}

bool read(element value, const RegisterInfo &row, QString &into)
{
    auto text = toText(value);
    if (!text || (row.format == Format::LinkOrEmpty && !text->isEmpty() && !isLink(*text)))
        return false;
    into = std::move(*text);
    return true;
}

/// A member of an object that may be absent; false when it is there and of the wrong form.
template <class Read>
bool readMember(const simdjson::dom::object &object, const char *key, const Read &readValue)
{
    element value;
    return object.at_key(key).get(value) || readValue(value);
}

bool read(element value, const RegisterInfo &row, Font &into)
{
    simdjson::dom::object object;
    if (value.get(object))
        return false;
    into = Font{};
    const auto readFamily = [&](element e) { return read(e, row, into.family) && into.family.size() <= 64; };
    return readMember(object, "family", readFamily) &&
           readMember(object, "size", [&](element e) { return read(e, row, into.size); }) &&
           readMember(object, "align", [&](element e) { return read(e, row, into.align); }) &&
           readMember(object, "valign", [&](element e) { return read(e, row, into.valign); });
}

bool read(element value, const RegisterInfo &row, Ends &into)
{
    array list;
    if (value.get(list) || list.size() != 2)
        return false;
    return read(list.at(0).value_unsafe(), row, into.start) && read(list.at(1).value_unsafe(), row, into.end);
}

bool read(element value, const RegisterInfo &row, Binding &into)
{
    if (value.is_null()) {
        into.reset();
        return true;
    }
    element shape;
    element at;
    if (value["shape"].get(shape) || value["at"].get(at))
        return false;
    const auto id = toBytes(shape);
    const auto place = toNumbers(at);
    if (!id || !isValidId(*id) || !place || place->size() != 2 || !inRange(place->at(0), row) ||
        !inRange(place->at(1), row))
        return false;
    into = Anchor{id->toByteArray(), place->at(0), place->at(1)};
    return true;
}

bool read(element value, const RegisterInfo &, JsonObject &into)
{
    const auto placeholder = json::toBytes(value);
    QByteArray text = placeholder ? json::takenBy(*placeholder, json::takenExt()) : QByteArray();
    if (text.isEmpty() && value.is_object())
        text = QByteArray::fromStdString(simdjson::minify(value));
    if (text.isEmpty())
        return false;
    into.json = text == "{}" ? QByteArray() : text;
    return true;
}

// ---- writing a register ----

void writeValue(JsonWriter &out, bool value)
{
    out.value(value);
}
void writeValue(JsonWriter &out, int value)
{
    out.value(value);
}
void writeValue(JsonWriter &out, double value)
{
    out.value(value);
}
template <class Enum>
requires std::is_enum_v<Enum>
void writeValue(JsonWriter &out, Enum value)
{
    out.ascii(name(value));
}
void writeValue(JsonWriter &out, const Box &box)
{
    out.beginArray().value(box.x).value(box.y).value(box.w).value(box.h).value(box.angle).endArray();
}
void writeValue(JsonWriter &out, Color color)
{
    out.ascii(colorName(color));
}
void writeValue(JsonWriter &out, const QByteArray &id)
{
    out.ascii(id);
}
void writeValue(JsonWriter &out, const QList<QByteArray> &ids)
{
    out.beginArray();
    for (const QByteArray &id : ids)
        out.ascii(id);
    out.endArray();
}
void writeValue(JsonWriter &out, const PointList &points)
{
    out.values(points);
}
void writeValue(JsonWriter &out, const QString &text)
{
    out.value(QStringView(text));
}
void writeValue(JsonWriter &out, const Font &font)
{
    out.beginObject().key("family").value(QStringView(font.family)).key("size").value(font.size);
    out.key("align").ascii(name(font.align)).key("valign").ascii(name(font.valign)).endObject();
}
void writeValue(JsonWriter &out, const Ends &ends)
{
    out.beginArray().ascii(name(ends.start)).ascii(name(ends.end)).endArray();
}
void writeValue(JsonWriter &out, const Binding &binding)
{
    if (!binding) {
        out.null();
        return;
    }
    out.beginObject().key("shape").ascii(binding->shape);
    out.key("at").beginArray().value(binding->u).value(binding->v).endArray().endObject();
}
void writeValue(JsonWriter &out, const JsonObject &object)
{
    out.raw(object.json.isEmpty() ? QByteArrayView("{}") : QByteArrayView(object.json));
}

} // namespace

std::optional<Value> readValue(const RegisterInfo &row, element json, const Limits &limits, Problem &refusal)
{
    Value value = row.get(Shape::defaults(Kind::Rect));
    if (!std::visit([&](auto &typed) { return read(json, row, typed); }, value)) {
        QString expected = QLatin1StringView(row.type);
        if (row.max > row.min && row.max < 1e6)
            expected += RegisterCodecSentences::tr(" between %1 and %2").arg(row.min).arg(row.max);
        refusal.set(
            ErrorCode::Invalid,
            RegisterCodecSentences::tr("The register “%1” must be: %2.").arg(QLatin1StringView(row.name), expected),
            {{"register", QString::fromLatin1(row.name)}, {"expected", expected}});
        return std::nullopt;
    }
    if (const auto *points = std::get_if<PointList>(&value); points && points->size() > limits.numbersInPoints)
        refusal.set(ErrorCode::Limit,
                    RegisterCodecSentences::tr("A stroke can hold %1 numbers at the most. Lift the pen and draw on.")
                        .arg(limits.numbersInPoints),
                    {{"points", qint64(limits.numbersInPoints)}});
    if (const auto *text = std::get_if<QString>(&value); text && text->size() > limits.textLength)
        refusal.set(ErrorCode::Limit,
                    RegisterCodecSentences::tr("A text can be %1 characters long at the most. Split it into two.")
                        .arg(limits.textLength),
                    {{"text", qint64(limits.textLength)}});
    return value;
}

void writeRegister(JsonWriter &out, const RegisterInfo &row, const Value &value)
{
    out.key(row.name);
    writeRegisterValue(out, value);
}

void writeRegisterValue(JsonWriter &out, const Value &value)
{
    std::visit([&](const auto &typed) { writeValue(out, typed); }, value);
}

} // namespace sketchroom::json
