#pragma once

// Private to the readers: simdjson stays out of the public headers.

#include "common/base/result.h"

#include <simdjson.h>

#include <optional>

namespace sketchroom {

/// The fields of one object in a file. What is not there, or null, reads as the fallback; what is there and of another
/// type than the format says is a problem, which names the place ("elements[3].points is not a list").
class JsonFields final
{
public:
    JsonFields(simdjson::dom::object object, const QString &path)
        : m_object(object)
        , m_path(path)
    {
    }

    double number(const char *key, double fallback);
    QString text(const char *key);
    QByteArray bytes(const char *key);
    bool flag(const char *key);
    std::optional<simdjson::dom::array> list(const char *key);
    std::optional<simdjson::dom::object> object(const char *key);

    /// For what only concerns the looks: another type reads as the fallback too, as other readers of the format have
    /// it.
    double looseNumber(const char *key, double fallback) const;
    QByteArray looseBytes(const char *key) const;
    bool looseFlag(const char *key, bool fallback) const;
    std::optional<simdjson::dom::element> find(const char *key) const; ///< nothing for null too

    simdjson::dom::object all() const { return m_object; }
    const QString &path() const { return m_path; }
    void wrong(const QString &where, const QString &expected);
    /// The first problem.
    const std::optional<Error> &problem() const { return m_problem; }

private:
    simdjson::dom::object m_object;
    QString m_path;
    std::optional<Error> m_problem;
};

/// How deep a value is nested: 1 for one that is no object and no list.
int jsonDepth(simdjson::dom::element value);

} // namespace sketchroom
