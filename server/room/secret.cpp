#include "server/room/secret.h"

#include "common/base/constanttime.h"

#include <QCoreApplication>
#include <QPasswordDigestor>

#include <openssl/evp.h>

#include <array>
#include <optional>
#include <variant>

namespace sketchroom {

namespace {

struct SecretSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Secret)
};

/// RFC 7914.
struct Scrypt
{
    quint32 n = 0; ///< a power of two: takes 128 · n · r bytes
    quint32 r = 0;
    quint32 p = 0;
    bool operator==(const Scrypt &) const = default;
};
/// What the first versions did.
struct Pbkdf2
{
    int rounds = 0;
    bool operator==(const Pbkdf2 &) const = default;
};
using Method = std::variant<Scrypt, Pbkdf2>;

struct Kept
{
    Method method;
    QByteArray salt;
    QByteArray hash;
};

// One of the weakest that OWASP's Password Storage Cheat Sheet takes for enough, all of one strength: the one of 32
// MiB, so that the two that a host makes at once don't need more memory than its rooms do.
constexpr Scrypt current{1U << 15U, 8, 3};
// Of what was read from a database nothing needs more; it is only there to be raised.
constexpr quint64 mostMemory = quint64(1) << 30U;
constexpr size_t hashBytes = 32;

constexpr char separator = '$';
const QByteArray scryptName = QByteArrayLiteral("scrypt");
const QByteArray pbkdf2Name = QByteArrayLiteral("pbkdf2-sha256");

QByteArray written(const Scrypt &method, const QByteArray &salt, const QByteArray &hash)
{
    return QList<QByteArray>{scryptName,
                             QByteArray::number(method.n),
                             QByteArray::number(method.r),
                             QByteArray::number(method.p),
                             salt.toHex(),
                             hash.toHex()}
        .join(separator);
}

std::optional<Kept> read(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(separator);
    const qsizetype numbers = parts.size() - 3;
    const auto kept = [&](const Method &method) {
        return Kept{method, QByteArray::fromHex(parts.at(numbers + 1)), QByteArray::fromHex(parts.at(numbers + 2))};
    };
    if (parts.constFirst() == scryptName && numbers == 3)
        return kept(Scrypt{parts.at(1).toUInt(), parts.at(2).toUInt(), parts.at(3).toUInt()});
    if (parts.constFirst() == pbkdf2Name && numbers == 1)
        return kept(Pbkdf2{parts.at(1).toInt()});
    return std::nullopt;
}

/// Empty where it cannot be done.
QByteArray stretched(const Scrypt &method, const QByteArray &secret, const QByteArray &salt)
{
    std::array<uchar, hashBytes> hash{};
    if (EVP_PBE_scrypt(secret.constData(), size_t(secret.size()), reinterpret_cast<const uchar *>(salt.constData()),
                       size_t(salt.size()), method.n, method.r, method.p, mostMemory, hash.data(), hash.size()) != 1)
        return {};
    return {reinterpret_cast<const char *>(hash.data()), qsizetype(hash.size())};
}

QByteArray stretched(const Pbkdf2 &method, const QByteArray &secret, const QByteArray &salt)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, secret, salt, method.rounds, hashBytes);
}

} // namespace

Result<QByteArray> hashSecret(const QString &secret, const QByteArray &salt)
{
    const QByteArray hash = stretched(current, secret.toUtf8(), salt);
    if (hash.isEmpty())
        return failure(
            ErrorCode::Limit,
            SecretSentences::tr("The host has no memory left to keep the secret safe. Try again in a while."));
    return written(current, salt, hash);
}

Result<SecretCheck> checkSecret(const QByteArray &kept, const QString &secret, const QByteArray &salt)
{
    const auto known = read(kept);
    const QByteArray hash =
        known ? std::visit([&](const auto &method) { return stretched(method, secret.toUtf8(), known->salt); },
                           known->method)
              : QByteArray();
    if (hash.isEmpty())
        return failure(known ? ErrorCode::Limit : ErrorCode::Damaged,
                       SecretSentences::tr("The host cannot check the secret now. Try again in a while."));
    SecretCheck check{sameInConstantTime(hash, known->hash), {}};
    // Where it cannot be made anew now, it is another time.
    if (check.right && known->method != Method(current))
        check.renewed = hashSecret(secret, salt).value_or(QByteArray());
    return check;
}

} // namespace sketchroom
