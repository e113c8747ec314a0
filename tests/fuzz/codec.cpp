#include "common/protocol/codec.h"
#include "tests/fuzz/claim.h"

using namespace sketchroom;

// Messages of both directions, committed edits, and shapes, as they come from the network, a log or a file. Whatever
// can be read is written in one way only, and that can be read again.

namespace {

template <class Value, class Decode, class Encode>
void claimRoundTrip(const Result<Value> &value, const Decode &decode, const Encode &encode)
{
    if (!value)
        return claim(!value.error().message.isEmpty(), "what is refused is refused with a sentence");
    const QByteArray bytes = encode(*value);
    const Result<Value> again = decode(bytes);
    claim(again.has_value(), "what was read and written can be read");
    claim(encode(*again) == bytes, "what is written twice is the same");
}

bool isRefused(const Result<ClientMessage> &message)
{
    const auto *edit = message ? std::get_if<EditMessage>(&*message) : nullptr;
    return edit && edit->refusal;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto client = decodeClient(bytes);
    // Of an edit that is refused, the refusal alone counts.
    if (!isRefused(client))
        claimRoundTrip(
            client, [](const QByteArray &json) { return decodeClient(json); },
            [](const ClientMessage &message) { return encode(message); });
    claimRoundTrip(decodeHost(bytes), decodeHost, [](const HostMessage &message) { return encode(message); });
    claimRoundTrip(decodeCommitted(bytes), decodeCommitted, encodeCommitted);
    claimRoundTrip(
        decodeShapes(bytes), [](const QByteArray &json) { return decodeShapes(json); }, encodeShapes);
    claimRoundTrip(decodeRooms(bytes), decodeRooms, encodeRooms);
    return 0;
}
