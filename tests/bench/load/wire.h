#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sketchroom::bench {

/// The request that turns a connection to `path` into a WebSocket.
std::string upgradeRequest(std::string_view path);

enum class Opcode : std::uint8_t { Text = 0x1, Ping = 0x9, Pong = 0xa };

/// Appends a client's frame. Its mask is all zeros, so that the payload need not be touched.
void appendFrame(std::string &out, Opcode opcode, std::string_view payload);

/// Takes a host's bytes apart into frames, whole or in pieces, without copying payloads.
class FrameReader final
{
public:
    struct Piece
    {
        Opcode opcode = Opcode::Text;
        std::string_view payload; ///< all of it, or a part
        bool last = false;        ///< whether the frame ends with it
    };
    /// The next piece of `bytes`, which is shortened by what was read. False when there is none left.
    bool next(std::string_view &bytes, Piece &piece);

private:
    bool readHead(std::string_view &bytes);

    unsigned char m_head[10] = {};
    std::size_t m_headBytes = 0;
    std::uint64_t m_left = 0; ///< of the frame that is being read
    bool m_inFrame = false;
};

} // namespace sketchroom::bench
