#pragma once

#include "common/base/random.h"
#include "server/storage/roomrecord.h"

namespace sketchroom {

/// What is kept of a room's secret. An empty secret means none. Takes some milliseconds, on purpose.
SecretHash hashSecret(const QString &secret, Random &random);
/// Whether `secret` is the one; true where none is set. Takes the same time whatever is wrong with it.
bool opens(const SecretHash &kept, const QString &secret);

} // namespace sketchroom
