#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

struct evp_pkey_st;
struct x509_st;

namespace sketchroom {

struct FreeTls
{
    void operator()(evp_pkey_st *key) const;
    void operator()(x509_st *certificate) const;
};

/// A certificate that nobody vouches for, with its key (ECDSA on P-256).
struct SelfSigned
{
    std::unique_ptr<evp_pkey_st, FreeTls> key;
    std::unique_ptr<x509_st, FreeTls> certificate;
};

/// Makes one for this computer, under all of its names. It holds for ten years: whoever trusts it trusts its
/// fingerprint. Nothing where the library fails.
std::optional<SelfSigned> makeSelfSigned();

/// The certificate in DER; empty where the library fails.
QByteArray derOf(const SelfSigned &made);

/// Writes both as PEM, the key so that only this user can read it. False where a file cannot be written.
bool save(const SelfSigned &made, const QString &certificatePath, const QString &keyPath);

} // namespace sketchroom
