#include "server/net/tlswire.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace sketchroom {

namespace {

// RFC 8446, 5.1: a connection begins with a record of this type, and no record holds more than this.
constexpr unsigned char handshakeRecord = 22;
constexpr size_t recordBytes = 16'384;
static_assert(recordBytes <= Wire::leastRead);

/// The beginning of `parts`, from `from` on, in one piece for one record.
size_t gather(std::span<const iovec> parts, size_t from, std::span<char> record)
{
    size_t gathered = 0;
    for (const iovec &part : parts) {
        const size_t skipped = std::min(from, part.iov_len);
        from -= skipped;
        const size_t taken = std::min(part.iov_len - skipped, record.size() - gathered);
        std::memcpy(record.data() + gathered, static_cast<const char *>(part.iov_base) + skipped, taken);
        gathered += taken;
        if (gathered == record.size())
            break;
    }
    return gathered;
}

} // namespace

TlsWire::TlsWire(int descriptor, const TlsContext &context)
    : Wire(descriptor)
    , m_ssl(context.newConnection(descriptor))
{
}

TlsWire::~TlsWire()
{
    SSL_free(m_ssl);
}

/// Whether it is known by now what the other side speaks.
bool TlsWire::look()
{
    unsigned char first = 0;
    if (m_is == Is::Unknown && ::recv(descriptor(), &first, 1, MSG_PEEK) == 1)
        m_is = first == handshakeRecord ? Is::Encrypted : Is::Plain;
    return m_is != Is::Unknown;
}

ssize_t TlsWire::read(std::span<char> buffer)
{
    if (!m_ssl || m_ended)
        return -1;
    if (!look() || m_is == Is::Plain)
        return Wire::read(buffer);
    size_t count = 0;
    // A record is taken only where it fits whole: what was left in the library would wait for more to come in.
    while (buffer.size() - count >= recordBytes) {
        ERR_clear_error();
        size_t taken = 0;
        if (SSL_read_ex(m_ssl, buffer.data() + count, buffer.size() - count, &taken) == 1) {
            count += taken;
            continue;
        }
        const int reason = SSL_get_error(m_ssl, 0);
        m_wantsToWrite = reason == SSL_ERROR_WANT_WRITE;
        m_ended = reason != SSL_ERROR_WANT_READ && !m_wantsToWrite;
        break;
    }
    return count == 0 && m_ended ? -1 : ssize_t(count);
}

ssize_t TlsWire::write(std::span<const iovec> parts)
{
    if (m_is != Is::Encrypted)
        return Wire::write(parts);
    std::array<char, recordBytes> record;
    size_t written = 0;
    while (const size_t gathered = gather(parts, written, record)) {
        ERR_clear_error();
        size_t taken = 0;
        // One that could not be sent whole is tried again with the same bytes first, from wherever they are then.
        if (SSL_write_ex(m_ssl, record.data(), gathered, &taken) == 1)
            written += taken;
        else if (SSL_get_error(m_ssl, 0) == SSL_ERROR_WANT_WRITE)
            break;
        else
            return -1;
    }
    return ssize_t(written);
}

void TlsWire::endWriting()
{
    // Best effort: the frames and the length of an answer say too where it ends.
    if (m_is == Is::Encrypted && SSL_is_init_finished(m_ssl))
        SSL_shutdown(m_ssl);
    Wire::endWriting();
}

} // namespace sketchroom
