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

JsonWriter &JsonWriter::value(double number)
{
    separate();
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number == 0 ? 0.0 : number).ptr;
    m_out.append(buffer.data(), end - buffer.data());
    return *this;
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

JsonWriter &JsonWriter::value(QStringView text)
{
    separate();
    m_out.append('"');
    static constexpr char hex[] = "0123456789abcdef";
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"':
            m_out.append("\\\"");
            break;
        case '\\':
            m_out.append("\\\\");
            break;
        case '\n':
            m_out.append("\\n");
            break;
        case '\r':
            m_out.append("\\r");
            break;
        case '\t':
            m_out.append("\\t");
            break;
        default:
            if (uchar(c) < 0x20)
                m_out.append("\\u00").append(hex[uchar(c) >> 4]).append(hex[uchar(c) & 15]);
            else
                m_out.append(c);
        }
    }
    m_out.append('"');
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
