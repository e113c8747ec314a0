#include "app/files/jsonrepair.h"

#include <QString>
#include <QStringDecoder>

#include <simdjson.h>

#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

constexpr qsizetype escapeLength = 6; // \uXXXX

/// The code unit that an escape at `at` stands for; nothing where there is none.
std::optional<char16_t> escapedUnit(QByteArrayView json, qsizetype at)
{
    if (at + escapeLength > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return std::nullopt;
    bool isHex = false;
    const ushort unit = json.sliced(at + 2, 4).toByteArray().toUShort(&isHex, 16);
    return isHex ? std::optional(char16_t(unit)) : std::nullopt;
}

/// Replaces escapes of surrogates that have no partner, in place.
void replaceLoneEscapes(QByteArray &json, int &replaced)
{
    for (qsizetype at = json.indexOf('\\'); at >= 0 && at + 1 < json.size(); at = json.indexOf('\\', at)) {
        const auto unit = escapedUnit(json, at);
        if (!unit || !QChar::isSurrogate(*unit)) {
            at += 2; // an escaped backslash does not begin an escape
            continue;
        }
        const auto next = escapedUnit(json, at + escapeLength);
        if (QChar::isHighSurrogate(*unit) && next && QChar::isLowSurrogate(*next)) {
            at += 2 * escapeLength;
            continue;
        }
        json.replace(at, escapeLength, "\\ufffd");
        ++replaced;
        at += escapeLength;
    }
}

QByteArray decoded(const QByteArray &bytes, QStringConverter::Encoding encoding)
{
    QStringDecoder decode(encoding);
    return QString(decode(bytes)).toUtf8();
}

bool isNumberCharacter(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// How a number is written instead; nothing where it can be read as it is.
std::optional<QByteArray> readableNumber(QByteArrayView token)
{
    constexpr qsizetype surelyFits = 18; // digits of a 64-bit integer
    const bool isInteger =
        std::none_of(token.begin(), token.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; });
    if (isInteger && token.size() <= surelyFits)
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(token.begin(), token.end(), number);
    if (end != token.end() || token.contains("e-") || token.contains("E-"))
        return std::nullopt; // no number, or one so near to zero that it is read as zero
    if (error == std::errc::result_out_of_range)
        return token.startsWith('-') ? "-1e308"_ba : "1e308"_ba;
    return isInteger ? std::optional(QByteArray::number(number, 'e', 17)) : std::nullopt;
}

} // namespace

QByteArray repairedText(const QByteArray &bytes, int &replaced)
{
    QByteArray text = bytes;
    if (bytes.startsWith("\xef\xbb\xbf"))
        text = bytes.sliced(3);
    else if (bytes.startsWith("\xff\xfe"))
        text = decoded(bytes, QStringConverter::Utf16LE);
    else if (bytes.startsWith("\xfe\xff"))
        text = decoded(bytes, QStringConverter::Utf16BE);
    while (text.endsWith('\0'))
        text.chop(1);
    if (!simdjson::validate_utf8(text.constData(), size_t(text.size()))) {
        text = QString::fromUtf8(text).toUtf8();
        ++replaced;
    }
    if (text.contains("\\ud") || text.contains("\\uD"))
        replaceLoneEscapes(text, replaced);
    return text;
}

std::optional<QByteArray> withReadableNumbers(QByteArrayView json)
{
    QByteArray result;
    bool changed = false;
    bool inText = false;
    for (qsizetype at = 0; at < json.size();) {
        const char c = json[at];
        if (inText || !isNumberCharacter(c) || c == 'e' || c == 'E') { // not the e of true and false
            const qsizetype length = inText && c == '\\' && at + 1 < json.size() ? 2 : 1;
            if (c == '"')
                inText = !inText;
            result.append(json.sliced(at, length));
            at += length;
            continue;
        }
        qsizetype end = at;
        while (end < json.size() && isNumberCharacter(json[end]))
            ++end;
        const QByteArrayView token = json.sliced(at, end - at);
        const auto readable = readableNumber(token);
        changed |= readable.has_value();
        result.append(readable ? QByteArrayView(*readable) : token);
        at = end;
    }
    return changed ? std::optional(result) : std::nullopt;
}

} // namespace sketchroom
