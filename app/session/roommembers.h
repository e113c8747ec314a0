#pragma once

#include "common/protocol/messages.h"

#include <QHash>
#include <QSet>

namespace sketchroom {

/// Who is, or was, in a room that others can be in, as far as this client has been told: their names, and who owns it.
class RoomMembers final
{
public:
    void entered(const WelcomeMessage &message);
    void joined(const PeerInfo &peer) { m_names.insert(peer.client, peer.name); }
    void told(const MembersMessage &message);
    void acted(const RoomMessage &message);

    /// Empty where it is not known.
    QString nameOf(const ClientId &client) const { return m_names.value(client); }
    const QHash<ClientId, QString> &names() const { return m_names; }
    /// As the host last said it, those who were seen last first.
    const QList<Member> &list() const { return m_list; }
    const QSet<ClientId> &owners() const { return m_owners; }

private:
    QHash<ClientId, QString> m_names;
    QList<Member> m_list;
    QSet<ClientId> m_owners;
};

} // namespace sketchroom
