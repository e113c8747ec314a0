#include "common/protocol/messagecodec.h"

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

void readSelection(const Fields &fields, Presence &presence)
{
    QList<ShapeId> ids;
    for (const element item : fields.optionalList("selection")) {
        const auto id = toBytes(item);
        if (!id || !isValidId(*id)) {
            fields.wrong("selection", "a list of ids");
            return;
        }
        ids.append(id->toByteArray());
    }
    presence.selection = ids;
}

void readLaser(const Fields &fields, element value, Presence &presence)
{
    auto trail = toNumbers(value);
    if (!trail || trail->size() % 2 != 0)
        fields.wrong("laser", "a list of x, y, …");
    else {
        std::transform(trail->cbegin(), trail->cend(), trail->begin(), onBoard);
        presence.laser = std::move(*trail);
    }
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

Presence readPresence(const Fields &fields, Problem &problem)
{
    Presence presence;
    if (const auto value = fields.find("cursor")) {
        if (value->is_null())
            presence.cursor.emplace();
        else if (const auto at = numbers(fields, "cursor", *value, 2))
            presence.cursor = QPointF(onBoard(at->at(0)), onBoard(at->at(1)));
    }
    if (const auto value = fields.find("view")) {
        if (const auto rect = numbers(fields, "view", *value, 4))
            presence.view =
                QRectF(onBoard(rect->at(0)), onBoard(rect->at(1)), onBoard(rect->at(2)), onBoard(rect->at(3)));
    }
    if (fields.find("selection"))
        readSelection(fields, presence);
    const auto readId = [&](const char *key, std::optional<QByteArray> &into) {
        const auto value = fields.find(key);
        if (!value)
            return;
        const auto id = value->is_null() ? std::optional(QByteArrayView()) : toBytes(*value);
        if (!id || (!id->isEmpty() && !isValidId(*id)))
            fields.wrong(key, "an id");
        else
            into = id->toByteArray();
    };
    readId("tool", presence.tool);
    readId("typing", presence.typing);
    if (const auto value = fields.find("laser"))
        readLaser(fields, *value, presence);
    if (fields.find("hand"))
        presence.hand = fields.flag("hand", false);
    return problem ? Presence() : presence;
}

void write(JsonWriter &out, const Presence &presence)
{
    if (presence.cursor) {
        out.key("cursor");
        if (*presence.cursor)
            out.beginArray().value((*presence.cursor)->x()).value((*presence.cursor)->y()).endArray();
        else
            out.null();
    }
    if (presence.view) {
        out.key("view").beginArray().value(presence.view->x()).value(presence.view->y());
        out.value(presence.view->width()).value(presence.view->height()).endArray();
    }
    if (presence.selection) {
        out.key("selection").beginArray();
        for (const ShapeId &id : *presence.selection)
            out.ascii(id);
        out.endArray();
    }
    if (presence.tool)
        out.key("tool").ascii(*presence.tool);
    if (presence.typing) {
        out.key("typing");
        if (presence.typing->isEmpty())
            out.null();
        else
            out.ascii(*presence.typing);
    }
    if (presence.laser) {
        out.key("laser").beginArray();
        for (const double number : *presence.laser)
            out.value(number);
        out.endArray();
    }
    if (presence.hand)
        out.key("hand").value(*presence.hand);
}

void write(JsonWriter &out, const RoomSummary &room)
{
    out.beginObject().key("id").ascii(room.id).key("title").value(QStringView(room.title));
    out.key("locked").value(room.locked).key("people").value(room.people);
    out.key("shapes").value(room.shapes).key("changed").value(room.changed).endObject();
}

RoomSummary readRoomSummary(element value, Problem &problem)
{
    const Fields fields(value, "a room", problem);
    RoomSummary room;
    room.id = fields.bytes("id");
    if (!isValidRoomId(room.id))
        fields.wrong("id", "the name of a room");
    room.title = fields.text("title", QString());
    room.locked = fields.flag("locked", false);
    room.people = int(fields.integer("people", 0));
    room.shapes = fields.integer("shapes", 0);
    room.changed = fields.integer("changed", 0);
    return room;
}

} // namespace sketchroom::json
