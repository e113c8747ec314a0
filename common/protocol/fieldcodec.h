#pragma once

// Private to the codec: reads and writes what has a description.

#include "common/protocol/messagecodec.h"
#include "common/protocol/messagetable.h"
#include "common/protocol/shapecodec.h"

namespace sketchroom::json {

/// What reading goes by, besides the fields.
struct Reading
{
    const Limits &limits;
    Problem &problem;
    /// Whether a word that is none of an enum's is a mistake (of a client), or may be of a newer program (a host).
    bool strict;
    bool stopped = false; ///< nothing behind is read
};

template <Described Struct>
void readFields(const Fields &fields, Struct &into, Reading &reading);
template <Described Struct>
void writeFields(JsonWriter &out, const Struct &value);

// ---- reading: `into` holds the default ----

template <class T>
concept Name = std::is_enum_v<T>;
template <class T>
concept Number = std::is_same_v<T, int> || std::is_same_v<T, qint64>;

template <Number T>
void read(Plain, const Fields &fields, const char *key, Need need, T &into, Reading &)
{
    into = T(need == Need::Required ? fields.integer(key) : fields.integer(key, into));
}
inline void read(Plain, const Fields &fields, const char *key, Need need, QString &into, Reading &)
{
    into = need == Need::Required ? fields.text(key) : fields.text(key, into);
}
inline void read(Plain, const Fields &fields, const char *key, Need, bool &into, Reading &)
{
    into = fields.flag(key, into);
}
inline void read(Plain, const Fields &fields, const char *key, Need, Color &into, Reading &)
{
    into = fields.color(key);
}
inline void read(IsId, const Fields &fields, const char *key, Need need, QByteArray &into, Reading &)
{
    into = need == Need::Required ? fields.id(key) : fields.optionalId(key);
}

/// The names as in a sentence: “owner, editor or viewer”.
QByteArray listed(std::span<const char *const> names);

template <Name T>
std::optional<T> readName(const Fields &fields, const char *key, bool strict)
{
    const auto found = fromName<T>(fields.bytes(key));
    if (!found && strict)
        fields.wrong(key, listed(namesOf<T>()).constData());
    return found;
}
template <Name T>
void read(Plain, const Fields &fields, const char *key, Need need, T &into, Reading &reading)
{
    if (need == Need::Required || fields.find(key))
        into = readName<T>(fields, key, reading.strict).value_or(into);
}
template <Name T>
void read(Plain, const Fields &fields, const char *key, Need, std::optional<T> &into, Reading &reading)
{
    if (fields.find(key))
        into = readName<T>(fields, key, reading.strict);
}
inline void read(Plain, const Fields &fields, const char *key, Need, ErrorCode &into, Reading &)
{
    into = codeFromName(fields.bytes(key));
}
template <class T>
requires(Number<T> || std::is_same_v<T, bool>) void read(Plain form, const Fields &fields, const char *key, Need,
                                                         std::optional<T> &into, Reading &reading)
{
    if (fields.find(key))
        read(form, fields, key, Need::Required, into.emplace(), reading);
}

template <Described T>
void readPart(simdjson::dom::element value, T &into, Reading &reading)
{
    readFields(Fields(value, description<T>.name, reading.problem), into, reading);
}
inline void readPart(simdjson::dom::element value, CommittedEdit &into, Reading &reading)
{
    into = readCommitted(value, reading.problem);
}
inline void readPart(simdjson::dom::element value, ShapeRef &into, Reading &reading)
{
    into = std::make_shared<const Shape>(readShape(value, reading.limits, reading.problem, Unknown::Keep));
}
template <Described T>
void read(Plain, const Fields &fields, const char *key, Need need, T &into, Reading &reading)
{
    if (const auto value = need == Need::Required ? fields.need(key) : fields.find(key))
        readPart(*value, into, reading);
}
template <Described T>
void read(Plain, const Fields &fields, const char *key, Need, std::optional<T> &into, Reading &reading)
{
    if (const auto value = fields.find(key); value && !value->is_null())
        readPart(*value, into.emplace(), reading);
}
template <class T>
void read(Plain, const Fields &fields, const char *key, Need need, QList<T> &into, Reading &reading)
{
    const auto values = need == Need::Required ? fields.list(key) : fields.optionalList(key);
    into.reserve(qsizetype(values.size()));
    for (const simdjson::dom::element value : values)
        readPart(value, into.emplaceBack(), reading);
}

// What is not told by the type alone: messagecodec.cpp, and IsOperations in clientcodec.cpp.
void read(IsBase64Url, const Fields &fields, const char *key, Need need, QByteArray &into, Reading &reading);
void read(IsRoomName, const Fields &fields, const char *key, Need need, QByteArray &into, Reading &reading);
void read(IsVersion, const Fields &fields, const char *key, Need need, int &into, Reading &reading);
void read(IsEditId, const Fields &fields, const char *key, Need need, qint64 &into, Reading &reading);
void read(IsWord, const Fields &fields, const char *key, Need need, std::optional<QByteArray> &into, Reading &reading);
void read(IsIdOrNull, const Fields &fields, const char *key, Need need, std::optional<QByteArray> &into,
          Reading &reading);
void read(IsIdList, const Fields &fields, const char *key, Need need, std::optional<QList<QByteArray>> &into,
          Reading &reading);
void read(IsNumberList, const Fields &fields, const char *key, Need need, std::optional<PointList> &into,
          Reading &reading);
void read(IsWordList, const Fields &fields, const char *key, Need need, QList<QByteArray> &into, Reading &reading);
void read(Plain, const Fields &fields, const char *key, Need need, std::optional<std::optional<QPointF>> &into,
          Reading &reading);
void read(Plain, const Fields &fields, const char *key, Need need, std::optional<QRectF> &into, Reading &reading);
void read(Plain, const Fields &fields, const char *key, Need need, Params &into, Reading &reading);
void read(Plain, const Fields &fields, const char *key, Need need, Limits &into, Reading &reading);
void read(Plain, const Fields &fields, const char *key, Need need, std::map<PeerId, Presence> &into, Reading &reading);
void read(IsOperations, const Fields &fields, const char *key, Need need, EditMessage &into, Reading &reading);

template <Described Struct>
void readFields(const Fields &fields, Struct &into, Reading &reading)
{
    description<Struct>.forEach([&]<class F>(const F &field) {
        if (reading.stopped)
            return;
        if constexpr (std::is_same_v<decltype(field.form), IsInlined>)
            readFields(fields, field.of(into), reading);
        else
            read(field.form, fields, field.name, field.need, field.of(into), reading);
    });
}

// ---- writing ----

template <Number T>
void write(Plain, JsonWriter &out, T value)
{
    out.value(value);
}
inline void write(Plain, JsonWriter &out, bool value)
{
    out.value(value);
}
inline void write(Plain, JsonWriter &out, const QString &value)
{
    out.value(QStringView(value));
}
inline void write(Plain, JsonWriter &out, Color value)
{
    out.ascii(colorName(value));
}
template <Name T>
void write(Plain, JsonWriter &out, T value)
{
    out.ascii(name(value));
}
inline void write(Plain, JsonWriter &out, ErrorCode value)
{
    out.ascii(codeName(value));
}
template <Described T>
void write(Plain, JsonWriter &out, const T &value)
{
    out.beginObject();
    writeFields(out, value);
    out.endObject();
}
inline void write(Plain, JsonWriter &out, const CommittedEdit &edit)
{
    json::write(out, edit);
}
inline void write(Plain, JsonWriter &out, const ShapeRef &shape)
{
    json::write(out, *shape);
}
template <class T>
void write(Plain form, JsonWriter &out, const QList<T> &list)
{
    out.beginArray();
    for (const T &value : list)
        write(form, out, value);
    out.endArray();
}
void write(Plain, JsonWriter &out, const std::optional<QPointF> &place);
void write(Plain, JsonWriter &out, const QRectF &area);
void write(Plain, JsonWriter &out, const Params &params);
void write(Plain, JsonWriter &out, const Limits &limits);
void write(Plain, JsonWriter &out, const std::map<PeerId, Presence> &peers);
template <class Form>
concept IsText = std::is_same_v<Form, IsId> || std::is_same_v<Form, IsWord> || std::is_same_v<Form, IsBase64Url> ||
    std::is_same_v<Form, IsRoomName>;
template <IsText Form>
void write(Form, JsonWriter &out, const QByteArray &text)
{
    out.ascii(text);
}
template <class Form, Number T>
requires(std::is_same_v<Form, IsVersion> || std::is_same_v<Form, IsEditId>) void write(Form, JsonWriter &out, T number)
{
    out.value(number);
}
void write(IsIdOrNull, JsonWriter &out, const QByteArray &id);
void write(IsNumberList, JsonWriter &out, const PointList &numbers);
void writeWords(JsonWriter &out, const QList<QByteArray> &words);
inline void write(IsIdList, JsonWriter &out, const QList<QByteArray> &ids)
{
    writeWords(out, ids);
}
inline void write(IsWordList, JsonWriter &out, const QList<QByteArray> &words)
{
    writeWords(out, words);
}
void write(IsOperations, JsonWriter &out, const EditMessage &message);

/// What can be told from the value a field has that is left out.
template <class T>
concept Omissible = std::is_arithmetic_v<T> || requires(const T &value)
{
    value.none;
} || requires(const T &value)
{
    value.empty();
} || requires(const T &value)
{
    value.isEmpty();
};

/// Whether a value is what a field has that is left out.
template <Omissible T>
bool isLeftOut(const T &value)
{
    if constexpr (std::is_same_v<T, Color>)
        return value.none;
    else if constexpr (std::is_arithmetic_v<T>)
        return value == T();
    else if constexpr (requires { value.isEmpty(); })
        return value.isEmpty();
    else
        return value.empty();
}
template <class T>
bool isLeftOut(const std::optional<T> &value)
{
    return !value;
}

template <class Form, class T>
void writeField(Form form, JsonWriter &out, const char *key, const T &value)
{
    out.key(key);
    write(form, out, value);
}
template <class Form, class T>
void writeField(Form form, JsonWriter &out, const char *key, const std::optional<T> &value)
{
    out.key(key);
    write(form, out, *value);
}

template <Described Struct>
void writeFields(JsonWriter &out, const Struct &value)
{
    description<Struct>.forEach([&]<class F>(const F &field) {
        if constexpr (std::is_same_v<decltype(field.form), IsInlined>) {
            writeFields(out, field.of(value));
        } else {
            if constexpr (requires { isLeftOut(field.of(value)); }) {
                if (field.need == Need::Omitted && isLeftOut(field.of(value)))
                    return;
            }
            if (field.when(value))
                writeField(field.form, out, field.name, field.of(value));
        }
    });
}

// ---- messages ----

template <class Variant, size_t... I>
Result<Variant> decodeAs(const QByteArray &type, const Fields &fields, const Limits &limits, Problem &problem,
                         bool strict, std::index_sequence<I...>)
{
    std::optional<Variant> message;
    const auto readIfType = [&]<class Message>(std::type_identity<Message>) {
        if (type != description<Message>.name)
            return false;
        Reading reading{limits, problem, strict};
        readFields(fields, message.emplace().template emplace<Message>(), reading);
        return true;
    };
    if (!(readIfType(std::type_identity<std::variant_alternative_t<I, Variant>>()) || ...))
        return unknownType(type);
    if (problem)
        return tl::unexpected(*problem.error());
    return std::move(*message);
}

/// Reads a message by its `type`. Errors: BadJson, BadMessage, UnknownType.
template <class Variant>
Result<Variant> decode(QByteArrayView bytes, const Limits &limits, bool strict)
{
    const auto root = parse(bytes, limits.nesting);
    if (!root)
        return tl::unexpected(root.error());
    Problem problem;
    const Fields fields(*root, "a message", problem);
    const QByteArray type = fields.bytes("type");
    if (problem)
        return tl::unexpected(*problem.error());
    return decodeAs<Variant>(type, fields, limits, problem, strict,
                             std::make_index_sequence<std::variant_size_v<Variant>>());
}

template <class Variant>
QByteArray encodeMessage(const Variant &message)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    std::visit(
        [&out]<class Message>(const Message &typed) {
            out.beginObject().key("type").ascii(description<Message>.name);
            writeFields(out, typed);
            out.endObject();
        },
        message);
    return bytes;
}

} // namespace sketchroom::json
