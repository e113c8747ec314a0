#include "common/base/plaintext.h"
#include "server/room/room.h"

#include <algorithm>

namespace sketchroom {

/// What they do is about to be stored, and with it what they are called.
void Room::meet(Live &peer)
{
    if (!std::exchange(peer.isMet, true))
        m_members.met(peer.info.client, peer.info.name, m_clock.wallMs());
}

void Room::handle(SessionId session, Live &peer, const MembersRequest &)
{
    if (!peer.rates.lists.take(1, m_clock.steadyMs()))
        return complain(session, {ErrorCode::Rate, tr("That was asked a lot of times. Wait a moment and try again.")});
    say(session, MembersMessage{m_members.all(m_committedRecord.roles)});
}

/// Who is to get a role: somebody who is here, or whom the room knows.
std::optional<ClientId> Room::targetOf(const RoomActionMessage &message) const
{
    if (const auto session = sessionOf(message.peer))
        return std::get<Live>(m_sessions.at(*session)).info.client;
    const bool isKnown = m_members.contains(message.client) || m_record.roles.contains(message.client) ||
                         sessionOfClient(message.client).has_value();
    return message.peer.isEmpty() && isKnown ? std::optional(message.client) : std::nullopt;
}

std::optional<Error> Room::setRole(SessionId session, const Live &owner, const RoomActionMessage &message)
{
    const auto client = targetOf(message);
    if (!client)
        return nobody(message.peer.isEmpty() ? message.client : message.peer);
    if (!message.role)
        return Error{ErrorCode::Invalid, tr("A role is owner, editor or viewer.")};
    const auto owners = std::count(m_record.roles.cbegin(), m_record.roles.cend(), Role::Owner);
    if (m_record.roles.value(*client, Role::Viewer) == Role::Owner && *message.role != Role::Owner && owners == 1)
        return Error{ErrorCode::Invalid, tr("The room needs an owner. Make somebody else one first.")};
    if (m_record.bans.contains(*client))
        return Error{ErrorCode::Invalid, tr("They are kept out of the room. Lift the ban first.")};
    giveRole(*client, *message.role);
    announce(session, owner.info.peer, message);
    return std::nullopt;
}

/// It counts at once; should it not be stored, takeBack() puts it back.
void Room::giveRole(const ClientId &client, Role role)
{
    m_record.roles.insert(client, role);
    for (auto &[session, state] : m_sessions) {
        auto *const peer = std::get_if<Live>(&state);
        if (!peer || peer->info.client != client)
            continue;
        peer->info.role = role;
        meet(*peer);
    }
}

void Room::grant(const ClientId &client)
{
    giveRole(client, Role::Owner);
    RoomMessage news{info(), {}, RoomVerb::Role, {}, Role::Owner};
    news.client = client;
    if (const auto session = sessionOfClient(client))
        news.peer = std::get<Live>(m_sessions.at(*session)).info.peer;
    m_waiting.acts.push_back({0, news});
    m_waiting.record = m_record;
    commitNext();
}

} // namespace sketchroom
