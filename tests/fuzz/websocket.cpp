#include "server/net/websocketreader.h"
#include "tests/fuzz/claim.h"

#include <QList>

#include <algorithm>

using namespace sketchroom;
using Event = WebSocketReader::Event;

// What comes after an upgrade. The first byte says how the others come in: all at once, or in pieces.

namespace {

constexpr qint64 longestMessage = 4'096;
constexpr qsizetype longestControl = 125;

struct Told
{
    Event::Kind kind;
    QByteArray payload;
    bool operator==(const Told &) const = default;
};

QList<Told> read(QByteArray bytes, size_t piece)
{
    WebSocketReader reader(longestMessage);
    QList<Told> all;
    const std::span<char> whole(bytes.data(), size_t(bytes.size()));
    for (size_t at = 0; at < whole.size(); at += piece) {
        std::span<char> rest = whole.subspan(at, std::min(piece, whole.size() - at));
        while (const auto event = reader.next(rest))
            all.append({event->kind, event->payload.toByteArray()});
    }
    return all;
}

bool endsTheConnection(Event::Kind kind)
{
    return kind != Event::Kind::Message && kind != Event::Kind::Ping;
}

/// As a client would send it, masked.
QByteArray frameOf(const Told &told)
{
    static const QByteArray mask("\x5a\x00\xff\x13", 4);
    const qsizetype size = told.payload.size();
    QByteArray frame(1, told.kind == Event::Kind::Message ? '\x81' : told.kind == Event::Kind::Ping ? '\x89' : '\x88');
    if (size <= longestControl)
        frame.append(char(0x80 | size));
    else
        frame.append('\xfe').append(char(size >> 8)).append(char(size & 0xff));
    frame.append(mask);
    for (qsizetype i = 0; i < size; ++i)
        frame.append(char(told.payload.at(i) ^ mask.at(i % 4)));
    return frame;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray bytes = QByteArrayView(data + 1, qsizetype(size) - 1).toByteArray();
    const QList<Told> told = read(bytes, size);
    claim(read(bytes, 1 + data[0] % 64) == told, "how bytes come in does not matter");
    QByteArray frames;
    for (const Told &event : told) {
        claim(!endsTheConnection(event.kind) || &event == &told.last(), "nothing follows a close or a fault");
        const bool isControl = event.kind == Event::Kind::Ping || event.kind == Event::Kind::Close;
        claim(event.payload.size() <= (isControl ? longestControl : longestMessage), "what is told is bounded");
        claim(event.kind != Event::Kind::Message || event.payload.isValidUtf8(), "a message is UTF-8");
        if (!endsTheConnection(event.kind) || event.kind == Event::Kind::Close)
            frames += frameOf(event);
    }
    QList<Told> lawful = told;
    if (!lawful.isEmpty() && endsTheConnection(lawful.last().kind) && lawful.last().kind != Event::Kind::Close)
        lawful.removeLast();
    claim(read(frames, size_t(frames.size()) + 1) == lawful, "what was told can be sent and is told again");
    return 0;
}
