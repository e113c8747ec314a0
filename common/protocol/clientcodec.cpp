#include "common/protocol/codec.h"
#include "common/protocol/messagecodec.h"
#include "common/protocol/packing.h"
#include "common/protocol/shapecodec.h"

#include <QCoreApplication>

namespace sketchroom {

using namespace json;
using simdjson::dom::element;

namespace {

struct ClientCodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ClientCodec)
};

/// The text, or nothing where it cannot be base64url: then it proves nothing.
QByteArray base64Url(const QByteArray &text)
{
    constexpr qsizetype longest = 64; // isValidId()
    for (qsizetype at = 0; at < text.size(); at += longest) {
        if (!isValidId(QByteArrayView(text).sliced(at).first(qMin(longest, text.size() - at))))
            return {};
    }
    return text;
}

bool isText(const element &value, std::string_view text)
{
    std::string_view found;
    return !value.get(found) && found == text;
}

ClientMessage readJoin(const Fields &fields, const Limits &, Problem &problem)
{
    JoinMessage message;
    message.protocol = int(fields.integer("protocol"));
    // What another version means by the rest is not known here; it is told which version this is.
    if (message.protocol != protocolVersion)
        return message;
    message.key = base64Url(fields.bytes("key"));
    message.proof = base64Url(fields.bytes("proof"));
    message.name = fields.text("name", QString());
    message.color = fields.color("color");
    message.secret = fields.text("secret", QString());
    message.make = fields.flag("make", false);
    message.window = fields.optionalId("window");
    if (fields.find("packings")) {
        for (const element name : fields.list("packings"))
            message.packed = message.packed || isText(name, packingName);
    }
    if (const auto value = fields.find("resume"); value && !value->is_null()) {
        const Fields resume(*value, "resume", problem);
        message.resume = {resume.id("epoch"), resume.integer("seq")};
    }
    return message;
}

ClientMessage readEdit(const Fields &fields, const Limits &limits, Problem &problem)
{
    EditMessage message;
    message.edit.id = fields.integer("id");
    // The largest that every language's numbers hold exactly. Above it a client could never count on.
    constexpr qint64 largestEditId = (qint64(1) << 53) - 1;
    if (!problem && (message.edit.id <= 0 || message.edit.id > largestEditId))
        fields.wrong("id", "a whole number from 1 to 2^53 - 1");
    message.edit.gesture = fields.optionalId("gesture");
    const auto ops = fields.list("ops");
    Problem refusal;
    if (ops.size() > size_t(limits.opsPerEdit)) {
        refusal.set(ErrorCode::Limit,
                    ClientCodecSentences::tr("An edit can hold %1 operations at the most. Send several.")
                        .arg(limits.opsPerEdit),
                    {{"ops", qint64(limits.opsPerEdit)}});
    } else {
        message.edit.ops.reserve(qsizetype(ops.size()));
        for (const element value : ops) {
            if (auto op = readOp(value, limits, problem, refusal))
                message.edit.ops.append(std::move(*op));
        }
    }
    if (ops.empty())
        refusal.set(ErrorCode::Invalid, ClientCodecSentences::tr("An edit needs at least one operation."));
    message.refusal = refusal.error();
    return message;
}

ClientMessage readPresenceMessage(const Fields &fields, const Limits &, Problem &problem)
{
    return PresenceMessage{readPresence(fields, problem)};
}

ClientMessage readChat(const Fields &fields, const Limits &, Problem &)
{
    return ChatMessage{fields.text("text")};
}

ClientMessage readRoomAction(const Fields &fields, const Limits &, Problem &)
{
    RoomActionMessage message;
    const auto verb = fromName<RoomVerb>(fields.bytes("action"));
    if (!verb)
        fields.wrong("action", "kick, ban, role, lock, unlock, title, secret, summon, clear, unban, newcomers, admit, "
                               "turn-away or restore");
    message.action = verb.value_or(RoomVerb::Title);
    message.peer = fields.optionalId("peer");
    if (fields.find("role")) {
        message.role = fromName<Role>(fields.bytes("role"));
        if (!message.role)
            fields.wrong("role", "owner, editor or viewer");
    }
    if (fields.find("newcomers")) {
        message.newcomers = fromName<Newcomers>(fields.bytes("newcomers"));
        if (!message.newcomers)
            fields.wrong("newcomers", "editor, viewer or wait");
    }
    message.title = fields.text("title", QString());
    message.secret = fields.text("secret", QString());
    message.address = fields.flag("address", false);
    message.client = fields.optionalId("client");
    message.since = fields.integer("since", 0);
    if (fields.find("until"))
        message.until = fields.integer("until");
    return message;
}

ClientMessage readBansRequest(const Fields &, const Limits &, Problem &)
{
    return BansRequest();
}

ClientMessage readMembersRequest(const Fields &, const Limits &, Problem &)
{
    return MembersRequest();
}

ClientMessage readDeletionsRequest(const Fields &, const Limits &, Problem &)
{
    return DeletionsRequest();
}

ClientMessage readHistoryRequest(const Fields &fields, const Limits &, Problem &)
{
    return HistoryRequest{fields.integer("from"), fields.integer("to")};
}

constexpr std::array<MessageRow<ClientMessage>, std::variant_size_v<ClientMessage>> clientTable = {{
    {"join", readJoin},
    {"edit", readEdit},
    {"presence", readPresenceMessage},
    {"chat", readChat},
    {"room", readRoomAction},
    {"history", readHistoryRequest},
    {"bans", readBansRequest},
    {"deletions", readDeletionsRequest},
    {"members", readMembersRequest},
}};

struct WriteClient
{
    JsonWriter &out;

    void operator()(const JoinMessage &message) const
    {
        out.key("protocol").value(message.protocol).key("key").ascii(message.key);
        out.key("proof").ascii(message.proof).key("name").value(QStringView(message.name));
        if (!message.color.none)
            out.key("color").ascii(colorName(message.color));
        if (!message.secret.isEmpty())
            out.key("secret").value(QStringView(message.secret));
        if (message.make)
            out.key("make").value(true);
        if (!message.window.isEmpty())
            out.key("window").ascii(message.window);
        if (message.packed)
            out.key("packings").beginArray().ascii(packingName).endArray();
        if (message.resume) {
            out.key("resume").beginObject().key("epoch").ascii(message.resume->epoch);
            out.key("seq").value(message.resume->seq).endObject();
        }
    }
    void operator()(const EditMessage &message) const
    {
        out.key("id").value(message.edit.id);
        if (!message.edit.gesture.isEmpty())
            out.key("gesture").ascii(message.edit.gesture);
        out.key("ops").beginArray();
        for (const Op &op : message.edit.ops)
            write(out, op);
        out.endArray();
    }
    void operator()(const PresenceMessage &message) const { write(out, message.presence); }
    void operator()(const ChatMessage &message) const { out.key("text").value(QStringView(message.text)); }
    void operator()(const RoomActionMessage &message) const
    {
        out.key("action").ascii(name(message.action));
        if (!message.peer.isEmpty())
            out.key("peer").ascii(message.peer);
        if (message.role)
            out.key("role").ascii(name(*message.role));
        if (message.newcomers)
            out.key("newcomers").ascii(name(*message.newcomers));
        if (message.action == RoomVerb::Title)
            out.key("title").value(QStringView(message.title));
        if (message.action == RoomVerb::Secret)
            out.key("secret").value(QStringView(message.secret));
        if (message.address)
            out.key("address").value(true);
        if (!message.client.isEmpty())
            out.key("client").ascii(message.client);
        if (message.action == RoomVerb::Restore)
            out.key("since").value(message.since);
        if (message.until)
            out.key("until").value(*message.until);
    }
    void operator()(const BansRequest &) const {}
    void operator()(const DeletionsRequest &) const {}
    void operator()(const MembersRequest &) const {}
    void operator()(const HistoryRequest &message) const
    {
        out.key("from").value(message.from).key("to").value(message.to);
    }
};

} // namespace

Result<ClientMessage> decodeClient(QByteArrayView json, const Limits &limits)
{
    return decode<ClientMessage>(clientTable, json, limits);
}

QByteArray encode(const ClientMessage &message)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    out.beginObject().key("type").ascii(clientTable.at(message.index()).type);
    std::visit(WriteClient{out}, message);
    out.endObject();
    return bytes;
}

} // namespace sketchroom
