#pragma once

// Private to the readers: simdjson stays out of the public headers.

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <optional>

namespace sketchroom {

/// The fields of one object in a file. What is not there, or null, reads as the fallback. What is there and of another
/// type than the format says costs nothing else: it is read as what it most likely means ("12" as 12, 7 as "7"), or as
/// the fallback, and isMended() tells.
class JsonFields final
{
public:
    explicit JsonFields(simdjson::dom::object object)
        : m_object(object)
    {
    }

    double number(const char *key, double fallback);
    QString text(const char *key);
    QByteArray bytes(const char *key);
    bool flag(const char *key);
    std::optional<simdjson::dom::array> list(const char *key);
    std::optional<simdjson::dom::object> object(const char *key);

    /// The same for what only concerns the looks: of another type it reads as the fallback, and nobody is told.
    double looseNumber(const char *key, double fallback) const;
    QByteArray looseBytes(const char *key) const;
    bool looseFlag(const char *key, bool fallback) const;
    std::optional<simdjson::dom::element> find(const char *key) const; ///< nothing for null too

    simdjson::dom::object all() const { return m_object; }
    void mend() { m_mended = true; }
    bool isMended() const { return m_mended; }

private:
    simdjson::dom::object m_object;
    bool m_mended = false;
};

/// A number, or a text that is one. Always finite.
std::optional<double> numberOf(simdjson::dom::element value);
/// A text, or a number as a text.
std::optional<QByteArray> bytesOf(simdjson::dom::element value);
/// How deep a value is nested: 1 for one that is no object and no list.
int jsonDepth(simdjson::dom::element value);

} // namespace sketchroom
