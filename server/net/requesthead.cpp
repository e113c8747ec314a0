#include "server/net/requesthead.h"

#include <algorithm>

namespace sketchroom {

namespace {

constexpr qsizetype mostHeaders = 100;

bool isTokenCharacter(char c)
{
    static constexpr QByteArrayView others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isPrintable(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (uchar(c) >= 0x20 && c != 0x7f) || c == '\t'; });
}

bool readRequestLine(QByteArrayView line, RequestHead &head)
{
    const QList<QByteArray> parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || !isToken(parts.at(0)) || !parts.at(1).startsWith('/') || !isPrintable(parts.at(1)) ||
        (parts.at(2) != "HTTP/1.1" && parts.at(2) != "HTTP/1.0"))
        return false;
    head.method = parts.at(0);
    head.isHttp11 = parts.at(2) == "HTTP/1.1";
    const QByteArray &target = parts.at(1);
    const qsizetype mark = target.indexOf('?');
    head.path = mark < 0 ? target : target.left(mark);
    head.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    return true;
}

bool readHeader(QByteArrayView line, RequestHead &head)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)) || !isPrintable(line) || head.headers.size() == mostHeaders)
        return false;
    const QByteArray name = line.first(colon).toByteArray().toLower();
    // A proxy in front may go by the other of two.
    if ((name == "host" || name == "content-length") && head.has(name))
        return false;
    head.headers.append({name, line.sliced(colon + 1).trimmed().toByteArray()});
    return true;
}

} // namespace

void RequestHead::takeBasePath(const QByteArray &base)
{
    if (base.isEmpty() || !path.startsWith(base) || (path.size() > base.size() && path.at(base.size()) != '/'))
        return;
    basePath = base;
    path.remove(0, base.size());
    if (path.isEmpty())
        path = "/";
}

QByteArray RequestHead::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

bool RequestHead::has(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) { return header.first == name; });
}

bool RequestHead::wantsWebSocket() const
{
    return header("upgrade").toLower() == "websocket";
}

HeadReading readHead(QByteArrayView bytes)
{
    constexpr QByteArrayView emptyLine = "\r\n\r\n";
    const qsizetype end = bytes.indexOf(emptyLine);
    // One that speaks TLS, say, waits for an answer before it says more.
    if (!bytes.isEmpty() && !isTokenCharacter(bytes.front()))
        return {HeadReading::State::Malformed, {}, 0};
    if (end < 0 || end > requestHeadMaxBytes) {
        // The empty line may have come in part.
        const bool isTooLarge = bytes.size() >= requestHeadMaxBytes + emptyLine.size();
        return {isTooLarge ? HeadReading::State::TooLarge : HeadReading::State::Incomplete, {}, 0};
    }
    HeadReading reading{HeadReading::State::Complete, {}, end + emptyLine.size()};
    bool good = true;
    bool first = true;
    for (QByteArrayView rest = bytes.first(end); good && !rest.isEmpty();) {
        const qsizetype lineEnd = rest.indexOf("\r\n");
        const QByteArrayView line = lineEnd < 0 ? rest : rest.first(lineEnd);
        if (!first && line.size() > headerLineMaxBytes)
            return {HeadReading::State::TooLarge, {}, 0};
        good = first ? readRequestLine(line, reading.head) : readHeader(line, reading.head);
        rest = lineEnd < 0 ? QByteArrayView() : rest.sliced(lineEnd + 2);
        first = false;
    }
    if (!good || first)
        return {HeadReading::State::Malformed, {}, 0};
    return reading;
}

} // namespace sketchroom
