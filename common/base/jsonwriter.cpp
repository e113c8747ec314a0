#include "common/base/jsonwriter.h"

#include <QString>

#include <array>
#include <charconv>

namespace sketchroom {

void JsonWriter::separate()
{
    if (m_out.isEmpty())
        return;
    const char last = m_out.back();
    if (last != '{' && last != '[' && last != ':' && last != ',')
        m_out.append(',');
}

JsonWriter &JsonWriter::beginObject()
{
    separate();
    m_out.append('{');
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    m_out.append('}');
    return *this;
}

JsonWriter &JsonWriter::beginArray()
{
    separate();
    m_out.append('[');
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    m_out.append(']');
    return *this;
}

JsonWriter &JsonWriter::key(QByteArrayView name)
{
    separate();
    m_out.append('"').append(name).append("\":");
    return *this;
}

namespace {

constexpr size_t longestNumber = 24; // as -2.2250738585072014e-308

/// Writes the number at `to`, where there is room for the longest; returns its end.
char *write(double number, char *to)
{
    return std::to_chars(to, to + longestNumber, number == 0 ? 0.0 : number).ptr;
}

} // namespace

JsonWriter &JsonWriter::value(double number)
{
    separate();
    std::array<char, longestNumber> buffer{};
    m_out.append(buffer.data(), write(number, buffer.data()) - buffer.data());
    return *this;
}

JsonWriter &JsonWriter::values(std::span<const double> numbers)
{
    constexpr size_t atOnce = 64;
    std::array<char, atOnce *(longestNumber + 1)> buffer; // NOLINT(*-member-init): filled as far as it is used
    beginArray();
    while (!numbers.empty()) {
        const auto some = numbers.first(std::min(atOnce, numbers.size()));
        numbers = numbers.subspan(some.size());
        char *end = buffer.data();
        for (const double number : some) {
            end = write(number, end);
            *end++ = ',';
        }
        const bool last = numbers.empty();
        m_out.append(buffer.data(), end - buffer.data() - (last ? 1 : 0));
    }
    return endArray();
}

JsonWriter &JsonWriter::value(qint64 number)
{
    separate();
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    m_out.append(buffer.data(), end - buffer.data());
    return *this;
}

JsonWriter &JsonWriter::value(bool truth)
{
    return raw(truth ? QByteArrayView("true") : QByteArrayView("false"));
}

namespace {

/// Appends what stands for a character that a string cannot hold as it is.
void appendEscaped(QByteArray &out, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
    case '\\':
        out.append('\\').append(c);
        break;
    case '\b':
        out.append("\\b");
        break;
    case '\f':
        out.append("\\f");
        break;
    case '\n':
        out.append("\\n");
        break;
    case '\r':
        out.append("\\r");
        break;
    case '\t':
        out.append("\\t");
        break;
    default:
        out.append("\\u00").append(hex[uchar(c) >> 4]).append(hex[uchar(c) & 15]);
    }
}

} // namespace

JsonWriter &JsonWriter::value(QStringView text)
{
    separate();
    m_out.append('"');
    const QByteArray bytes = text.toUtf8();
    const char *written = bytes.begin();
    for (const char *at = bytes.begin(); at != bytes.end(); ++at) {
        if (*at != '"' && *at != '\\' && uchar(*at) >= 0x20)
            continue;
        m_out.append(written, at - written);
        appendEscaped(m_out, *at);
        written = at + 1;
    }
    m_out.append(written, bytes.end() - written).append('"');
    return *this;
}

JsonWriter &JsonWriter::ascii(QByteArrayView text)
{
    separate();
    m_out.append('"').append(text).append('"');
    return *this;
}

JsonWriter &JsonWriter::null()
{
    return raw("null");
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    separate();
    m_out.append(json);
    return *this;
}

} // namespace sketchroom
