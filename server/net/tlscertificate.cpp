#include "server/net/tlscertificate.h"

#include "server/net/selfsigned.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslDiffieHellmanParameters>
#include <QSslKey>
#include <QSslSocket>

#include <memory>
#include <optional>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace sketchroom {

namespace {

struct TlsCertificateSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::TlsCertificate)
};

/// What the library says of the last thing that went wrong.
QString reason()
{
    const char *const text = ERR_reason_error_string(ERR_peek_last_error());
    return text ? QString::fromLatin1(text) : TlsCertificateSentences::tr("for a reason that is not known");
}

std::optional<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

tl::unexpected<Error> unreadable(const QString &path)
{
    return failure(ErrorCode::Io,
                   TlsCertificateSentences::tr("The file %1 cannot be read.").arg(QDir::toNativeSeparators(path)));
}

using CertificateHandle = std::unique_ptr<X509, FreeTls>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeTls>;

std::unique_ptr<BIO, decltype(&BIO_free)> toRead(const QByteArray &bytes)
{
    return {BIO_new_mem_buf(bytes.constData(), int(bytes.size())), &BIO_free};
}

CertificateHandle certificateIn(const QByteArray &pem)
{
    const auto bytes = toRead(pem);
    return CertificateHandle(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
}

KeyHandle keyIn(const QByteArray &pem)
{
    // A key under a passphrase would make the library ask for it, on a terminal that may not be there.
    const auto noPassphrase = [](char *, int, int, void *) { return 0; };
    const auto bytes = toRead(pem);
    return KeyHandle(PEM_read_bio_PrivateKey(bytes.get(), nullptr, noPassphrase, nullptr));
}

/// `certificate` and `key` belong together.
TlsCertificate certificateOf(const QList<QSslCertificate> &certificate, KeyHandle key)
{
    TlsCertificate made;
    made.configuration.setLocalCertificateChain(certificate);
    // As it is, so that every kind of key will do.
    made.configuration.setPrivateKey(QSslKey(Qt::HANDLE(key.release()), QSsl::PrivateKey));
    made.configuration.setProtocol(QSsl::TlsV1_2OrLater);
    made.configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    // What a host does not use would be made anew for each connection: who vouches for others, and parameters of
    // another exchange of keys than by elliptic curves.
    made.configuration.setCaCertificates({});
    made.configuration.setDiffieHellmanParameters(QSslDiffieHellmanParameters());
    made.fingerprint = certificate.constFirst().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    return made;
}

} // namespace

Result<TlsCertificate> TlsCertificate::fromFiles(const QString &certificate, const QString &key)
{
    if (!QSslSocket::supportsSsl())
        return failure(ErrorCode::Io,
                       TlsCertificateSentences::tr("This Qt cannot encrypt: its plugin for TLS is missing."));
    const auto certificatePem = contentOf(certificate);
    if (!certificatePem)
        return unreadable(certificate);
    const auto keyPem = contentOf(key);
    if (!keyPem)
        return unreadable(key);
    ERR_clear_error();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    const CertificateHandle first = certificateIn(*certificatePem);
    if (chain.isEmpty() || !first)
        return failure(ErrorCode::Invalid, TlsCertificateSentences::tr("The file %1 holds no certificate in PEM: %2.")
                                               .arg(QDir::toNativeSeparators(certificate), reason()));
    KeyHandle handle = keyIn(*keyPem);
    if (!handle || X509_check_private_key(first.get(), handle.get()) != 1)
        return failure(ErrorCode::Invalid,
                       TlsCertificateSentences::tr(
                           "The file %1 holds no key in PEM, without a passphrase, for the certificate: %2.")
                           .arg(QDir::toNativeSeparators(key), reason()));
    return certificateOf(chain, std::move(handle));
}

Result<TlsCertificate> TlsCertificate::selfSigned(const QString &folder)
{
    const auto failed = [] {
        return failure(ErrorCode::Io, TlsCertificateSentences::tr("A certificate cannot be made: %1.").arg(reason()));
    };
    ERR_clear_error();
    if (folder.isEmpty()) {
        auto made = makeSelfSigned();
        const QByteArray der = made ? derOf(*made) : QByteArray();
        if (der.isEmpty())
            return failed();
        return certificateOf({QSslCertificate(der, QSsl::Der)}, std::move(made->key));
    }
    const QString certificate = QDir(folder).filePath(QStringLiteral("certificate.pem"));
    const QString key = QDir(folder).filePath(QStringLiteral("key.pem"));
    if (!QFile::exists(certificate) || !QFile::exists(key)) {
        const auto made = makeSelfSigned();
        if (!made)
            return failed();
        if (!QDir().mkpath(folder) || !save(*made, certificate, key))
            return failure(ErrorCode::Io, TlsCertificateSentences::tr("The certificate cannot be kept in %1.")
                                              .arg(QDir::toNativeSeparators(folder)));
    }
    return fromFiles(certificate, key);
}

} // namespace sketchroom
