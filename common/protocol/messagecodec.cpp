#include "common/protocol/fieldcodec.h"

#include "common/model/registers.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom::json {

using simdjson::dom::element;

namespace {

struct MessageCodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::json::Messages)
};

template <auto Member>
constexpr LimitRow limit(const char *name)
{
    return {name, [](const Limits &limits) { return qint64(limits.*Member); },
            [](Limits &limits, qint64 value) {
                using T = std::remove_reference_t<decltype(limits.*Member)>;
                limits.*Member = T(qBound(qint64(0), value, qint64(std::numeric_limits<T>::max())));
            }};
}

constexpr std::array limitTable = {
    limit<&Limits::frameBytes>("frame"),
    limit<&Limits::opsPerEdit>("ops"),
    limit<&Limits::editsPerSecond>("editsPerSecond"),
    limit<&Limits::editBurst>("editBurst"),
    limit<&Limits::bytesPerSecond>("bytesPerSecond"),
    limit<&Limits::byteBurst>("byteBurst"),
    limit<&Limits::shapesPerRoom>("shapes"),
    limit<&Limits::roomBytes>("roomBytes"),
    limit<&Limits::numbersInPoints>("points"),
    limit<&Limits::textLength>("text"),
    limit<&Limits::chatLength>("chat"),
    limit<&Limits::nameLength>("name"),
    limit<&Limits::nesting>("nesting"),
    limit<&Limits::imageBytes>("image"),
    limit<&Limits::imageStoreBytes>("imageStore"),
    limit<&Limits::rooms>("rooms"),
    limit<&Limits::peersPerRoom>("peers"),
    limit<&Limits::peersPerAddress>("peersPerAddress"),
    limit<&Limits::connections>("connections"),
    limit<&Limits::connectionsPerAddress>("connectionsPerAddress"),
    limit<&Limits::handshakes>("handshakes"),
    limit<&Limits::resyncBytes>("resync"),
    limit<&Limits::closeBytes>("close"),
};

/// A list of exactly `count` numbers.
std::optional<PointList> numbers(const Fields &fields, const char *key, element value, qsizetype count)
{
    auto list = toNumbers(value);
    if (list && list->size() == count)
        return list;
    fields.wrong(key, count == 2 ? "a list of 2 numbers" : "a list of 4 numbers");
    return std::nullopt;
}

/// Nobody is farther out than shapes can be.
double onBoard(double number)
{
    const RegisterInfo &box = info(Register::Box);
    return std::clamp(number, box.min, box.max);
}

} // namespace

std::span<const LimitRow> limitRows()
{
    return limitTable;
}

tl::unexpected<Error> unknownType(const QByteArray &type)
{
    return failure(ErrorCode::UnknownType,
                   MessageCodecSentences::tr("There is no message of type “%1” in version %2 of the protocol.")
                       .arg(QString::fromUtf8(type).left(64))
                       .arg(protocolVersion));
}

QByteArray listed(std::span<const char *const> names)
{
    QByteArray text = names.front();
    for (size_t i = 1; i < names.size(); ++i)
        text.append(i + 1 < names.size() ? ", " : " or ").append(names[i]);
    return text;
}

// ---- reading ----

void read(IsBase64Url, const Fields &fields, const char *key, Need, QByteArray &into, Reading &)
{
    into = fields.bytes(key);
    // What cannot be base64url proves nothing.
    constexpr qsizetype longest = 64; // isValidId()
    for (qsizetype at = 0; at < into.size(); at += longest) {
        if (!isValidId(QByteArrayView(into).sliced(at).first(qMin(longest, into.size() - at))))
            into.clear();
    }
}

void read(IsRoomName, const Fields &fields, const char *key, Need, QByteArray &into, Reading &)
{
    into = fields.bytes(key);
    if (!isValidRoomId(into))
        fields.wrong(key, "the name of a room");
}

void read(IsVersion, const Fields &fields, const char *key, Need, int &into, Reading &reading)
{
    into = int(fields.integer(key));
    // What another version means by the rest is not known here; it is told which version this is.
    reading.stopped = into != protocolVersion;
}

void read(IsEditId, const Fields &fields, const char *key, Need, qint64 &into, Reading &reading)
{
    // The largest that every language's numbers hold exactly. Above it a client could never count on.
    constexpr qint64 largestEditId = (qint64(1) << 53) - 1;
    into = fields.integer(key);
    if (!reading.problem && (into <= 0 || into > largestEditId))
        fields.wrong(key, "a whole number from 1 to 2^53 - 1");
}

void read(IsIdOrNull, const Fields &fields, const char *key, Need, std::optional<QByteArray> &into, Reading &)
{
    const auto value = fields.find(key);
    if (!value)
        return;
    const auto id = value->is_null() ? std::optional(QByteArrayView()) : toBytes(*value);
    if (!id || (!id->isEmpty() && !isValidId(*id)))
        fields.wrong(key, "an id");
    else
        into = id->toByteArray();
}

void read(IsWord, const Fields &fields, const char *key, Need need, std::optional<QByteArray> &into, Reading &reading)
{
    read(IsIdOrNull(), fields, key, need, into, reading);
}

void read(IsIdList, const Fields &fields, const char *key, Need, std::optional<QList<QByteArray>> &into, Reading &)
{
    if (!fields.find(key))
        return;
    QList<QByteArray> ids;
    for (const element item : fields.optionalList(key)) {
        const auto id = toBytes(item);
        if (!id || !isValidId(*id)) {
            fields.wrong(key, "a list of ids");
            return;
        }
        ids.append(id->toByteArray());
    }
    into = ids;
}

void read(IsNumberList, const Fields &fields, const char *key, Need, std::optional<PointList> &into, Reading &)
{
    const auto value = fields.find(key);
    if (!value)
        return;
    auto trail = toNumbers(*value);
    if (!trail || trail->size() % 2 != 0) {
        fields.wrong(key, "a list of x, y, …");
        return;
    }
    std::transform(trail->cbegin(), trail->cend(), trail->begin(), onBoard);
    into = std::move(*trail);
}

void read(IsWordList, const Fields &fields, const char *key, Need, QList<QByteArray> &into, Reading &)
{
    for (const element value : fields.optionalList(key)) {
        const auto word = toBytes(value);
        if (word && isValidId(*word))
            into.append(word->toByteArray());
    }
}

void read(Plain, const Fields &fields, const char *key, Need, std::optional<std::optional<QPointF>> &into, Reading &)
{
    const auto value = fields.find(key);
    if (!value)
        return;
    if (value->is_null())
        into.emplace();
    else if (const auto at = numbers(fields, key, *value, 2))
        into = QPointF(onBoard(at->at(0)), onBoard(at->at(1)));
}

void read(Plain, const Fields &fields, const char *key, Need, std::optional<QRectF> &into, Reading &)
{
    const auto value = fields.find(key);
    const auto rect = value ? numbers(fields, key, *value, 4) : std::nullopt;
    if (rect)
        into = QRectF(onBoard(rect->at(0)), onBoard(rect->at(1)), onBoard(rect->at(2)), onBoard(rect->at(3)));
}

void read(Plain, const Fields &fields, const char *key, Need, Params &into, Reading &)
{
    simdjson::dom::object object;
    const auto value = fields.find(key);
    if (!value || value->get(object))
        return;
    for (const auto &field : object) {
        const QByteArray name(field.key.data(), qsizetype(field.key.size()));
        if (!isValidId(name))
            continue;
        if (const auto number = field.value.get_int64(); !number.error())
            into.emplace(name, qint64(number.value_unsafe()));
        else if (const auto text = toBytes(field.value))
            into.emplace(name, QString::fromUtf8(*text));
    }
}

void read(Plain, const Fields &fields, const char *key, Need, Limits &into, Reading &reading)
{
    const auto value = fields.find(key);
    if (!value)
        return;
    const Fields limits(*value, "limits", reading.problem);
    for (const LimitRow &row : limitRows())
        row.set(into, limits.integer(row.name, row.get(into)));
}

void read(Plain, const Fields &fields, const char *key, Need, std::map<PeerId, Presence> &into, Reading &reading)
{
    simdjson::dom::object peers;
    const auto value = fields.need(key);
    if (value && value->get(peers))
        fields.wrong(key, "an object");
    else if (value) {
        for (const auto &field : peers) {
            const QByteArray peer(field.key.data(), qsizetype(field.key.size()));
            if (!isValidId(peer))
                fields.wrong(key, "an object of peers");
            readPart(field.value, into[peer], reading);
        }
    }
}

// ---- writing ----

void write(Plain, JsonWriter &out, const std::optional<QPointF> &place)
{
    if (place)
        out.beginArray().value(place->x()).value(place->y()).endArray();
    else
        out.null();
}

void write(Plain, JsonWriter &out, const QRectF &area)
{
    out.beginArray().value(area.x()).value(area.y()).value(area.width()).value(area.height()).endArray();
}

void write(Plain, JsonWriter &out, const Params &params)
{
    out.beginObject();
    for (const auto &[key, value] : params) {
        out.key(key);
        if (const auto *number = std::get_if<qint64>(&value))
            out.value(*number);
        else
            out.value(QStringView(std::get<QString>(value)));
    }
    out.endObject();
}

void write(Plain, JsonWriter &out, const Limits &limits)
{
    out.beginObject();
    for (const LimitRow &row : limitRows())
        out.key(row.name).value(row.get(limits));
    out.endObject();
}

void write(Plain form, JsonWriter &out, const std::map<PeerId, Presence> &peers)
{
    out.beginObject();
    for (const auto &[peer, presence] : peers) {
        out.key(peer);
        write(form, out, presence);
    }
    out.endObject();
}

void write(IsIdOrNull, JsonWriter &out, const QByteArray &id)
{
    if (id.isEmpty())
        out.null();
    else
        out.ascii(id);
}

void write(IsNumberList, JsonWriter &out, const PointList &numbers)
{
    out.values(numbers);
}

void writeWords(JsonWriter &out, const QList<QByteArray> &words)
{
    out.beginArray();
    for (const QByteArray &word : words)
        out.ascii(word);
    out.endArray();
}

} // namespace sketchroom::json
