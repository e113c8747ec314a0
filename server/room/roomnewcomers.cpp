#include "server/room/room.h"

namespace sketchroom {

namespace {
constexpr qsizetype mostApplicants = 100;
}

/// Who has drawn here is no newcomer.
Role Room::roleOf(const ClientId &client) const
{
    if (!client.isEmpty() && client == m_options.owner)
        return Role::Owner;
    if (const auto role = m_record.roles.constFind(client); role != m_record.roles.constEnd())
        return *role;
    return m_record.newcomers == Newcomers::Editor || m_acceptedEdits.contains(client) ? Role::Editor : Role::Viewer;
}

bool Room::mustWait(const ClientId &client) const
{
    return m_record.newcomers == Newcomers::Wait && !m_record.roles.contains(client) &&
           !m_acceptedEdits.contains(client);
}

void Room::letWait(SessionId session, const JoinMessage &message)
{
    if (applying().size() >= mostApplicants)
        return hangUp(session, CloseCode::Rate,
                      Error{ErrorCode::Limit,
                            tr("%1 people wait to be let in already. Try again later.").arg(mostApplicants),
                            {{"waiting", mostApplicants}}});
    m_sessions.at(session) = Applying{message, addressOf(session)};
    say(session, WaitingMessage{});
    tellWaiting();
}

void Room::letInWhoNeedNotWait()
{
    const QList<SessionId> before = applying();
    for (const SessionId session : before) {
        const JoinMessage message = std::get<Applying>(m_sessions.at(session)).join;
        if (!mustWait(message.client))
            enter(session, message);
    }
    if (applying().size() < before.size())
        tellWaiting();
}

QList<SessionId> Room::applying(const ClientId &client) const
{
    QList<SessionId> list;
    for (const auto &[session, state] : m_sessions) {
        const auto *applicant = std::get_if<Applying>(&state);
        if (applicant && (client.isEmpty() || applicant->join.client == client))
            list.append(session);
    }
    return list;
}

void Room::tellWaiting()
{
    WaitingMessage message;
    for (const SessionId session : applying()) {
        const JoinMessage &join = std::get<Applying>(m_sessions.at(session)).join;
        message.people.append({join.client, readableName(join.name), join.color});
    }
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (peer && peer->info.role == Role::Owner)
            say(session, message);
    }
}

std::optional<Error> Room::setNewcomers(const RoomActionMessage &message)
{
    if (!message.newcomers)
        return Error{ErrorCode::Invalid, tr("A newcomer is an editor, a viewer, or has to wait.")};
    // Who is here already is no newcomer, and keeps what they may do.
    for (const auto &[session, state] : m_sessions) {
        const auto *peer = std::get_if<Live>(&state);
        if (peer && peer->info.role == Role::Editor)
            m_record.roles.insert(peer->info.client, Role::Editor);
    }
    m_record.newcomers = *message.newcomers;
    return std::nullopt;
}

std::optional<Error> Room::admitApplicant(const RoomActionMessage &message)
{
    if (message.client.isEmpty() || applying(message.client).isEmpty())
        return nobodyWaits();
    m_record.roles.insert(message.client, message.role.value_or(Role::Editor));
    return std::nullopt;
}

std::optional<Error> Room::turnAwayApplicant(const RoomActionMessage &message)
{
    const QList<SessionId> sessions = message.client.isEmpty() ? QList<SessionId>() : applying(message.client);
    if (sessions.isEmpty())
        return nobodyWaits();
    for (const SessionId session : sessions)
        hangUp(session, CloseCode::Kicked,
               Error{ErrorCode::Forbidden, tr("The owner of this room has not let you in.")});
    return std::nullopt;
}

Error Room::nobodyWaits()
{
    return {ErrorCode::NotFound, tr("Nobody of that name waits any more; they may have left.")};
}

} // namespace sketchroom
