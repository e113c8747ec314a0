#include "common/protocol/verbatim.h"

#include <optional>

namespace sketchroom::json {

namespace {

/// Not to be found in a text that people write.
constexpr QByteArrayView mark{"\x7f"
                              "ext "};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<int> hexValue(QByteArrayView digits)
{
    int value = 0;
    for (const char c : digits) {
        const bool isLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!isDigit(c) && !isLetter)
            return std::nullopt;
        value = value * 16 + (isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

/// Reads lawful JSON (RFC 8259), token by token, and copies it where it is told to.
class Scanner final
{
public:
    Scanner(QByteArrayView json, int nesting)
        : m_json(json)
        , m_nesting(nesting)
    {
    }

    /// The whole text; false where it is not lawful.
    bool run(WithoutExt &result)
    {
        m_result = &result;
        m_out = &result.json;
        skipBlanks();
        if (!value(0))
            return false;
        skipBlanks();
        return m_at == m_json.size();
    }

private:
    char now() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }
    void copy(qsizetype from) { m_out->append(m_json.sliced(from, m_at - from)); }
    void skipBlanks()
    {
        while (m_at < m_json.size() && isBlank(m_json[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        if (now() != c || m_at >= m_json.size())
            return false;
        ++m_at;
        m_out->append(c);
        return true;
    }

    bool value(int depth)
    {
        switch (now()) {
        case '{':
            return object(depth + 1);
        case '[':
            return list(depth + 1);
        case '"':
            return string();
        case 't':
            return literal("true");
        case 'f':
            return literal("false");
        case 'n':
            return literal("null");
        default:
            return number();
        }
    }

    bool literal(QByteArrayView word)
    {
        if (!m_json.sliced(m_at).startsWith(word))
            return false;
        m_at += word.size();
        m_out->append(word);
        return true;
    }

    bool number()
    {
        const qsizetype from = m_at;
        if (now() == '-')
            ++m_at;
        const bool isZero = now() == '0';
        if (!digits() || (isZero && isLongerThanZero(from)))
            return false;
        if (now() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (now() == 'e' || now() == 'E') {
            ++m_at;
            if (now() == '+' || now() == '-')
                ++m_at;
            if (!digits())
                return false;
        }
        copy(from);
        return true;
    }
    bool isLongerThanZero(qsizetype from) const { return m_at - from > (m_json[from] == '-' ? 2 : 1); }
    bool digits()
    {
        const qsizetype from = m_at;
        while (isDigit(now()))
            ++m_at;
        return m_at > from;
    }

    bool string()
    {
        const qsizetype from = m_at++;
        bool expectsLow = false; // the second half of a pair of UTF-16
        while (m_at < m_json.size()) {
            const char c = m_json[m_at];
            if (expectsLow && c != '\\')
                return false;
            if (c == '"') {
                ++m_at;
                copy(from);
                return true;
            }
            if (uchar(c) < 0x20)
                return false;
            ++m_at;
            if (c == '\\' && !escape(expectsLow))
                return false;
        }
        return false;
    }
    bool escape(bool &expectsLow)
    {
        const char c = now();
        ++m_at;
        if (c != 'u')
            return !expectsLow && c != '\0' && QByteArrayView("\"\\/bfnrt").contains(c);
        if (m_json.size() - m_at < 4)
            return false;
        const auto unit = hexValue(m_json.sliced(m_at, 4));
        m_at += 4;
        if (!unit)
            return false;
        const bool isHigh = *unit >= 0xd800 && *unit < 0xdc00;
        const bool isLow = *unit >= 0xdc00 && *unit < 0xe000;
        if (isLow != expectsLow)
            return false;
        expectsLow = isHigh;
        return true;
    }

    bool list(int depth)
    {
        if (depth > m_nesting || !take('['))
            return false;
        skipBlanks();
        if (take(']'))
            return true;
        while (true) {
            skipBlanks();
            if (!value(depth))
                return false;
            skipBlanks();
            if (take(']'))
                return true;
            if (!take(','))
                return false;
        }
    }

    bool object(int depth)
    {
        if (depth > m_nesting || !take('{'))
            return false;
        skipBlanks();
        if (take('}'))
            return true;
        while (true) {
            skipBlanks();
            const qsizetype key = m_at;
            if (now() != '"' || !string())
                return false;
            const bool isExt = m_json.sliced(key, m_at - key) == QByteArrayView("\"ext\"");
            skipBlanks();
            if (!take(':'))
                return false;
            skipBlanks();
            if (!(isExt && now() == '{' && m_out == &m_result->json ? ext(depth) : value(depth)))
                return false;
            skipBlanks();
            if (take('}'))
                return true;
            if (!take(','))
                return false;
        }
    }

    bool ext(int depth)
    {
        QByteArray object;
        m_out = &object;
        const bool isLawful = value(depth);
        m_out = &m_result->json;
        m_out->append('"').append(mark).append(QByteArray::number(m_result->taken.size())).append('"');
        m_result->taken.append(object);
        return isLawful;
    }

    const QByteArrayView m_json;
    const int m_nesting;
    qsizetype m_at = 0;
    WithoutExt *m_result = nullptr;
    QByteArray *m_out = nullptr;
};

} // namespace

WithoutExt takeExtOut(QByteArrayView json, int nesting)
{
    // Most texts have none, and are not read twice.
    if (!json.contains("\"ext\""))
        return {};
    WithoutExt result;
    result.json.reserve(json.size());
    if (!Scanner(json, nesting).run(result) || result.taken.isEmpty())
        return {};
    return result;
}

QByteArray takenBy(QByteArrayView placeholder, const QList<QByteArray> &taken)
{
    if (!placeholder.startsWith(mark))
        return {};
    bool isNumber = false;
    const qsizetype place = placeholder.sliced(mark.size()).toByteArray().toLongLong(&isNumber);
    return isNumber ? taken.value(place) : QByteArray();
}

QByteArray withTaken(QByteArray json, const QList<QByteArray> &taken)
{
    if (!json.contains(mark))
        return json;
    for (qsizetype i = 0; i < taken.size(); ++i)
        json.replace(QByteArray('"' + mark.toByteArray() + QByteArray::number(i) + '"'), taken.at(i));
    return json;
}

} // namespace sketchroom::json
