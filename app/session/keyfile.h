#pragma once

#include "common/base/signingkey.h"

#include <QString>

namespace sketchroom {

/// The key that proves who somebody is, and what was in the way of keeping it.
struct KeptKey
{
    SigningKey key;
    QString problem; ///< a sentence for the user; empty: it is kept
};

/// The key in the file, which only its owner may read; made where there is none. A damaged one is put aside. Where
/// the file cannot be read, or none can be kept, there is a key for this run only.
KeptKey keyIn(const QString &path, Random &random);

} // namespace sketchroom
