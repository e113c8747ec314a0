#include "app/files/jsonfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace simdjson;

namespace {

struct JsonFieldsSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::JsonFields)
};

} // namespace

std::optional<dom::element> JsonFields::find(const char *key) const
{
    dom::element value;
    if (m_object.at_key(key).get(value) || value.is_null())
        return std::nullopt;
    return value;
}

void JsonFields::wrong(const QString &where, const QString &expected)
{
    if (!m_problem)
        m_problem = Error{ErrorCode::Damaged, JsonFieldsSentences::tr("%1.%2 is not %3.").arg(m_path, where, expected)};
}

double JsonFields::number(const char *key, double fallback)
{
    const auto value = find(key);
    double number = fallback;
    if (value && value->get(number))
        wrong(QLatin1StringView(key), JsonFieldsSentences::tr("a number"));
    return number;
}

QByteArray JsonFields::bytes(const char *key)
{
    const auto value = find(key);
    std::string_view text;
    if (value && value->get(text))
        wrong(QLatin1StringView(key), JsonFieldsSentences::tr("a text"));
    return {text.data(), qsizetype(text.size())};
}

QString JsonFields::text(const char *key)
{
    return QString::fromUtf8(bytes(key));
}

bool JsonFields::flag(const char *key)
{
    const auto value = find(key);
    bool flag = false;
    if (value && value->get(flag))
        wrong(QLatin1StringView(key), JsonFieldsSentences::tr("true or false"));
    return flag;
}

std::optional<dom::array> JsonFields::list(const char *key)
{
    const auto value = find(key);
    dom::array list;
    if (!value)
        return std::nullopt;
    if (value->get(list)) {
        wrong(QLatin1StringView(key), JsonFieldsSentences::tr("a list"));
        return std::nullopt;
    }
    return list;
}

std::optional<dom::object> JsonFields::object(const char *key)
{
    const auto value = find(key);
    dom::object object;
    if (!value)
        return std::nullopt;
    if (value->get(object)) {
        wrong(QLatin1StringView(key), JsonFieldsSentences::tr("an object"));
        return std::nullopt;
    }
    return object;
}

double JsonFields::looseNumber(const char *key, double fallback) const
{
    const auto value = find(key);
    double number = fallback;
    return value && value->get(number) ? fallback : number;
}

QByteArray JsonFields::looseBytes(const char *key) const
{
    const auto value = find(key);
    std::string_view text;
    if (!value || value->get(text))
        return {};
    return {text.data(), qsizetype(text.size())};
}

bool JsonFields::looseFlag(const char *key, bool fallback) const
{
    const auto value = find(key);
    bool flag = fallback;
    return value && value->get(flag) ? fallback : flag;
}

int jsonDepth(dom::element value)
{
    int deepest = 0;
    if (dom::array list; !value.get(list)) {
        for (const dom::element item : list)
            deepest = qMax(deepest, jsonDepth(item));
    } else if (dom::object object; !value.get(object)) {
        for (const auto &field : object)
            deepest = qMax(deepest, jsonDepth(field.value));
    }
    return deepest + 1;
}

} // namespace sketchroom
