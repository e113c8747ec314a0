#include "common/protocol/packing.h"
#include "tests/fuzz/claim.h"

#include <QByteArray>

using namespace sketchroom;

// What a host has packed, as it comes to a client, and what a host packs. The first byte says which: what is behind it
// is unpacked as it is, compressed first, or packed.

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const auto claimBounded = [](const Result<QByteArray> &json) {
        claim(json ? json->size() <= longestPackedMessage : !json.error().message.isEmpty(),
              "what is unpacked is not too long, what is refused is refused with a sentence");
        if (!json)
            return;
        const auto again = unpackMessage(packMessage(*json));
        claim(again && *again == *json, "what was packed comes back byte by byte");
    };
    constexpr unsigned char asItIs = '0';
    constexpr unsigned char compressed = '1';
    if (data[0] == asItIs)
        claimBounded(unpackMessage(bytes));
    else if (data[0] == compressed)
        claimBounded(unpackMessage(qCompress(bytes).sliced(4))); // without the length that Qt puts in front
    else
        claimBounded(bytes);
    return 0;
}
