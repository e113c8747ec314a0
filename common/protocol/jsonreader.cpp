#include "common/protocol/jsonreader.h"

#include "common/base/ids.h"
#include "common/protocol/verbatim.h"

#include <QCoreApplication>

#include <cmath>

namespace sketchroom::json {

using simdjson::dom::element;

namespace {
struct JsonReaderSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::json::Fields)
};

constexpr size_t keptCapacity = 4 << 20;

thread_local QList<QByteArray> taken;

tl::unexpected<Error> badJson(simdjson::error_code code)
{
    return failure(ErrorCode::BadJson, JsonReaderSentences::tr("This is not JSON that can be read: %1")
                                           .arg(QLatin1StringView(simdjson::error_message(code))));
}
} // namespace

Result<element> parse(QByteArrayView bytes, int nesting)
{
    if (bytes.isEmpty())
        return badJson(simdjson::EMPTY); // the parser may not be given a null pointer
    static thread_local simdjson::dom::parser parser;
    const WithoutExt withoutExt = takeExtOut(bytes, nesting);
    taken = withoutExt.taken;
    if (!withoutExt.json.isEmpty())
        bytes = withoutExt.json; // the parser copies it
    const size_t size = size_t(bytes.size());
    const size_t depth = size_t(nesting) + 1;
    // A parser keeps what it once allocated: that of one huge file is given back by the next small message.
    const bool tooBig = parser.capacity() > keptCapacity && size < keptCapacity;
    if (parser.capacity() < size || parser.max_depth() != depth || tooBig) {
        if (const auto error = parser.allocate(qMax(size, size_t(64 << 10)), depth); error)
            return badJson(error);
    }
    element root;
    if (const auto error = parser.parse(bytes.data(), size, true).get(root); error)
        return badJson(error);
    return root;
}

const QList<QByteArray> &takenExt()
{
    return taken;
}

std::optional<double> toNumber(element value)
{
    double number = 0;
    if (value.get(number) || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<qint64> toInteger(element value)
{
    int64_t integer = 0;
    if (!value.get(integer))
        return integer;
    const auto number = toNumber(value);
    constexpr double exact = 9007199254740992.0;
    if (!number || std::abs(*number) > exact || std::floor(*number) != *number)
        return std::nullopt;
    return qint64(*number);
}

std::optional<QByteArrayView> toBytes(element value)
{
    std::string_view text;
    if (value.get(text))
        return std::nullopt;
    return QByteArrayView(text.data(), qsizetype(text.size()));
}

std::optional<QString> toText(element value)
{
    const auto bytes = toBytes(value);
    if (!bytes)
        return std::nullopt;
    return QString::fromUtf8(*bytes);
}

std::optional<PointList> toNumbers(element value)
{
    simdjson::dom::array array;
    if (value.get(array))
        return std::nullopt;
    PointList numbers;
    numbers.reserve(qsizetype(array.size()));
    for (const element item : array) {
        const auto number = toNumber(item);
        if (!number)
            return std::nullopt;
        numbers.append(*number);
    }
    return numbers;
}

Fields::Fields(element value, QByteArrayView what, Problem &problem)
    : m_what(what)
    , m_problem(problem)
{
    simdjson::dom::object object;
    if (value.get(object))
        problem.set(ErrorCode::BadMessage,
                    JsonReaderSentences::tr("%1 must be a JSON object.").arg(QLatin1StringView(what)));
    else
        m_object = object;
}

std::optional<element> Fields::find(const char *key) const
{
    element value;
    if (!m_object || m_object->at_key(key).get(value))
        return std::nullopt;
    return value;
}

std::optional<element> Fields::need(const char *key) const
{
    const auto value = find(key);
    if (!value && m_object)
        m_problem.set(ErrorCode::BadMessage, JsonReaderSentences::tr("The field “%1” of %2 is missing.")
                                                 .arg(QLatin1StringView(key), QLatin1StringView(m_what)));
    return value;
}

void Fields::wrong(const char *key, const char *expected) const
{
    m_problem.set(ErrorCode::BadMessage,
                  JsonReaderSentences::tr("The field “%1” of %2 must be %3.")
                      .arg(QLatin1StringView(key), QLatin1StringView(m_what), QLatin1StringView(expected)));
}

qint64 Fields::integer(const char *key) const
{
    need(key);
    return integer(key, 0);
}

qint64 Fields::integer(const char *key, qint64 fallback) const
{
    const auto value = find(key);
    if (!value)
        return fallback;
    const auto number = toInteger(*value);
    if (!number)
        wrong(key, "a whole number");
    return number.value_or(fallback);
}

QString Fields::text(const char *key) const
{
    need(key);
    return text(key, QString());
}

QString Fields::text(const char *key, const QString &fallback) const
{
    const auto value = find(key);
    if (!value)
        return fallback;
    auto string = toText(*value);
    if (!string)
        wrong(key, "a string");
    return std::move(string).value_or(fallback);
}

QByteArray Fields::bytes(const char *key) const
{
    need(key);
    return bytes(key, QByteArray());
}

QByteArray Fields::bytes(const char *key, const QByteArray &fallback) const
{
    const auto value = find(key);
    if (!value)
        return fallback;
    const auto string = toBytes(*value);
    if (!string)
        wrong(key, "a string");
    return string ? string->toByteArray() : fallback;
}

QByteArray Fields::id(const char *key) const
{
    need(key);
    QByteArray id = optionalId(key);
    if (id.isEmpty())
        wrong(key, "an id");
    return id;
}

QByteArray Fields::optionalId(const char *key) const
{
    QByteArray id = bytes(key, QByteArray());
    if (id.isEmpty() || isValidId(id))
        return id;
    wrong(key, "1 to 64 characters A-Z, a-z, 0-9, _ or -");
    return {};
}

bool Fields::flag(const char *key, bool fallback) const
{
    const auto value = find(key);
    bool truth = fallback;
    if (value && value->get(truth))
        wrong(key, "true or false");
    return truth;
}

Color Fields::color(const char *key) const
{
    const auto value = find(key);
    if (!value)
        return {};
    const auto name = toBytes(*value);
    const auto color = name ? colorFromName(*name) : std::nullopt;
    if (!color)
        wrong(key, "a colour such as \"#1971c2\"");
    return color.value_or(Color());
}

std::vector<element> Fields::list(const char *key) const
{
    need(key);
    return optionalList(key);
}

std::vector<element> Fields::optionalList(const char *key) const
{
    const auto value = find(key);
    if (!value)
        return {};
    simdjson::dom::array array;
    if (value->get(array)) {
        wrong(key, "a list");
        return {};
    }
    return {array.begin(), array.end()};
}

} // namespace sketchroom::json
