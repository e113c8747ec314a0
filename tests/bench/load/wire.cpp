#include "tests/bench/load/wire.h"

#include <algorithm>

namespace sketchroom::bench {

namespace {

void appendBigEndian(std::string &out, std::uint64_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out.push_back(char(value >> shift & 0xff));
}

} // namespace

std::string upgradeRequest(std::string_view path)
{
    return "GET " + std::string(path) +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

void appendFrame(std::string &out, Opcode opcode, std::string_view payload)
{
    constexpr int whole = 0x80;
    constexpr int masked = 0x80;
    out.push_back(char(whole | int(opcode)));
    if (payload.size() < 126) {
        out.push_back(char(masked | int(payload.size())));
    } else if (payload.size() <= 0xffff) {
        out.push_back(char(masked | 126));
        appendBigEndian(out, payload.size(), 2);
    } else {
        out.push_back(char(masked | 127));
        appendBigEndian(out, payload.size(), 8);
    }
    out.append(4, '\0').append(payload);
}

bool FrameReader::readHead(std::string_view &bytes)
{
    const auto wanted = [this]() -> std::size_t {
        if (m_headBytes < 2)
            return 2;
        const int length = m_head[1] & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    };
    while (m_headBytes < wanted() && !bytes.empty()) {
        m_head[m_headBytes++] = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    if (m_headBytes < wanted())
        return false;
    m_left = m_head[1] & 0x7f;
    if (m_headBytes > 2) {
        m_left = 0;
        for (std::size_t i = 2; i < m_headBytes; ++i)
            m_left = m_left << 8 | m_head[i];
    }
    m_headBytes = 0;
    m_inFrame = true;
    return true;
}

bool FrameReader::next(std::string_view &bytes, Piece &piece)
{
    if (!m_inFrame && !readHead(bytes))
        return false;
    if (bytes.empty() && m_left > 0)
        return false;
    const std::size_t length = std::size_t(std::min<std::uint64_t>(m_left, bytes.size()));
    m_left -= length;
    m_inFrame = m_left > 0;
    piece = {Opcode(m_head[0] & 0x0f), bytes.substr(0, length), !m_inFrame};
    bytes.remove_prefix(length);
    return true;
}

} // namespace sketchroom::bench
