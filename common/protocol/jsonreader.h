#pragma once

// Private to the codec: simdjson stays out of the public headers.

#include "common/base/result.h"
#include "common/model/shape.h"

#include <QPointF>
#include <QRectF>

#include <simdjson.h>

#include <vector>

namespace sketchroom::json {

/// The first thing that went wrong; later ones are consequences.
class Problem final
{
public:
    void set(ErrorCode code, const QString &message, const Params &params = {}) { set({code, message, params}); }
    void set(const Error &error)
    {
        if (!m_error)
            m_error = error;
    }
    const std::optional<Error> &error() const { return m_error; }
    explicit operator bool() const { return m_error.has_value(); }

private:
    std::optional<Error> m_error;
};

/// Parses with this thread's parser: the element is good until the thread's next call. Errors: BadJson.
Result<simdjson::dom::element> parse(QByteArrayView bytes, int nesting);

/// The `ext` of what was parsed last (verbatim.h).
const QList<QByteArray> &takenExt();

std::optional<double> toNumber(simdjson::dom::element element);        ///< finite, always
std::optional<qint64> toInteger(simdjson::dom::element element);       ///< also from 3.0
std::optional<QByteArrayView> toBytes(simdjson::dom::element element); ///< UTF-8; lives as long as the element
std::optional<QString> toText(simdjson::dom::element element);
std::optional<PointList> toNumbers(simdjson::dom::element element);

/// The fields of a message. A required field that is missing, or any field of the wrong type, is a problem
/// (BadMessage) and reads as the fallback.
class Fields final
{
public:
    Fields(simdjson::dom::element element, QByteArrayView what, Problem &problem);

    std::optional<simdjson::dom::element> find(const char *key) const;
    std::optional<simdjson::dom::element> need(const char *key) const;
    qint64 integer(const char *key) const;
    qint64 integer(const char *key, qint64 fallback) const;
    QString text(const char *key) const;
    QString text(const char *key, const QString &fallback) const;
    QByteArray bytes(const char *key) const;
    QByteArray bytes(const char *key, const QByteArray &fallback) const;
    QByteArray id(const char *key) const;         ///< 1 to 64 characters A-Z, a-z, 0-9, _ or -
    QByteArray optionalId(const char *key) const; ///< the same, or empty where there is none
    bool flag(const char *key, bool fallback) const;
    Color color(const char *key) const; ///< none where it is not there
    std::vector<simdjson::dom::element> list(const char *key) const;
    /// Empty where it is not there.
    std::vector<simdjson::dom::element> optionalList(const char *key) const;

    void wrong(const char *key, const char *expected) const;

private:
    std::optional<simdjson::dom::object> m_object;
    QByteArrayView m_what;
    Problem &m_problem;
};

} // namespace sketchroom::json
