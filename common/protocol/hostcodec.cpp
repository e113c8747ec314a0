// How a host's messages are read; hostencoder.cpp writes them.
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
    room.hasSecret = in.flag("secret", false);
    return room;
}

ChatLine readChatLine(const Fields &fields)
{
    return {fields.optionalId("peer"), fields.text("name", QString()), fields.text("text"), fields.integer("at", 0)};
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
    message.client = fields.optionalId("client");
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

HostMessage readMembers(const Fields &fields, const Limits &, Problem &problem)
{
    MembersMessage message;
    for (const element value : fields.list("members")) {
        const Fields member(value, "a member", problem);
        message.members.append({member.id("client"), member.text("name", QString()), member.integer("seen", 0),
                                fromName<Role>(member.bytes("role", QByteArray()))});
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
    {"members", readMembers},
}};

} // namespace

const char *json::hostMessageType(size_t index)
{
    return hostTable.at(index).type;
}

Result<HostMessage> decodeHost(QByteArrayView json)
{
    return decode<HostMessage>(hostTable, json, withoutLimits());
}

} // namespace sketchroom
