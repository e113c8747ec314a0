#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct ssl_st;

namespace sketchroom::bench {

/// A port of this computer, and whether what speaks there is encrypted.
struct Port
{
    std::uint16_t number = 0;
    bool encrypted = false;
};

/// A connection that never blocks; under TLS it takes any certificate.
class Channel final
{
public:
    explicit Channel(const Port &port);
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    bool isEncrypted() const { return m_tls != nullptr; }
    int descriptor() const { return m_socket; }
    /// Whether the connection that was being made is there; asked when it can be written to.
    bool isConnected() const;
    // How many bytes; 0: none for now. Less than 0: the connection has ended.
    std::ptrdiff_t send(std::string_view bytes);
    std::ptrdiff_t receive(std::span<char> room);

private:
    struct Free
    {
        void operator()(ssl_st *tls) const;
    };
    std::ptrdiff_t outcome(int returned) const;

    int m_socket;
    std::unique_ptr<ssl_st, Free> m_tls; ///< none: plain
};

} // namespace sketchroom::bench
