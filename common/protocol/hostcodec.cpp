#include "common/protocol/codec.h"
#include "common/protocol/messagecodec.h"
#include "common/protocol/shapecodec.h"

namespace sketchroom {

using namespace json;
using simdjson::dom::element;

namespace {

PeerInfo readPeer(element value, Problem &problem)
{
    const Fields fields(value, "a peer", problem);
    PeerInfo peer;
    peer.peer = fields.id("peer");
    peer.client = fields.optionalId("client");
    peer.name = fields.text("name", QString());
    peer.color = fields.color("color");
    peer.role = fromName<Role>(fields.bytes("role", "editor")).value_or(Role::Editor);
    return peer;
}

void write(JsonWriter &out, const PeerInfo &peer)
{
    out.beginObject()
        .key("peer")
        .ascii(peer.peer)
        .key("client")
        .ascii(peer.client)
        .key("name")
        .value(QStringView(peer.name));
    if (!peer.color.none)
        out.key("color").ascii(colorName(peer.color));
    out.key("role").ascii(name(peer.role)).endObject();
}

RoomInfo readRoom(const Fields &fields, Problem &problem)
{
    RoomInfo room;
    const auto value = fields.need("room");
    if (!value)
        return room;
    const Fields in(*value, "room", problem);
    room.id = in.id("id");
    room.title = in.text("title", QString());
    room.locked = in.flag("locked", false);
    return room;
}

void write(JsonWriter &out, const RoomInfo &room)
{
    out.beginObject().key("id").ascii(room.id).key("title").value(QStringView(room.title));
    out.key("locked").value(room.locked).endObject();
}

ChatLine readChatLine(const Fields &fields)
{
    return {fields.optionalId("peer"), fields.text("name", QString()), fields.text("text"), fields.integer("at", 0)};
}

void writeChatLine(JsonWriter &out, const ChatLine &line)
{
    out.key("peer").ascii(line.peer).key("name").value(QStringView(line.name));
    out.key("text").value(QStringView(line.text)).key("at").value(line.at);
}

QList<CommittedEdit> readEdits(const Fields &fields, Problem &problem)
{
    QList<CommittedEdit> edits;
    for (const element value : fields.list("edits"))
        edits.append(readCommitted(value, problem));
    return edits;
}

HostMessage readHello(const Fields &fields, const Limits &, Problem &)
{
    return HelloMessage{int(fields.integer("protocol")), fields.id("nonce")};
}

/// Only the names matter: one that cannot be an id is left out.
QList<QByteArray> readNames(const Fields &fields, const char *key)
{
    QList<QByteArray> names;
    for (const element value : fields.optionalList(key)) {
        const auto name = toBytes(value);
        if (name && isValidId(*name))
            names.append(name->toByteArray());
    }
    return names;
}

void writeNames(JsonWriter &out, const char *key, const QList<QByteArray> &names)
{
    out.key(key).beginArray();
    for (const QByteArray &name : names)
        out.ascii(name);
    out.endArray();
}

Params readParams(const Fields &fields)
{
    Params params;
    simdjson::dom::object object;
    const auto value = fields.find("params");
    if (!value || value->get(object))
        return params;
    for (const auto &field : object) {
        const QByteArray key(field.key.data(), qsizetype(field.key.size()));
        if (!isValidId(key))
            continue;
        if (const auto number = field.value.get_int64(); !number.error())
            params.emplace(key, qint64(number.value_unsafe()));
        else if (const auto text = toBytes(field.value))
            params.emplace(key, QString::fromUtf8(*text));
    }
    return params;
}

void writeParams(JsonWriter &out, const Params &params)
{
    if (params.empty())
        return;
    out.key("params").beginObject();
    for (const auto &[key, value] : params) {
        out.key(key);
        if (const auto *number = std::get_if<qint64>(&value))
            out.value(*number);
        else
            out.value(QStringView(std::get<QString>(value)));
    }
    out.endObject();
}

HostMessage readWelcome(const Fields &fields, const Limits &, Problem &problem)
{
    WelcomeMessage message;
    message.protocol = int(fields.integer("protocol"));
    message.peer = fields.id("peer");
    message.role = fromName<Role>(fields.bytes("role", "editor")).value_or(Role::Editor);
    message.room = readRoom(fields, problem);
    message.epoch = fields.id("epoch");
    message.seq = fields.integer("seq");
    message.lastEdit = fields.integer("lastEdit", 0);
    for (const element value : fields.optionalList("continues")) {
        const Fields point(value, "a history", problem);
        message.continues.append({point.id("epoch"), point.integer("seq")});
    }
    for (const element value : fields.list("peers"))
        message.peers.append(readPeer(value, problem));
    for (const element value : fields.optionalList("chat"))
        message.chat.append(readChatLine(Fields(value, "a line of chat", problem)));
    if (const auto value = fields.find("limits")) {
        const Fields limits(*value, "limits", problem);
        for (const LimitRow &row : limitRows())
            row.set(message.limits, limits.integer(row.name, row.get(message.limits)));
    }
    message.owners = readNames(fields, "owners");
    message.newcomers = fromName<Newcomers>(fields.bytes("newcomers", "editor")).value_or(Newcomers::Editor);
    if (const auto value = fields.find("knows")) {
        const Fields knows(*value, "knows", problem);
        message.knows = {readNames(knows, "kinds"), readNames(knows, "registers"), readNames(knows, "ops")};
    }
    message.sync = fields.bytes("sync") == "tail" ? WelcomeMessage::Sync::Tail : WelcomeMessage::Sync::Snapshot;
    message.upTo = fields.integer("upTo", 0);
    return message;
}

HostMessage readSnapshot(const Fields &fields, const Limits &limits, Problem &problem)
{
    SnapshotMessage message;
    for (const element value : fields.list("shapes"))
        message.shapes.append(std::make_shared<const Shape>(readShape(value, limits, problem, Unknown::Keep)));
    message.sent = fields.integer("sent");
    message.total = fields.integer("total");
    message.done = fields.flag("done", false);
    return message;
}

HostMessage readEditsMessage(const Fields &fields, const Limits &, Problem &problem)
{
    return EditsMessage{readEdits(fields, problem)};
}

HostMessage readReject(const Fields &fields, const Limits &, Problem &)
{
    return RejectMessage{fields.integer("id"),
                         {codeFromName(fields.bytes("code")), fields.text("message", QString()), readParams(fields)}};
}

HostMessage readPeersPresence(const Fields &fields, const Limits &, Problem &problem)
{
    PeersPresenceMessage message;
    simdjson::dom::object peers;
    const auto value = fields.need("peers");
    if (value && value->get(peers))
        fields.wrong("peers", "an object");
    else if (value) {
        for (const auto &field : peers) {
            const QByteArray peer(field.key.data(), qsizetype(field.key.size()));
            if (!isValidId(peer))
                fields.wrong("peers", "an object of peers");
            message.peers.emplace(peer, readPresence(Fields(field.value, "presence", problem), problem));
        }
    }
    return message;
}

HostMessage readJoined(const Fields &fields, const Limits &, Problem &problem)
{
    const auto value = fields.need("peer");
    return JoinedMessage{value ? readPeer(*value, problem) : PeerInfo()};
}

HostMessage readLeft(const Fields &fields, const Limits &, Problem &)
{
    return LeftMessage{fields.id("peer"), fields.optionalId("reason")};
}

HostMessage readChatMessage(const Fields &fields, const Limits &, Problem &)
{
    return ChatLineMessage{readChatLine(fields)};
}

HostMessage readRoomMessage(const Fields &fields, const Limits &, Problem &problem)
{
    RoomMessage message;
    message.room = readRoom(fields, problem);
    message.by = fields.optionalId("by");
    message.action = fromName<RoomVerb>(fields.bytes("action", QByteArray()));
    message.peer = fields.optionalId("peer");
    message.role = fromName<Role>(fields.bytes("role", QByteArray()));
    message.newcomers = fromName<Newcomers>(fields.bytes("newcomers", QByteArray()));
    return message;
}

HostMessage readHistoryMessage(const Fields &fields, const Limits &, Problem &problem)
{
    return HistoryMessage{fields.integer("from"), fields.integer("to"), readEdits(fields, problem),
                          fields.flag("done", false)};
}

HostMessage readError(const Fields &fields, const Limits &, Problem &)
{
    return ErrorMessage{fields.id("code"), fields.text("message", QString()), readParams(fields),
                        readNames(fields, "near")};
}

HostMessage readBye(const Fields &fields, const Limits &, Problem &)
{
    return ByeMessage{fields.integer("retry", 0)};
}

HostMessage readResync(const Fields &fields, const Limits &, Problem &)
{
    return ResyncMessage{fields.id("epoch"), fields.integer("seq"), fields.optionalId("reason"),
                         fields.integer("lastEdit", 0), fields.integer("upTo", 0)};
}

HostMessage readRooms(const Fields &fields, const Limits &, Problem &problem)
{
    RoomsMessage message;
    for (const element value : fields.list("rooms"))
        message.rooms.append(readRoomSummary(value, problem));
    return message;
}

HostMessage readBansMessage(const Fields &fields, const Limits &, Problem &problem)
{
    BansMessage message;
    for (const element value : fields.list("bans")) {
        const Fields ban(value, "a ban", problem);
        message.bans.append(
            {ban.id("client"), ban.text("name", QString()), ban.text("address", QString()), ban.integer("at", 0)});
    }
    return message;
}

HostMessage readDeletions(const Fields &fields, const Limits &, Problem &problem)
{
    DeletionsMessage message;
    for (const element value : fields.list("deletions")) {
        const Fields deletion(value, "a deletion", problem);
        message.deletions.append({deletion.id("client"), deletion.text("name", QString()), deletion.integer("since", 0),
                                  deletion.integer("until", 0), deletion.integer("shapes", 0)});
    }
    return message;
}

HostMessage readWaiting(const Fields &fields, const Limits &, Problem &problem)
{
    WaitingMessage message;
    for (const element value : fields.optionalList("people")) {
        const Fields person(value, "somebody who waits", problem);
        message.people.append({person.id("client"), person.text("name", QString()), person.color("color")});
    }
    return message;
}

constexpr std::array<MessageRow<HostMessage>, std::variant_size_v<HostMessage>> hostTable = {{
    {"welcome", readWelcome},
    {"snapshot", readSnapshot},
    {"edits", readEditsMessage},
    {"reject", readReject},
    {"presence", readPeersPresence},
    {"joined", readJoined},
    {"left", readLeft},
    {"chat", readChatMessage},
    {"room", readRoomMessage},
    {"history", readHistoryMessage},
    {"error", readError},
    {"bye", readBye},
    {"resync", readResync},
    {"rooms", readRooms},
    {"bans", readBansMessage},
    {"hello", readHello},
    {"waiting", readWaiting},
    {"deletions", readDeletions},
}};

struct WriteHost
{
    JsonWriter &out;

    void operator()(const WelcomeMessage &message) const
    {
        out.key("protocol").value(message.protocol).key("peer").ascii(message.peer);
        out.key("role").ascii(name(message.role)).key("room");
        write(out, message.room);
        out.key("epoch").ascii(message.epoch).key("seq").value(message.seq).key("lastEdit").value(message.lastEdit);
        if (!message.continues.isEmpty()) {
            out.key("continues").beginArray();
            for (const HistoryPoint &point : message.continues)
                out.beginObject().key("epoch").ascii(point.epoch).key("seq").value(point.seq).endObject();
            out.endArray();
        }
        out.key("peers").beginArray();
        for (const PeerInfo &peer : message.peers)
            write(out, peer);
        out.endArray().key("chat").beginArray();
        for (const ChatLine &line : message.chat) {
            out.beginObject();
            writeChatLine(out, line);
            out.endObject();
        }
        out.endArray().key("limits").beginObject();
        for (const LimitRow &row : limitRows())
            out.key(row.name).value(row.get(message.limits));
        out.endObject();
        writeNames(out, "owners", message.owners);
        out.key("newcomers").ascii(name(message.newcomers)).key("knows").beginObject();
        writeNames(out, "kinds", message.knows.kinds);
        writeNames(out, "registers", message.knows.registers);
        writeNames(out, "ops", message.knows.ops);
        out.endObject().key("sync").ascii(message.sync == WelcomeMessage::Sync::Tail ? "tail" : "snapshot");
        if (message.upTo > message.seq)
            out.key("upTo").value(message.upTo);
    }
    void operator()(const SnapshotMessage &message) const
    {
        out.key("shapes").beginArray();
        for (const ShapeRef &shape : message.shapes)
            json::write(out, *shape);
        out.endArray()
            .key("sent")
            .value(message.sent)
            .key("total")
            .value(message.total)
            .key("done")
            .value(message.done);
    }
    void edits(const QList<CommittedEdit> &edits) const
    {
        out.key("edits").beginArray();
        for (const CommittedEdit &edit : edits)
            json::write(out, edit);
        out.endArray();
    }
    void operator()(const EditsMessage &message) const { edits(message.edits); }
    void operator()(const RejectMessage &message) const
    {
        out.key("id").value(message.id).key("code").ascii(codeName(message.error.code));
        out.key("message").value(QStringView(message.error.message));
        writeParams(out, message.error.params);
    }
    void operator()(const PeersPresenceMessage &message) const
    {
        out.key("peers").beginObject();
        for (const auto &[peer, presence] : message.peers) {
            out.key(peer).beginObject();
            json::write(out, presence);
            out.endObject();
        }
        out.endObject();
    }
    void operator()(const JoinedMessage &message) const
    {
        out.key("peer");
        write(out, message.peer);
    }
    void operator()(const LeftMessage &message) const
    {
        out.key("peer").ascii(message.peer).key("reason").ascii(message.reason);
    }
    void operator()(const ChatLineMessage &message) const { writeChatLine(out, message.line); }
    void operator()(const RoomMessage &message) const
    {
        out.key("room");
        write(out, message.room);
        out.key("by").ascii(message.by);
        if (message.action)
            out.key("action").ascii(name(*message.action));
        if (!message.peer.isEmpty())
            out.key("peer").ascii(message.peer);
        if (message.role)
            out.key("role").ascii(name(*message.role));
        if (message.newcomers)
            out.key("newcomers").ascii(name(*message.newcomers));
    }
    void operator()(const HistoryMessage &message) const
    {
        out.key("from").value(message.from).key("to").value(message.to);
        edits(message.edits);
        out.key("done").value(message.done);
    }
    void operator()(const ErrorMessage &message) const
    {
        out.key("code").ascii(message.code).key("message").value(QStringView(message.message));
        writeParams(out, message.params);
        if (!message.near.isEmpty())
            writeNames(out, "near", message.near);
    }
    void operator()(const HelloMessage &message) const
    {
        out.key("protocol").value(message.protocol).key("nonce").ascii(message.nonce);
    }
    void operator()(const WaitingMessage &message) const
    {
        out.key("people").beginArray();
        for (const Applicant &person : message.people) {
            out.beginObject().key("client").ascii(person.client).key("name").value(QStringView(person.name));
            if (!person.color.none)
                out.key("color").ascii(colorName(person.color));
            out.endObject();
        }
        out.endArray();
    }
    void operator()(const ByeMessage &message) const { out.key("retry").value(message.retryMs); }
    void operator()(const ResyncMessage &message) const
    {
        out.key("epoch").ascii(message.epoch).key("seq").value(message.seq).key("reason").ascii(message.reason);
        out.key("lastEdit").value(message.lastEdit);
        if (message.upTo > message.seq)
            out.key("upTo").value(message.upTo);
    }
    void operator()(const BansMessage &message) const
    {
        out.key("bans").beginArray();
        for (const Ban &ban : message.bans) {
            out.beginObject().key("client").ascii(ban.client).key("name").value(QStringView(ban.name));
            if (!ban.address.isEmpty())
                out.key("address").value(QStringView(ban.address));
            out.key("at").value(ban.at).endObject();
        }
        out.endArray();
    }
    void operator()(const DeletionsMessage &message) const
    {
        out.key("deletions").beginArray();
        for (const Deletion &deletion : message.deletions) {
            out.beginObject().key("client").ascii(deletion.client).key("name").value(QStringView(deletion.name));
            out.key("since").value(deletion.since).key("until").value(deletion.until);
            out.key("shapes").value(deletion.shapes).endObject();
        }
        out.endArray();
    }
    void operator()(const RoomsMessage &message) const { out.key("rooms").raw(encodeRooms(message.rooms)); }
};

} // namespace

Result<HostMessage> decodeHost(QByteArrayView json)
{
    return decode<HostMessage>(hostTable, json, withoutLimits());
}

QByteArray encode(const HostMessage &message)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    out.beginObject().key("type").ascii(hostTable.at(message.index()).type);
    std::visit(WriteHost{out}, message);
    out.endObject();
    return bytes;
}

} // namespace sketchroom
