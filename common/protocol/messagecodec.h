#pragma once

// Private to the codec: what messages in both directions share.

#include "common/base/jsonwriter.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/messages.h"

#include <span>

namespace sketchroom::json {

/// The names of the limits on the wire.
struct LimitRow
{
    const char *name;
    qint64 (*get)(const Limits &);
    void (*set)(Limits &, qint64);
};
std::span<const LimitRow> limitRows();

tl::unexpected<Error> unknownType(const QByteArray &type);

} // namespace sketchroom::json
