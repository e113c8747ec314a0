#include "app/rooms/forwardingaddress.h"

namespace sketchroom {

ForwardingAddress::ForwardingAddress(const QUrl &room, const Identity &identity, const QString &line,
                                     HostAccess &access, Random &random, QObject *parent)
    : QObject(parent)
    , m_line(line)
    // A client of its own, so that it is in nobody's way should this user come back as well.
    , m_link(room, {SigningKey::make(random), {}}, access, random,
             {RoomConnection::Patience::Always, RoomConnection::Missing::Make, {}})
{
    connect(&m_link, &RoomLink::received, this, &ForwardingAddress::receive);
    connect(&m_link, &RoomLink::stateChanged, this, [this] {
        if (m_link.state() == RoomLink::State::Closed && m_link.demand())
            Q_EMIT failed(m_link.problem());
    });
    JoinMessage join;
    join.name = identity.name;
    join.color = identity.color;
    m_link.open(join);
}

void ForwardingAddress::receive(const HostMessage &message)
{
    if (std::holds_alternative<WelcomeMessage>(message))
        m_link.send(ChatMessage{m_line});
    const auto *said = std::get_if<ChatLineMessage>(&message);
    if (said && said->line.text == m_line)
        m_link.close({});
}

} // namespace sketchroom
