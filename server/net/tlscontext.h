#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

struct ssl_ctx_st;
struct ssl_st;

namespace sketchroom {

/// A certificate with its key, and the rules of the connections that begin with them: TLS 1.2 or 1.3. Immutable; may be
/// used on any thread.
class TlsContext final
{
public:
    /// From files in PEM: the certificate, followed by those that vouch for it, and its key. Errors: Io, Invalid, with
    /// a sentence that names the file.
    static Result<std::shared_ptr<const TlsContext>> fromFiles(const QString &certificate, const QString &key);
    /// From a certificate of `folder` that nobody vouches for; it is made with the first call, and kept. Without a
    /// folder it is made anew each time. Errors: Io, Invalid.
    static Result<std::shared_ptr<const TlsContext>> selfSigned(const QString &folder);

    /// SHA-256 of the certificate, as people compare it: "AB:CD:…".
    const QByteArray &fingerprint() const { return m_fingerprint; }
    /// The host's side of a connection (SSL, which is the caller's); null without memory.
    ssl_st *newConnection(int descriptor) const;

private:
    struct Free
    {
        void operator()(ssl_ctx_st *context) const;
    };
    using Handle = std::unique_ptr<ssl_ctx_st, Free>;
    explicit TlsContext(Handle context);
    static Handle newHandle();

    Handle m_context;
    QByteArray m_fingerprint;
};

} // namespace sketchroom
