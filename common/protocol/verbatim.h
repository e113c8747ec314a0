#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

namespace sketchroom::json {

// What stands in `ext` is kept as it was written, which no JSON parser does with numbers: 2^70 would be an error, and
// 1.10 become 1.1. So it is taken out before a text is parsed, and a placeholder stands for it.

/// A JSON text without the objects that stand under the key `ext`.
struct WithoutExt
{
    QByteArray json;
    QList<QByteArray> taken; ///< without blanks between their parts, otherwise as they were
};

/// Takes out the value of each key `ext` that is an object, lawful JSON, and within `nesting`; other values are left
/// for the parser to judge. Empty where there is none: then the text can be parsed as it is.
WithoutExt takeExtOut(QByteArrayView json, int nesting);

/// The one that this string stands for; empty where it stands for none.
QByteArray takenBy(QByteArrayView placeholder, const QList<QByteArray> &taken);
/// Puts back what placeholders stand for in compact JSON.
QByteArray withTaken(QByteArray json, const QList<QByteArray> &taken);

} // namespace sketchroom::json
