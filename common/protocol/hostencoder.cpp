// How a host's messages are written; hostcodec.cpp reads them.
#include "common/protocol/codec.h"
#include "common/protocol/messagecodec.h"
#include "common/protocol/shapecodec.h"

namespace sketchroom {

using namespace json;

namespace {

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

void write(JsonWriter &out, const RoomInfo &room)
{
    out.beginObject().key("id").ascii(room.id).key("title").value(QStringView(room.title));
    out.key("locked").value(room.locked);
    if (room.hasSecret)
        out.key("secret").value(true);
    out.endObject();
}

void writeChatLine(JsonWriter &out, const ChatLine &line)
{
    out.key("peer").ascii(line.peer).key("name").value(QStringView(line.name));
    out.key("text").value(QStringView(line.text)).key("at").value(line.at);
}

void writeNames(JsonWriter &out, const char *key, const QList<QByteArray> &names)
{
    out.key(key).beginArray();
    for (const QByteArray &name : names)
        out.ascii(name);
    out.endArray();
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
        if (!message.client.isEmpty())
            out.key("client").ascii(message.client);
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
    void operator()(const MembersMessage &message) const
    {
        out.key("members").beginArray();
        for (const Member &member : message.members) {
            out.beginObject().key("client").ascii(member.client).key("name").value(QStringView(member.name));
            if (member.seen > 0)
                out.key("seen").value(member.seen);
            if (member.role)
                out.key("role").ascii(name(*member.role));
            out.endObject();
        }
        out.endArray();
    }
    void operator()(const RoomsMessage &message) const { out.key("rooms").raw(encodeRooms(message.rooms)); }
};

} // namespace

QByteArray encode(const HostMessage &message)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    out.beginObject().key("type").ascii(hostMessageType(message.index()));
    std::visit(WriteHost{out}, message);
    out.endObject();
    return bytes;
}

} // namespace sketchroom
