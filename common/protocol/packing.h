#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace sketchroom {

// A message in fewer bytes (PROTOCOL.md, J20): the numbers of its strokes as differences, and all of it compressed by
// zlib. Pure; may be called on any thread.

/// What a message is at most, in bytes, to be packed; what claims to be longer is not unpacked.
inline constexpr qint64 longestPackedMessage = qint64(1) << 20;
/// What a client says in its join when it can unpack.
inline constexpr const char *packingName = "zlib";

/// The packed message; `json` as it is where it is too long to be packed.
QByteArray packMessage(const QByteArray &json);
/// Told by the first byte: JSON does not begin like zlib.
bool isPacked(QByteArrayView message);
/// The very bytes that were packed. Errors: BadMessage (damaged), Limit (it would be too long).
Result<QByteArray> unpackMessage(QByteArrayView packed);

} // namespace sketchroom
