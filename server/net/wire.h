#pragma once

#include <cstddef>
#include <span>

#include <sys/types.h>

struct iovec;

namespace sketchroom {

/// One connected TCP socket that does not block, without encryption. May go to another thread between two calls.
class Wire
{
public:
    /// Owns `descriptor`.
    explicit Wire(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    virtual ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    int descriptor() const { return m_descriptor; } ///< -1 when closed
    bool isOpen() const { return m_descriptor >= 0; }
    /// At once: the other side may see a reset.
    void close();

    /// A buffer to be read into has to be as long, and is full when less is left in it.
    static constexpr size_t leastRead = 16'384;
    // How many bytes were read or written; 0: none for now. Less than 0: the connection has ended, or is broken.
    virtual ssize_t read(std::span<char> buffer);
    virtual ssize_t write(std::span<const iovec> parts);
    /// Whether read() can go on only when the socket can be written to.
    virtual bool wantsToWrite() const { return false; }
    /// Nothing more is written; reading goes on.
    virtual void endWriting();
    virtual bool isEncrypted() const { return false; }

private:
    int m_descriptor;
};

} // namespace sketchroom
