#include "server/net/tlscontext.h"

#include "server/net/selfsigned.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace sketchroom {

namespace {

struct TlsContextSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::TlsContext)
};

/// What the library says of the last thing that went wrong.
QString reason()
{
    const char *const text = ERR_reason_error_string(ERR_peek_last_error());
    return text ? QString::fromLatin1(text) : TlsContextSentences::tr("for a reason that is not known");
}

tl::unexpected<Error> unreadable(const QString &path)
{
    return failure(ErrorCode::Io,
                   TlsContextSentences::tr("The file %1 cannot be read.").arg(QDir::toNativeSeparators(path)));
}

bool isReadable(const QString &path)
{
    return QFile(path).open(QIODevice::ReadOnly);
}

QByteArray fingerprintOf(const SSL_CTX *context)
{
    unsigned char *bytes = nullptr;
    const int length = i2d_X509(SSL_CTX_get0_certificate(context), &bytes);
    if (length < 0)
        return {};
    const QByteArrayView der(bytes, length);
    const QByteArray digest = QCryptographicHash::hash(der.toByteArray(), QCryptographicHash::Sha256);
    OPENSSL_free(bytes);
    return digest.toHex(':').toUpper();
}

} // namespace

void TlsContext::Free::operator()(ssl_ctx_st *context) const
{
    SSL_CTX_free(context);
}

TlsContext::TlsContext(Handle context)
    : m_context(std::move(context))
    , m_fingerprint(fingerprintOf(m_context.get()))
{
}

TlsContext::Handle TlsContext::newHandle()
{
    ERR_clear_error();
    Handle context(SSL_CTX_new(TLS_server_method()));
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return nullptr;
    // Renegotiation would make writing wait for reading. Without its buffers an idle connection is half as large.
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    return context;
}

Result<std::shared_ptr<const TlsContext>> TlsContext::fromFiles(const QString &certificate, const QString &key)
{
    for (const QString &path : {certificate, key}) {
        if (!isReadable(path))
            return unreadable(path);
    }
    Handle context = newHandle();
    if (!context || SSL_CTX_use_certificate_chain_file(context.get(), QFile::encodeName(certificate).constData()) != 1)
        return failure(ErrorCode::Invalid, TlsContextSentences::tr("The file %1 holds no certificate in PEM: %2.")
                                               .arg(QDir::toNativeSeparators(certificate), reason()));
    // A key under a passphrase would make the library ask for it, on a terminal that may not be there.
    SSL_CTX_set_default_passwd_cb(context.get(), [](char *, int, int, void *) { return 0; });
    const QByteArray keyPath = QFile::encodeName(key);
    // The second asks too: a key of another kind would be kept beside the certificate.
    if (SSL_CTX_use_PrivateKey_file(context.get(), keyPath.constData(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1)
        return failure(
            ErrorCode::Invalid,
            TlsContextSentences::tr("The file %1 holds no key in PEM, without a passphrase, for the certificate: %2.")
                .arg(QDir::toNativeSeparators(key), reason()));
    return std::shared_ptr<const TlsContext>(new TlsContext(std::move(context)));
}

Result<std::shared_ptr<const TlsContext>> TlsContext::selfSigned(const QString &folder)
{
    Handle context = newHandle();
    if (folder.isEmpty()) {
        const auto made = makeSelfSigned();
        if (!context || !made || SSL_CTX_use_certificate(context.get(), made->certificate.get()) != 1 ||
            SSL_CTX_use_PrivateKey(context.get(), made->key.get()) != 1)
            return failure(ErrorCode::Io, TlsContextSentences::tr("A certificate cannot be made: %1.").arg(reason()));
        return std::shared_ptr<const TlsContext>(new TlsContext(std::move(context)));
    }
    const QString certificate = QDir(folder).filePath(QStringLiteral("certificate.pem"));
    const QString key = QDir(folder).filePath(QStringLiteral("key.pem"));
    if (!QFile::exists(certificate) || !QFile::exists(key)) {
        const auto made = makeSelfSigned();
        if (!made)
            return failure(ErrorCode::Io, TlsContextSentences::tr("A certificate cannot be made: %1.").arg(reason()));
        if (!QDir().mkpath(folder) || !save(*made, certificate, key))
            return failure(
                ErrorCode::Io,
                TlsContextSentences::tr("The certificate cannot be kept in %1.").arg(QDir::toNativeSeparators(folder)));
    }
    return fromFiles(certificate, key);
}

ssl_st *TlsContext::newConnection(int descriptor) const
{
    SSL *const connection = SSL_new(m_context.get());
    if (!connection)
        return nullptr;
    SSL_set_fd(connection, descriptor);
    SSL_set_accept_state(connection);
    return connection;
}

} // namespace sketchroom
