#pragma once

// Private to the readers and writers.

#include <QByteArray>
#include <QList>
#include <QStringView>

namespace sketchroom {

/// A member of a JSON object: its name, and its value as compact JSON.
struct JsonMember
{
    QByteArray key;
    QByteArray json;
    bool operator==(const JsonMember &) const = default;
};

/// A JSON object that is being written, in the order in which its members are first said.
class JsonMembers final
{
public:
    void set(QByteArrayView key, double number);
    void set(QByteArrayView key, qint64 number);
    void set(QByteArrayView key, int number) { set(key, qint64(number)); }
    void set(QByteArrayView key, bool truth);
    void set(QByteArrayView key, QStringView text);
    void set(QByteArrayView key, const char *text) = delete; // it would be taken for a truth
    void setAscii(QByteArrayView key, QByteArrayView text);  ///< that needs no escaping
    void setNull(QByteArrayView key) { setJson(key, "null"); }
    void setJson(QByteArrayView key, const QByteArray &json);

    /// Null where there is none; good until the next is set.
    const QByteArray *find(QByteArrayView key) const;
    const QList<JsonMember> &all() const { return m_members; }
    /// Compact JSON, with the braces.
    QByteArray object() const;

private:
    QList<JsonMember> m_members;
};

/// Null where no member of the list has this name.
const QByteArray *findMember(const QList<JsonMember> &members, QByteArrayView key);

} // namespace sketchroom
