#include "server/room/network.h"
#include "server/room/permissions.h"
#include "server/room/room.h"

#include <algorithm>

namespace sketchroom {

namespace {
constexpr qsizetype mostBans = 1'000;
}

std::optional<Error> Room::ban(const Live &peer, bool withAddress)
{
    if (m_record.bans.size() >= mostBans)
        return Error{
            ErrorCode::Limit,
            tr("A room can keep out %1 people at the most. Lift a ban that is not needed any more.").arg(mostBans),
            {{"bans", mostBans}}};
    const QString address = withAddress ? networkOf(peer.address) : QString();
    m_record.bans.insert(peer.info.client, {peer.info.client, peer.info.name, address, m_clock.wallMs()});
    // Somebody who cannot come in is not the owner that a room needs.
    if (peer.info.role == Role::Owner)
        m_record.roles.remove(peer.info.client);
    return std::nullopt;
}

std::optional<Error> Room::unban(const ClientId &client)
{
    if (m_record.bans.remove(client) == 0)
        return Error{ErrorCode::NotFound, tr("Nobody is banned by that name; somebody may have lifted it already.")};
    return std::nullopt;
}

bool Room::isBanned(const ClientId &client, const QHostAddress &address) const
{
    if (!client.isEmpty() && client == m_options.owner)
        return false;
    if (m_record.bans.contains(client))
        return true;
    // Owners are not to shut themselves out by banning somebody beside them.
    if (m_record.bans.isEmpty() || m_record.roles.value(client, Role::Editor) == Role::Owner)
        return false;
    const QString network = networkOf(address);
    return !network.isEmpty() && std::any_of(m_record.bans.cbegin(), m_record.bans.cend(),
                                             [&](const Ban &ban) { return ban.address == network; });
}

void Room::turnAwayBanned(SessionId session)
{
    hangUp(session, CloseCode::Kicked, Error{ErrorCode::Forbidden, tr("The owner has closed this room to you.")});
}

void Room::handle(SessionId session, Live &peer, const BansRequest &)
{
    if (const auto objection = objectionToAct(peer.info.role))
        return complain(session, *objection);
    peer.watchesBans = true;
    say(session, bans());
}

BansMessage Room::bans() const
{
    BansMessage message{m_committedRecord.bans.values()};
    std::stable_sort(message.bans.begin(), message.bans.end(), [](const Ban &a, const Ban &b) { return a.at > b.at; });
    return message;
}

void Room::tellBans()
{
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (peer && peer->watchesBans && peer->info.role == Role::Owner)
            say(session, bans());
    }
}

} // namespace sketchroom
