#include "server/room/permissions.h"

#include "common/base/plaintext.h"
#include "server/room/room.h"

namespace sketchroom {

namespace {
}

std::optional<Error> Room::act(SessionId session, Live &peer, const RoomActionMessage &message)
{
    if (message.action == RoomVerb::Restore)
        return restoreDeleted(session, peer, message);
    if (auto objection = objectionToAct(peer.info.role))
        return objection;
    switch (message.action) {
    case RoomVerb::Kick:
    case RoomVerb::Ban:
        return expel(session, peer, message);
    case RoomVerb::Unban:
        if (auto error = unban(message.client))
            return error;
        break;
    case RoomVerb::Role:
        return setRole(session, peer, message);
    case RoomVerb::Clear:
        return clearBoard(peer);
    case RoomVerb::Summon:
        sayAll(RoomMessage{info(), peer.info.peer, RoomVerb::Summon, {}, {}}, session);
        return std::nullopt;
    case RoomVerb::Lock:
    case RoomVerb::Unlock:
        m_record.locked = message.action == RoomVerb::Lock;
        break;
    case RoomVerb::Newcomers:
        if (auto error = setNewcomers(message))
            return error;
        break;
    case RoomVerb::Admit:
        if (auto error = admitApplicant(message))
            return error;
        break;
    case RoomVerb::TurnAway:
        return turnAwayApplicant(message);
    case RoomVerb::Title:
        m_record.title = plainName(message.title, titleLength);
        if (m_record.title.isEmpty())
            m_record.title = QString::fromLatin1(m_id);
        break;
    case RoomVerb::Secret:
        wishSecret(session, peer, message.secret);
        return std::nullopt;
    case RoomVerb::Restore:
        break; // not of owners alone, see above
    }
    announce(session, peer.info.peer, message);
    letInWhoNeedNotWait();
    return std::nullopt;
}

std::optional<Error> Room::expel(SessionId session, const Live &owner, const RoomActionMessage &message)
{
    const auto target = sessionOf(message.peer);
    if (!target)
        return nobody(message.peer);
    const Live expelled = std::get<Live>(m_sessions.at(*target));
    if (expelled.info.client == owner.info.client)
        return Error{ErrorCode::Invalid, tr("You cannot put yourself out of the room. Leave it instead.")};
    if (!m_options.owner.isEmpty() && expelled.info.client == m_options.owner)
        return Error{ErrorCode::Forbidden,
                     tr("%1 hosts this session and cannot be put out of it.").arg(expelled.info.name),
                     {{"name", expelled.info.name}}};
    if (message.action == RoomVerb::Ban) {
        if (auto error = ban(expelled, message.address))
            return error;
        announce(session, owner.info.peer, message);
    } else {
        sayAll(RoomMessage{info(), owner.info.peer, message.action, message.peer, {}}, *target);
    }
    hangUp(*target, CloseCode::Kicked,
           {codeName(ErrorCode::Forbidden),
            tr("%1 has put you out of the room.").arg(owner.info.name),
            {{"by", owner.info.name}}},
           LeaveReason::Kicked);
    return std::nullopt;
}

std::optional<Error> Room::clearBoard(const Live &owner)
{
    const QByteArray gesture = makeId(m_random);
    while (!m_document.isEmpty()) {
        // Those that refer to others go first: then nothing has to be released.
        QList<Op> ops;
        for (const bool refers : {true, false}) {
            for (const ShapeRef &shape : m_document.inPaintOrder()) {
                if (ops.size() == m_options.limits.opsPerEdit)
                    break;
                if ((shape->from || shape->to || !shape->parent.isEmpty()) == refers)
                    ops.append(DeleteOp{shape->id});
            }
        }
        if (auto error = accept(owner, Edit{0, gesture, ops}))
            return error;
    }
    return std::nullopt;
}

void Room::announce(SessionId session, const PeerId &owner, const RoomActionMessage &message)
{
    // Only what was looked at is passed on.
    RoomMessage news{info(), owner, message.action, {}, {}};
    if (sessionOf(message.peer))
        news.peer = message.peer;
    if (message.action == RoomVerb::Role) {
        news.role = message.role;
        news.client = targetOf(message).value_or(ClientId());
        if (const auto target = sessionOfClient(news.client))
            news.peer = std::get<Live>(m_sessions.at(*target)).info.peer;
    }
    if (message.action == RoomVerb::Newcomers)
        news.newcomers = message.newcomers;
    m_waiting.acts.push_back({session, news});
    m_waiting.record = m_record;
}

Error Room::nobody(const PeerId &peer)
{
    const QString name = QString::fromLatin1(peer);
    return {ErrorCode::NotFound, tr("There is no %1 in the room; they may have left.").arg(name), {{"peer", name}}};
}

} // namespace sketchroom
