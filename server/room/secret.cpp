#include "server/room/secret.h"

#include "common/base/constanttime.h"

#include <QPasswordDigestor>

namespace sketchroom {

namespace {

// Kept with the hash, so that it can be raised without making the stored ones useless.
constexpr int rounds = 10'000;
constexpr quint64 hashBytes = 32;

QByteArray stretched(const QString &secret, const QByteArray &salt, int times)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, secret.toUtf8(), salt, times, hashBytes);
}

} // namespace

SecretHash hashSecret(const QString &secret, Random &random)
{
    if (secret.isEmpty())
        return {};
    const QByteArray salt = makeId(random, 22);
    return {salt, stretched(secret, salt, rounds), rounds};
}

bool opens(const SecretHash &kept, const QString &secret)
{
    if (!kept.isSet())
        return true;
    const QByteArray hash = stretched(secret, kept.salt, kept.rounds);
    return sameInConstantTime(hash, kept.hash);
}

} // namespace sketchroom
