#include "tests/bench/load/dialect.h"

#include "tests/support/people.h"

#include <cstdio>

namespace sketchroom::bench {

namespace {

constexpr std::size_t editBytes = 200;

std::string stampOf(std::int64_t ns)
{
    char text[stampDigits + 2];
    std::snprintf(text, sizeof text, "%c%016llx", stampMark, static_cast<unsigned long long>(ns));
    return text;
}

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::string beginOfEdit(std::int64_t id)
{
    return R"({"type":"edit","id":)" + number(id) + R"(,"ops":[)";
}

std::string createOp(std::string_view shape, int x, int y)
{
    return R"({"op":"create","shape":{"id":")" + std::string(shape) + R"(","kind":"rect","box":[)" + number(x) + ',' +
           number(y) + R"(,120,80,0],"stroke":"#1971c2"}})";
}

} // namespace

std::string Dialect::path(std::string_view room) const
{
    if (m_kind == Kind::SocketIo)
        return "/socket.io/?EIO=4&transport=websocket";
    return "/rooms/" + std::string(room);
}

std::vector<Dialect::Step> Dialect::arrival(std::string_view room) const
{
    switch (m_kind) {
    case Kind::Sketchroom:
        return {{R"("nonce":")", "", true}, {R"("done":true)", ""}};
    case Kind::SocketIo:
        return {{"0{", "40"}, {"40{", R"(42["join",")" + std::string(room) + R"("])"}};
    case Kind::Relay:
        break;
    }
    return {};
}

std::string Dialect::join(std::string_view room, std::string_view client, std::string_view nonce)
{
    const SigningKey key = keyOf(QByteArray(client.data(), qsizetype(client.size())));
    const QByteArray proof = key.sign(
        joinText(QByteArray(nonce.data(), qsizetype(nonce.size())), RoomId(room.data(), qsizetype(room.size()))));
    return R"({"type":"join","protocol":2,"make":true,"key":")" + key.publicKey().toStdString() + R"(","proof":")" +
           proof.toStdString() + R"(","name":"Load"})";
}

std::string Dialect::creation(std::string_view client, std::int64_t id) const
{
    if (m_kind != Kind::Sketchroom)
        return {};
    return beginOfEdit(id) + createOp(client, 1, 2) + "]}";
}

std::string Dialect::editOf(std::int64_t id, std::string_view ops)
{
    return beginOfEdit(id) + std::string(ops) + "]}";
}

std::string Dialect::creations(std::int64_t id, int from, int count)
{
    constexpr int columns = 400;
    std::string json = beginOfEdit(id);
    for (int i = from; i < from + count; ++i) {
        if (i > from)
            json += ',';
        json += createOp("shape-" + number(i), i % columns * 150, i / columns * 100);
    }
    return json + "]}";
}

std::string Dialect::edit(std::string_view client, std::int64_t id, std::int64_t stampNs) const
{
    std::string json = beginOfEdit(id) + R"({"op":"update","id":")" + std::string(client) + R"(","set":{"box":[)" +
                       number(id * 7 % 1'900) + ".25," + number(id * 3 % 1'000) + R"(.5,120,80,0],"text":")" +
                       stampOf(stampNs);
    constexpr std::string_view end = R"("}}]})";
    if (json.size() + end.size() < editBytes)
        json.append(editBytes - json.size() - end.size(), '.');
    json += end;
    return m_kind == Kind::SocketIo ? R"(42["edit",)" + json + ']' : json;
}

std::string_view Dialect::answer(std::string_view message) const
{
    return m_kind == Kind::SocketIo && message == "2" ? "3" : "";
}

} // namespace sketchroom::bench
