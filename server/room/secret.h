#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace sketchroom {

// What is kept of a room's secret is a text: how it was made, a salt, and a salted, stretched hash. So more work can be
// asked of new ones while those that are stored still open. These take a quarter of a second and 32 MiB, on purpose,
// and may be called on any thread.

/// What is to be kept of a secret that is not empty. Errors: Limit (there is no memory for it).
Result<QByteArray> hashSecret(const QString &secret, const QByteArray &salt);

struct SecretCheck
{
    bool right = false;
    QByteArray
        renewed; ///< the secret is right, and this is to be kept of it from now on; empty: what is kept is as good
};
/// Whether `secret` is the one that `kept` is of; takes the same time whatever is wrong with it. `salt` is for a
/// renewed one. Errors: Limit, Damaged.
Result<SecretCheck> checkSecret(const QByteArray &kept, const QString &secret, const QByteArray &salt);

} // namespace sketchroom
