#include "common/base/signingkey.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>

namespace sketchroom {

namespace {

struct SigningKeySentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SigningKey)
};

using ContextPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr QByteArray::Base64Options base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// What `text` stands for; nothing unless it is the one way to write `size` bytes.
std::optional<QByteArray> bytesOf(const QByteArray &text, qsizetype size)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text, base64Url | QByteArray::Base64Option::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != size || decoded.decoded.toBase64(base64Url) != text)
        return std::nullopt;
    return decoded.decoded;
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

} // namespace

SigningKey::SigningKey(evp_pkey_st *key)
    : m_key(key, EVP_PKEY_free)
{
    std::array<uchar, seedBytes> bytes{};
    size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) != 1 || size != bytes.size())
        qFatal("OpenSSL cannot tell the public part of an Ed25519 key.");
    m_publicKey = QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(size)).toBase64(base64Url);
}

SigningKey SigningKey::fromSeed(const QByteArray &seed)
{
    Q_ASSERT(seed.size() == seedBytes);
    EVP_PKEY *const key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), size_t(seed.size()));
    if (!key)
        qFatal("OpenSSL cannot make an Ed25519 key.");
    return SigningKey(key);
}

Result<SigningKey> SigningKey::fromPem(const QByteArray &pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), int(pem.size())), &BIO_free);
    KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        return failure(ErrorCode::Damaged, SigningKeySentences::tr("There is no Ed25519 key in it."));
    return SigningKey(key.release());
}

QByteArray SigningKey::toPem() const
{
    const BioPtr bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        qFatal("OpenSSL cannot write an Ed25519 key.");
    char *text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {text, qsizetype(size)};
}

ClientId SigningKey::client() const
{
    return clientOf(m_publicKey);
}

QByteArray SigningKey::sign(const QByteArray &text) const
{
    const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray signature(signatureBytes, Qt::Uninitialized);
    auto size = size_t(signature.size());
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) != 1 ||
        EVP_DigestSign(context.get(), raw(signature), &size, raw(text), size_t(text.size())) != 1)
        qFatal("OpenSSL cannot sign with an Ed25519 key.");
    return signature.toBase64(base64Url);
}

ClientId clientOf(const QByteArray &publicKey)
{
    constexpr qsizetype idLength = 22; // 132 bits
    const auto bytes = bytesOf(publicKey, SigningKey::seedBytes);
    if (!bytes)
        return {};
    return QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toBase64(base64Url).left(idLength);
}

bool isSignedBy(const QByteArray &publicKey, const QByteArray &text, const QByteArray &proof)
{
    const auto key = bytesOf(publicKey, SigningKey::seedBytes);
    const auto signature = bytesOf(proof, SigningKey::signatureBytes);
    if (!key || !signature)
        return false;
    const KeyPtr known(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(*key), size_t(key->size())),
                       &EVP_PKEY_free);
    const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return known && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, known.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(*signature), size_t(signature->size()), raw(text),
                            size_t(text.size())) == 1;
}

QByteArray joinText(const QByteArray &nonce, const RoomId &room)
{
    return "sketchroom-join-2\n" + nonce + '\n' + room;
}

} // namespace sketchroom
