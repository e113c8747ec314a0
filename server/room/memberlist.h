#pragma once

#include "server/storage/roomrecord.h"

#include <optional>

namespace sketchroom {

/// What those who did something in a room were called last, also after they have left. Keeps the 2,000 who were seen
/// last, and everybody who has a role.
class MemberList final
{
public:
    static constexpr qsizetype most = 2'000;

    void load(const KnownPeople &stored) { m_people = stored; }
    /// They do something now; `nowMs` since 1970.
    void met(const ClientId &client, const QString &name, qint64 nowMs);
    /// What has changed since the last time, to be stored.
    KnownPeople takeChanges(const QMap<ClientId, Role> &roles);
    /// They could not be stored: they come again with the next.
    void putBack(const KnownPeople &changes);

    std::optional<QString> nameOf(const ClientId &client) const;
    bool contains(const ClientId &client) const { return m_people.contains(client); }
    /// Everybody, those who were seen last first; people with a role who were never met have no name.
    QList<Member> all(const QMap<ClientId, Role> &roles) const;

private:
    void forgetOldest(const QMap<ClientId, Role> &roles);

    KnownPeople m_people;
    KnownPeople m_changes;
};

} // namespace sketchroom
