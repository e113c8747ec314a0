#pragma once

#include "common/base/signingkey.h"
#include "common/protocol/messages.h"

#include <QCryptographicHash>

namespace sketchroom {

/// The key of somebody in a test: one name, one key.
inline SigningKey keyOf(const QByteArray &name)
{
    return SigningKey::fromSeed(QCryptographicHash::hash(name, QCryptographicHash::Sha256));
}

/// What hosts call them.
inline ClientId clientNamed(const QByteArray &name)
{
    return keyOf(name).client();
}

/// A join of theirs, which makes the room; to be signed.
inline JoinMessage joinOf(const QByteArray &name)
{
    JoinMessage message;
    message.client = clientNamed(name);
    message.key = keyOf(name).publicKey();
    message.name = QString::fromLatin1(name);
    message.make = true;
    message.window = name;
    return message;
}

/// The join as it has to be where `hello` was said.
inline JoinMessage signedJoin(JoinMessage join, const SigningKey &key, const RoomId &room, const QByteArray &nonce)
{
    join.key = key.publicKey();
    join.proof = key.sign(joinText(nonce, room));
    return join;
}

} // namespace sketchroom
