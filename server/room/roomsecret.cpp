#include "common/base/constanttime.h"
#include "common/base/logging.h"
#include "server/room/room.h"

#include <QMessageAuthenticationCode>

namespace sketchroom {

namespace {
constexpr int saltLength = 22; // 131 bits
}

bool Room::knowsSecret(const JoinMessage &message) const
{
    return !m_knownSecret.isEmpty() && m_knownOf.contains(m_committedRecord.secret) &&
           sameInConstantTime(digestOf(message.secret), m_knownSecret);
}

QByteArray Room::digestOf(const QString &secret) const
{
    return QMessageAuthenticationCode::hash(secret.toUtf8(), m_secretKey, QCryptographicHash::Sha256);
}

void Room::knock(SessionId session, const JoinMessage &message)
{
    // One that is known to be right has been let in already, whatever the neighbours have tried.
    if (m_guesses.isSlowed(addressOf(session), m_clock.steadyMs()))
        return hangUp(
            session, CloseCode::Rate,
            Error{ErrorCode::Rate, tr("Too many wrong secrets were tried from your network. Wait a minute.")});
    m_sessions.at(session) = Knocking{message, m_clock.steadyMs() + m_options.joinMs, addressOf(session)};
    hashNext();
}

QList<SessionId> Room::knocking() const
{
    QList<SessionId> list;
    for (const auto &[session, state] : m_sessions) {
        if (std::holds_alternative<Knocking>(state))
            list.append(session);
    }
    return list;
}

void Room::turnAwayWrong(SessionId session, const JoinMessage &message)
{
    if (!message.secret.isEmpty())
        m_guesses.note(addressOf(session), m_clock.steadyMs());
    hangUp(session, CloseCode::Secret,
           {"secret", message.secret.isEmpty() ? tr("This room needs a secret. Ask its owner.")
                                               : tr("That is not the room's secret. Ask its owner.")});
}

void Room::wishSecret(SessionId session, const Live &owner, const QString &secret)
{
    if (!secret.isEmpty()) {
        m_wish = {session, owner.info.peer, secret, ++m_lastWish};
        return hashNext();
    }
    m_wish.reset();
    m_record.secret.clear();
    announce(session, owner.info.peer, {RoomVerb::Secret, {}, {}, {}, {}});
}

void Room::hashNext()
{
    if (m_hashing)
        return;
    const auto report = [self = std::weak_ptr(m_self)](auto action) {
        return [self, action](const auto &outcome) {
            const auto room = self.lock();
            if (!room)
                return;
            (*room)->m_hashing = false;
            action(**room, outcome);
            (*room)->letInWhoKnowsSecret();
            (*room)->hashNext();
            (*room)->commitNext();
            if ((*room)->m_onOutput)
                (*room)->m_onOutput();
        };
    };
    if (m_wish) {
        m_hashing = true;
        m_hasher.hash(m_wish->secret, makeId(m_random, saltLength),
                      report([number = m_wish->number](Room &room, const Result<QByteArray> &outcome) {
                          room.hashed(number, outcome);
                      }));
        return;
    }
    const QList<SessionId> waiting = knocking();
    if (waiting.isEmpty())
        return;
    m_hashing = true;
    const QByteArray kept = m_committedRecord.secret;
    const QString secret = std::get<Knocking>(m_sessions.at(waiting.constFirst())).join.secret;
    m_hasher.check(kept, secret, makeId(m_random, saltLength),
                   report([kept, secret](Room &room, const Result<SecretCheck> &outcome) {
                       room.checked(kept, secret, outcome);
                   }));
}

void Room::hashed(int wish, const Result<QByteArray> &outcome)
{
    // The owner may have thought better of it meanwhile.
    if (!m_wish || m_wish->number != wish)
        return;
    const SecretWish granted = *std::exchange(m_wish, std::nullopt);
    if (!outcome)
        return complain(granted.actor, outcome.error());
    m_record.secret = *outcome;
    m_knownOf = {*outcome};
    m_knownSecret = digestOf(granted.secret);
    announce(granted.actor, granted.by, {RoomVerb::Secret, {}, {}, {}, {}});
}

void Room::checked(const QByteArray &kept, const QString &secret, const Result<SecretCheck> &outcome)
{
    // It has been changed meanwhile: who still waits is checked anew, or needs no secret any more.
    if (kept != m_committedRecord.secret)
        return;
    if (!outcome) {
        qCWarning(lcRoom, "Room %s cannot check a secret: %s", m_id.constData(),
                  qUtf8Printable(outcome.error().message));
    } else if (outcome->right) {
        m_knownOf = {kept, outcome->renewed};
        m_knownSecret = digestOf(secret);
        if (!outcome->renewed.isEmpty() && m_record.secret == kept) {
            m_record.secret = outcome->renewed;
            m_waiting.record = m_record;
        }
        return;
    }
    // Whoever came with the same has the same answer.
    for (const SessionId session : knocking()) {
        const JoinMessage message = std::get<Knocking>(m_sessions.at(session)).join;
        if (message.secret != secret)
            continue;
        if (outcome)
            turnAwayWrong(session, message);
        else
            hangUp(session, CloseCode::Rate, Error{ErrorCode::Limit, outcome.error().message});
    }
}

void Room::letInWhoKnowsSecret()
{
    for (const SessionId session : knocking()) {
        const JoinMessage message = std::get<Knocking>(m_sessions.at(session)).join;
        if (m_committedRecord.secret.isEmpty() || knowsSecret(message))
            goOnJoining(session, message);
    }
}

} // namespace sketchroom
