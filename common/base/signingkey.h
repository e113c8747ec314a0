#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"

#include <memory>

struct evp_pkey_st;

namespace sketchroom {

/// A key pair that proves who somebody is: Ed25519 (RFC 8032), by OpenSSL. On the wire its parts are base64url without
/// padding (RFC 4648, section 5).
class SigningKey final
{
public:
    static constexpr qsizetype seedBytes = 32; ///< and of a public key
    static constexpr qsizetype signatureBytes = 64;

    /// The key pair of a private key of seedBytes bytes, whichever they are.
    static SigningKey fromSeed(const QByteArray &seed);
    /// A private key in PEM (PKCS #8). Errors: Damaged.
    static Result<SigningKey> fromPem(const QByteArray &pem);
    static SigningKey make(Random &random) { return fromSeed(random.bytes(seedBytes)); }

    QByteArray toPem() const;
    const QByteArray &publicKey() const { return m_publicKey; }
    /// The id that hosts derive of the public key.
    ClientId client() const;
    /// A signature of `text`.
    QByteArray sign(const QByteArray &text) const;

private:
    explicit SigningKey(evp_pkey_st *key);

    std::shared_ptr<evp_pkey_st> m_key;
    QByteArray m_publicKey;
};

/// The id of whoever has this public key: the first 22 characters of base64url(SHA-256(its 32 bytes)).
ClientId clientOf(const QByteArray &publicKey);
/// Whether `proof` is a signature of `text` by the owner of `publicKey`. False for anything that is no key or no proof.
bool isSignedBy(const QByteArray &publicKey, const QByteArray &text, const QByteArray &proof);
/// What a client signs to join a room (PROTOCOL.md, J16).
QByteArray joinText(const QByteArray &nonce, const RoomId &room);

} // namespace sketchroom
