#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sketchroom {

// Fractional indexing: keys of base-62 digits (0-9 A-Z a-z, in ASCII order) between any two of which another fits.
// After D. Greenspan, "Implementing Fractional Indexing" (2020), whose keys Excalidraw and tldraw use too: the first
// character says how many digits the integer part has, so that keys put on top again and again stay short.

inline constexpr qsizetype zIndexMaxLength = 256;

/// 1..256 base-62 digits. Any such key sorts; keys that are not of Greenspan's form are only seldom split further.
bool isValidZ(QByteArrayView key);

/// A key above `below` and under `above`; an empty one stands for no bound. Nothing where none fits
/// (`below` not under `above`, or a foreign pair such as "a" and "a0").
std::optional<QByteArray> zBetween(const QByteArray &below, const QByteArray &above);
/// `count` ascending keys between the two; fewer only where none fits.
QList<QByteArray> zSequence(const QByteArray &below, const QByteArray &above, qsizetype count);

} // namespace sketchroom
