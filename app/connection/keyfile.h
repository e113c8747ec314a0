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

/// The key in the file, which only its owner may read; made where there is none. One that cannot be read is put aside.
/// Where none can be kept there is one for this run.
KeptKey keyIn(const QString &path, Random &random);

} // namespace sketchroom
