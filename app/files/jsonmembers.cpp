#include "app/files/jsonmembers.h"

#include "common/base/jsonwriter.h"

#include <algorithm>

namespace sketchroom {

void JsonMembers::set(QByteArrayView key, double number)
{
    QByteArray json;
    JsonWriter(json).value(number);
    setJson(key, json);
}

void JsonMembers::set(QByteArrayView key, qint64 number)
{
    setJson(key, QByteArray::number(number));
}

void JsonMembers::set(QByteArrayView key, bool truth)
{
    setJson(key, truth ? "true" : "false");
}

void JsonMembers::set(QByteArrayView key, QStringView text)
{
    QByteArray json;
    JsonWriter(json).value(text);
    setJson(key, json);
}

void JsonMembers::setAscii(QByteArrayView key, QByteArrayView text)
{
    QByteArray json;
    JsonWriter(json).ascii(text);
    setJson(key, json);
}

void JsonMembers::setJson(QByteArrayView key, const QByteArray &json)
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [key](const JsonMember &member) { return QByteArrayView(member.key) == key; });
    if (found != m_members.end())
        found->json = json;
    else
        m_members.append({key.toByteArray(), json});
}

const QByteArray *JsonMembers::find(QByteArrayView key) const
{
    return findMember(m_members, key);
}

QByteArray JsonMembers::object() const
{
    QByteArray out = "{";
    for (const JsonMember &member : m_members) {
        JsonWriter(out).value(QString::fromUtf8(member.key));
        out.append(':').append(member.json);
    }
    return out.append('}');
}

const QByteArray *findMember(const QList<JsonMember> &members, QByteArrayView key)
{
    const auto found = std::find_if(members.begin(), members.end(),
                                    [key](const JsonMember &member) { return QByteArrayView(member.key) == key; });
    return found == members.end() ? nullptr : &found->json;
}

} // namespace sketchroom
