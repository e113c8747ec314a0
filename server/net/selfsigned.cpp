#include "server/net/selfsigned.h"
#include "server/storage/savefile.h"

#include <QSysInfo>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace sketchroom {

namespace {

// 64 years would do as well, but for programs that refuse what holds too long.
constexpr long validSeconds = 10L * 365 * 24 * 60 * 60;
constexpr long version3 = 2;

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Memory newMemory()
{
    return {BIO_new(BIO_s_mem()), &BIO_free};
}

bool setSerial(X509 *certificate)
{
    // RFC 5280, 4.1.2.2: positive, and unlike any other.
    quint64 number = 0;
    return RAND_bytes(reinterpret_cast<unsigned char *>(&number), sizeof number) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1) == 1;
}

bool addExtension(X509 *certificate, int what, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.constData());
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool name(X509 *certificate)
{
    const QByteArray host = QSysInfo::machineHostName().toLatin1();
    const QByteArray names = "DNS:localhost,IP:127.0.0.1,IP:::1" + (host.isEmpty() ? host : ",DNS:" + host);
    static constexpr auto subject = "Sketchroom host";
    X509_NAME *const own = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(own, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(subject), -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, own) == 1 && addExtension(certificate, NID_subject_alt_name, names) &&
           addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, NID_ext_key_usage, "serverAuth");
}

bool write(const QString &path, BIO *content, QFileDevice::Permissions permissions)
{
    char *bytes = nullptr;
    const long length = BIO_get_mem_data(content, &bytes);
    return saveFile(path, QByteArrayView(bytes, length), permissions).has_value();
}

} // namespace

void FreeTls::operator()(evp_pkey_st *key) const
{
    EVP_PKEY_free(key);
}

void FreeTls::operator()(x509_st *certificate) const
{
    X509_free(certificate);
}

std::optional<SelfSigned> makeSelfSigned()
{
    SelfSigned made{decltype(SelfSigned::key)(EVP_EC_gen("P-256")), decltype(SelfSigned::certificate)(X509_new())};
    X509 *const certificate = made.certificate.get();
    const bool isDone = made.key && certificate && X509_set_version(certificate, version3) == 1 &&
                        setSerial(certificate) && X509_gmtime_adj(X509_getm_notBefore(certificate), 0) &&
                        X509_gmtime_adj(X509_getm_notAfter(certificate), validSeconds) &&
                        X509_set_pubkey(certificate, made.key.get()) == 1 && name(certificate) &&
                        X509_sign(certificate, made.key.get(), EVP_sha256()) > 0;
    return isDone ? std::optional(std::move(made)) : std::nullopt;
}

QByteArray derOf(const SelfSigned &made)
{
    unsigned char *bytes = nullptr;
    const int length = i2d_X509(made.certificate.get(), &bytes);
    if (length < 0)
        return {};
    QByteArray der(reinterpret_cast<const char *>(bytes), length);
    OPENSSL_free(bytes);
    return der;
}

bool save(const SelfSigned &made, const QString &certificatePath, const QString &keyPath)
{
    const Memory key = newMemory();
    const Memory certificate = newMemory();
    constexpr auto own = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    return key && certificate &&
           PEM_write_bio_PKCS8PrivateKey(key.get(), made.key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
           PEM_write_bio_X509(certificate.get(), made.certificate.get()) == 1 && write(keyPath, key.get(), own) &&
           write(certificatePath, certificate.get(), own | QFileDevice::ReadGroup | QFileDevice::ReadOther);
}

} // namespace sketchroom
