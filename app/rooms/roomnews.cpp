#include "app/rooms/roomnews.h"

#include "app/session/boardsession.h"

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int settleMs = 1'500;

/// "Ann", "Ann and Ben", "Ann, Ben and 3 more".
QString listed(const QStringList &names)
{
    if (names.size() == 1)
        return names.constFirst();
    if (names.size() == 2)
        return RoomNews::tr("%1 and %2").arg(names.at(0), names.at(1));
    return RoomNews::tr("%1, %2 and %n more", nullptr, int(names.size()) - 2).arg(names.at(0), names.at(1));
}

QString roleOf(Role role)
{
    switch (role) {
    case Role::Owner:
        return RoomNews::tr("an owner");
    case Role::Editor:
        return RoomNews::tr("an editor");
    case Role::Viewer:
        return RoomNews::tr("a viewer");
    }
    Q_UNREACHABLE();
}

} // namespace

RoomNews::RoomNews(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &RoomNews::tellPeople);
    connect(&session, &BoardSession::stateChanged, this, &RoomNews::begin);
    connect(&session, &BoardSession::peopleChanged, this, [this] {
        if (!m_settle.isActive())
            m_settle.start();
    });
    connect(&session, &BoardSession::acted, this, &RoomNews::tellAction);
    connect(&session, &BoardSession::presenceChanged, this, &RoomNews::tellHand);
}

QMap<ClientId, QString> RoomNews::present() const
{
    QMap<ClientId, QString> people;
    for (const auto &[id, peer] : m_session.peers())
        people.insert(peer.info.client, peer.info.name);
    return people;
}

/// Who is there already when this user comes, or comes back, is no news.
void RoomNews::begin()
{
    m_settle.stop();
    m_told = present();
    m_hands.clear();
}

void RoomNews::tellPeople()
{
    if (!m_session.link() || m_session.link()->state() != RoomLink::State::Connected)
        return;
    const QMap<ClientId, QString> now = present();
    QStringList came;
    QStringList left;
    for (auto person = now.begin(); person != now.end(); ++person) {
        if (!m_told.contains(person.key()))
            came.append(person.value());
    }
    for (auto person = m_told.begin(); person != m_told.end(); ++person) {
        if (!now.contains(person.key()))
            left.append(person.value());
    }
    m_told = now;
    QStringList sentences;
    if (!came.isEmpty())
        sentences.append(came.size() == 1 ? tr("%1 has come.").arg(came.constFirst())
                                          : tr("%1 have come.").arg(listed(came)));
    if (!left.isEmpty())
        sentences.append(left.size() == 1 ? tr("%1 has left.").arg(left.constFirst())
                                          : tr("%1 have left.").arg(listed(left)));
    if (!sentences.isEmpty())
        Q_EMIT noticed(sentences.join(u' '));
}

QString RoomNews::nameOf(const PeerId &peer) const
{
    const auto found = m_session.peers().find(peer);
    return found == m_session.peers().end() ? tr("Somebody") : found->second.info.name;
}

void RoomNews::tellAction(const RoomMessage &message)
{
    const PeerId self = m_session.self().peer;
    if (!message.action || message.by == self)
        return;
    const QString by = nameOf(message.by);
    switch (*message.action) {
    case RoomVerb::Role:
        if (!message.role)
            return;
        if (message.peer == self)
            Q_EMIT noticed(tr("%1 has made you %2.").arg(by, roleOf(*message.role)));
        else if (const QString name = m_session.nameOf(message.client); message.peer.isEmpty() && !name.isEmpty())
            Q_EMIT noticed(tr("%1 has made %2 %3.").arg(by, name, roleOf(*message.role)));
        else
            Q_EMIT noticed(tr("%1 has made %2 %3.").arg(by, nameOf(message.peer), roleOf(*message.role)));
        return;
    case RoomVerb::Kick:
    case RoomVerb::Ban:
        m_told.remove(m_session.peers().contains(message.peer) ? m_session.peers().at(message.peer).info.client
                                                               : ClientId());
        Q_EMIT noticed(tr("%1 has put %2 out of the room.").arg(by, nameOf(message.peer)));
        return;
    case RoomVerb::Lock:
        Q_EMIT noticed(tr("%1 has locked the room: only owners draw now.").arg(by));
        return;
    case RoomVerb::Unlock:
        Q_EMIT noticed(tr("%1 has unlocked the room: everybody may draw.").arg(by));
        return;
    case RoomVerb::Title:
        Q_EMIT noticed(tr("%1 calls the room “%2” now.").arg(by, message.room.title));
        return;
    default:
        return; // what is seen on the board, or concerns owners only
    }
}

void RoomNews::tellHand(const PeerId &peer)
{
    const auto found = m_session.peers().find(peer);
    const bool isUp = found != m_session.peers().end() && found->second.presence.hand.value_or(false);
    if (!isUp)
        m_hands.remove(peer);
    else if (!m_hands.contains(peer)) {
        m_hands.insert(peer);
        Q_EMIT noticed(tr("%1 raises a hand.").arg(nameOf(peer)));
    }
}

} // namespace sketchroom
