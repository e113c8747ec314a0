#include "app/files/jsonfields.h"

#include <cmath>

namespace sketchroom {

using namespace simdjson;

std::optional<double> numberOf(dom::element value)
{
    double number = 0;
    if (!value.get(number))
        return std::isfinite(number) ? std::optional(number) : std::nullopt;
    std::string_view text;
    bool isNumber = false;
    if (!value.get(text))
        number = QByteArray::fromRawData(text.data(), qsizetype(text.size())).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<QByteArray> bytesOf(dom::element value)
{
    std::string_view text;
    if (!value.get(text))
        return QByteArray(text.data(), qsizetype(text.size()));
    if (value.is_number())
        return QByteArray::fromStdString(minify(value));
    return std::nullopt;
}

std::optional<dom::element> JsonFields::find(const char *key) const
{
    dom::element value;
    if (m_object.at_key(key).get(value) || value.is_null())
        return std::nullopt;
    return value;
}

double JsonFields::number(const char *key, double fallback)
{
    const auto value = find(key);
    if (!value)
        return fallback;
    m_mended |= !value->is_number();
    return numberOf(*value).value_or(fallback);
}

QByteArray JsonFields::bytes(const char *key)
{
    const auto value = find(key);
    if (!value)
        return {};
    m_mended |= !value->is_string();
    return bytesOf(*value).value_or(QByteArray());
}

QString JsonFields::text(const char *key)
{
    return QString::fromUtf8(bytes(key));
}

bool JsonFields::flag(const char *key)
{
    const auto value = find(key);
    m_mended |= value && !value->is_bool();
    return looseFlag(key, false);
}

std::optional<dom::array> JsonFields::list(const char *key)
{
    const auto value = find(key);
    dom::array list;
    if (!value)
        return std::nullopt;
    if (value->get(list)) {
        m_mended = true;
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
        m_mended = true;
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
