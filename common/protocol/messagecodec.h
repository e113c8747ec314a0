#pragma once

// Private to the codec: parts that messages in both directions share.

#include "common/base/jsonwriter.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/messages.h"

#include <span>

namespace sketchroom::json {

/// One row of a table of messages: how a type is read. A variant's table has its types in the variant's order.
template <class Variant>
struct MessageRow
{
    const char *type;
    Variant (*read)(const Fields &fields, const Limits &limits, Problem &problem);
};

/// Reads a message by its `type` from the table. Errors: BadJson, BadMessage, UnknownType.
template <class Variant>
Result<Variant> decode(std::span<const MessageRow<Variant>> table, QByteArrayView bytes, const Limits &limits);

/// The `type` of the HostMessage that is the alternative of this number.
const char *hostMessageType(size_t index);

/// The names of the limits on the wire.
struct LimitRow
{
    const char *name;
    qint64 (*get)(const Limits &);
    void (*set)(Limits &, qint64);
};
std::span<const LimitRow> limitRows();

Presence readPresence(const Fields &fields, Problem &problem);
void write(JsonWriter &out, const Presence &presence); ///< the fields alone, without braces

void write(JsonWriter &out, const RoomSummary &room);
RoomSummary readRoomSummary(simdjson::dom::element value, Problem &problem);

// ---- the template's body ----

tl::unexpected<Error> unknownType(const QByteArray &type);

template <class Variant>
Result<Variant> decode(std::span<const MessageRow<Variant>> table, QByteArrayView bytes, const Limits &limits)
{
    const auto root = parse(bytes, limits.nesting);
    if (!root)
        return tl::unexpected(root.error());
    Problem problem;
    const Fields fields(*root, "a message", problem);
    const QByteArray type = fields.bytes("type");
    if (problem)
        return tl::unexpected(*problem.error());
    for (const MessageRow<Variant> &row : table) {
        if (type != row.type)
            continue;
        Variant message = row.read(fields, limits, problem);
        if (problem)
            return tl::unexpected(*problem.error());
        return message;
    }
    return unknownType(type);
}

} // namespace sketchroom::json
