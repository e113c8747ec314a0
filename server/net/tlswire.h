#pragma once

#include "server/net/tlscontext.h"
#include "server/net/wire.h"

namespace sketchroom {

/// A Wire under TLS, the host's side; the handshake is made while reading. Where the other side does not begin one it
/// is a plain wire: so that it can be told.
class TlsWire final : public Wire
{
public:
    TlsWire(int descriptor, const TlsContext &context);
    ~TlsWire() override;

    ssize_t read(std::span<char> buffer) override;
    ssize_t write(std::span<const iovec> parts) override;
    bool wantsToWrite() const override { return m_wantsToWrite || m_ended; }
    void endWriting() override;
    bool isEncrypted() const override { return m_is == Is::Encrypted; }

private:
    enum class Is : quint8 { Unknown, Encrypted, Plain };
    bool look();

    ssl_st *const m_ssl;
    Is m_is = Is::Unknown;
    bool m_wantsToWrite = false;
    bool m_ended = false; ///< which is still to be told, even if nothing more comes in
};

} // namespace sketchroom
