#include "app/session/roommembers.h"

#include <algorithm>

namespace sketchroom {

void RoomMembers::entered(const WelcomeMessage &message)
{
    m_owners = QSet<ClientId>(message.owners.begin(), message.owners.end());
    m_list.clear();
    for (const PeerInfo &peer : message.peers)
        joined(peer);
}

void RoomMembers::told(const MembersMessage &message)
{
    m_list = message.members;
    for (const Member &member : message.members) {
        if (!member.name.isEmpty())
            m_names.insert(member.client, member.name);
    }
}

void RoomMembers::acted(const RoomMessage &message)
{
    if (message.action != RoomVerb::Role || !message.role || message.client.isEmpty())
        return;
    if (*message.role == Role::Owner)
        m_owners.insert(message.client);
    else
        m_owners.remove(message.client);
    const auto member =
        std::find_if(m_list.begin(), m_list.end(), [&](const Member &each) { return each.client == message.client; });
    if (member != m_list.end())
        member->role = message.role;
}

} // namespace sketchroom
