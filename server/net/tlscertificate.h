#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QSslConfiguration>

namespace sketchroom {

/// A certificate with its key, and the rules of the connections that begin with them: TLS 1.2 or 1.3.
struct TlsCertificate
{
    QSslConfiguration configuration;
    /// SHA-256 of the certificate, as people compare it: "AB:CD:…".
    QByteArray fingerprint;

    /// From files in PEM: the certificate, followed by those that vouch for it, and its key. Errors: Io, Invalid, with
    /// a sentence that names the file.
    static Result<TlsCertificate> fromFiles(const QString &certificate, const QString &key);
    /// From a certificate of `folder` that nobody vouches for; it is made with the first call, and kept. Without a
    /// folder it is made anew each time. Errors: Io, Invalid.
    static Result<TlsCertificate> selfSigned(const QString &folder);
};

} // namespace sketchroom
