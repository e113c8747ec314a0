#include "common/protocol/codec.h"
#include "common/protocol/fieldcodec.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {

struct ClientCodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ClientCodec)
};

} // namespace

void json::read(IsOperations, const Fields &fields, const char *key, Need, EditMessage &into, Reading &reading)
{
    const auto ops = fields.list(key);
    Problem refusal;
    if (ops.size() > size_t(reading.limits.opsPerEdit)) {
        refusal.set(ErrorCode::Limit,
                    ClientCodecSentences::tr("An edit can hold %1 operations at the most. Send several.")
                        .arg(reading.limits.opsPerEdit),
                    {{"ops", qint64(reading.limits.opsPerEdit)}});
    } else {
        into.edit.ops.reserve(qsizetype(ops.size()));
        for (const simdjson::dom::element value : ops) {
            if (auto op = readOp(value, reading.limits, reading.problem, refusal))
                into.edit.ops.append(std::move(*op));
        }
    }
    if (ops.empty())
        refusal.set(ErrorCode::Invalid, ClientCodecSentences::tr("An edit needs at least one operation."));
    into.refusal = refusal.error();
}

void json::write(IsOperations, JsonWriter &out, const EditMessage &message)
{
    out.beginArray();
    for (const Op &op : message.edit.ops)
        write(out, op);
    out.endArray();
}

Result<ClientMessage> decodeClient(QByteArrayView json, const Limits &limits)
{
    return json::decode<ClientMessage>(json, limits, true);
}

QByteArray encode(const ClientMessage &message)
{
    return json::encodeMessage(message);
}

} // namespace sketchroom
