#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sketchroom::bench {

/// What a server wants to hear before and with edits. The edits themselves are the same for all of them.
class Dialect final
{
public:
    enum class Kind : std::uint8_t { Sketchroom, Relay, SocketIo };

    explicit Dialect(Kind kind)
        : m_kind(kind)
    {
    }

    std::string path(std::string_view room) const;

    /// One step of coming in: when `awaited` has come (at once, where it is empty), `said` is said.
    struct Step
    {
        std::string awaited;
        std::string said;    ///< may be empty
        bool isJoin = false; ///< what is awaited is followed by a nonce, and join() is said
    };
    static constexpr std::size_t nonceLength = 43;
    static std::string join(std::string_view room, std::string_view client, std::string_view nonce);
    std::vector<Step> arrival(std::string_view room) const;

    /// What makes the shape that the client's edits are about; empty where the server knows of no shapes.
    std::string creation(std::string_view client, std::int64_t id) const;
    static std::string editOf(std::int64_t id, std::string_view ops);
    /// What makes many shapes, for a host that knows of shapes.
    static std::string creations(std::int64_t id, int from, int count);
    /// 200 bytes, with the time of its sending in them: a stampMark and 16 hexadecimal digits.
    std::string edit(std::string_view client, std::int64_t id, std::int64_t stampNs) const;
    /// What answers this message, which is no edit; empty for nothing.
    std::string_view answer(std::string_view message) const;

private:
    Kind m_kind;
};

inline constexpr char stampMark = '~';
inline constexpr std::size_t stampDigits = 16;

} // namespace sketchroom::bench
