#pragma once

// Private to the readers: what other programs write that is almost JSON.

#include <QByteArray>

#include <optional>

namespace sketchroom {

/// A file's bytes as UTF-8 without a byte order mark (UTF-16 with one is converted) and without zeros at its end. Half
/// of a surrogate pair, escaped or not, and bytes that are no UTF-8 become U+FFFD; `replaced` counts them. The very
/// same bytes where nothing has to be done.
QByteArray repairedText(const QByteArray &bytes, int &replaced);

/// The same JSON with numbers that no double or 64-bit integer holds as the nearest that can be read. Nothing where
/// there is no such number.
std::optional<QByteArray> withReadableNumbers(QByteArrayView json);

} // namespace sketchroom
