#include "server/room/memberlist.h"

#include <algorithm>

namespace sketchroom {

void MemberList::met(const ClientId &client, const QString &name, qint64 nowMs)
{
    m_people.insert(client, {name, nowMs});
    m_changes.insert(client, {name, nowMs});
}

KnownPeople MemberList::takeChanges(const QMap<ClientId, Role> &roles)
{
    if (m_people.size() > most)
        forgetOldest(roles);
    return std::exchange(m_changes, {});
}

void MemberList::putBack(const KnownPeople &changes)
{
    for (auto person = changes.cbegin(); person != changes.cend(); ++person) {
        if (!m_changes.contains(person.key()))
            m_changes.insert(person.key(), person.value());
    }
}

/// A tenth more than has to go, so that it is not looked for at each newcomer.
void MemberList::forgetOldest(const QMap<ClientId, Role> &roles)
{
    QList<std::pair<qint64, ClientId>> bySeen;
    for (auto person = m_people.cbegin(); person != m_people.cend(); ++person) {
        if (!roles.contains(person.key()))
            bySeen.append({person->seen, person.key()});
    }
    const qsizetype surplus = std::min(bySeen.size(), m_people.size() - most + most / 10);
    std::sort(bySeen.begin(), bySeen.end());
    for (const auto &[seen, client] : std::as_const(bySeen).first(surplus)) {
        m_people.remove(client);
        m_changes.insert(client, {}); // without a name: it is removed from what is stored
    }
}

std::optional<QString> MemberList::nameOf(const ClientId &client) const
{
    const auto person = m_people.constFind(client);
    return person == m_people.cend() ? std::nullopt : std::optional(person->name);
}

QList<Member> MemberList::all(const QMap<ClientId, Role> &roles) const
{
    QList<Member> members;
    members.reserve(m_people.size());
    const auto roleOf = [&roles](const ClientId &client) {
        const auto role = roles.constFind(client);
        return role == roles.cend() ? std::optional<Role>() : *role;
    };
    for (auto person = m_people.cbegin(); person != m_people.cend(); ++person)
        members.append({person.key(), person->name, person->seen, roleOf(person.key())});
    for (auto role = roles.cbegin(); role != roles.cend(); ++role) {
        if (!m_people.contains(role.key()))
            members.append({role.key(), {}, 0, *role});
    }
    std::sort(members.begin(), members.end(), [](const Member &a, const Member &b) {
        return std::pair(-a.seen, a.client) < std::pair(-b.seen, b.client);
    });
    return members;
}

} // namespace sketchroom
