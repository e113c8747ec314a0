#include "server/net/requesthead.h"
#include "server/http/router.h"
#include "server/net/upgrade.h"
#include "tests/fuzz/claim.h"

#include <algorithm>

using namespace sketchroom;

// What comes to the front door before anything is known of who sends it.

namespace {

bool isOneLine(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

QByteArray written(const RequestHead &head)
{
    QByteArray bytes = head.method + ' ' + head.path;
    if (!head.query.isEmpty())
        bytes += '?' + head.query;
    bytes += " HTTP/1.1\r\n";
    for (const auto &[name, value] : head.headers)
        bytes += name + ':' + value + "\r\n";
    return bytes + "\r\n";
}

bool same(const RequestHead &a, const RequestHead &b)
{
    return a.method == b.method && a.path == b.path && a.query == b.query && a.headers == b.headers;
}

/// A head comes in parts: what is made of the first of them must be what is made of all.
void claimThatPartsAgree(QByteArrayView bytes, const HeadReading &whole)
{
    for (const qsizetype cut : {bytes.size() / 2, bytes.size() - 1, whole.bytes - 1, whole.bytes}) {
        if (cut < 0 || cut > bytes.size())
            continue;
        const HeadReading part = readHead(bytes.first(cut));
        if (part.state != HeadReading::State::Incomplete)
            claim(part.state == whole.state && part.bytes == whole.bytes, "a part of a head reads as the whole");
    }
}

void claimThatItIsAnswered(const RequestHead &head)
{
    const HttpResponse response = answer(head, {});
    const QByteArray bytes = toBytes(response, true);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    claim(bytes.startsWith("HTTP/1.1 ") && end > 0, "an answer has a head");
    claim(bytes.mid(end + 4) == response.body, "nothing of a request gets into the head of the answer");
    if (const auto checked = checkUpgrade(head); !checked)
        claim(checked.error().message.endsWith(u'.'), "a refusal is a sentence");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const HeadReading reading = readHead(bytes);
    claimThatPartsAgree(bytes, reading);
    if (reading.state != HeadReading::State::Complete)
        return 0;
    const RequestHead &head = reading.head;
    claim(reading.bytes <= bytes.size() && reading.bytes <= requestHeadMaxBytes + 4, "a head is bounded");
    claim(head.path.startsWith('/') && isOneLine(head.method + head.path + head.query), "a request is one line");
    for (const auto &[name, value] : head.headers)
        claim(!name.isEmpty() && name == name.toLower() && isOneLine(name + value), "a header is one line");
    const HeadReading again = readHead(written(head));
    claim(again.state == HeadReading::State::Complete && same(again.head, head), "what was read can be read again");
    claimThatItIsAnswered(head);
    return 0;
}
